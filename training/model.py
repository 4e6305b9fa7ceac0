"""The reader: BERT with four layers and a head that gives each token a score as start and as end of the answer."""
import math

import numpy as np
import torch
import torch.nn.functional as F

LAYERS, HIDDEN, HEADS, INNER, EPSILON = 4, 512, 8, 2048, 1e-12
FROZEN = 'embeddings.word_embeddings.weight'


class DropoutPool:
    """torch draws dropout masks slowly on a CPU: masks here are slices of one long random vector."""

    def __init__(self, rate, generator, size=1 << 23):
        keep = torch.rand(size, generator=generator) >= rate
        self.pool, self.generator = keep.float() / (1 - rate), generator

    def __call__(self, x):
        at = int(torch.randint(self.pool.numel() - x.numel(), (1,), generator=self.generator))
        return x * self.pool[at:at + x.numel()].view(x.shape)


def shared(ids, types):
    """Which of the passage's tokens occur in the question, and which do so with the one before or after them."""
    both = (types == 0)[:, :, None] & (types == 1)[:, None, :] & (ids[:, :, None] == ids[:, None, :])
    pairs = (both[:, :-1, :-1] & both[:, 1:, 1:]).any(1)
    return both.any(1).float(), (F.pad(pairs, (0, 1)) | F.pad(pairs, (1, 0))).float()


class Reader:
    """Functional: parameters by name, so that they can lie in one flat tensor."""

    def __init__(self, parameters):
        self.p = parameters

    @classmethod
    def from_arrays(cls, arrays, seed=1):
        p = {n: torch.from_numpy(np.array(a, dtype=np.float32)) for n, a in arrays.items()}
        if 'head.weight' not in p:
            generator = torch.Generator().manual_seed(seed)
            p['head.weight'] = torch.randn(HIDDEN, 2, generator=generator) * 0.02
            p['head.bias'] = torch.zeros(2)
        for name in ('match.single', 'match.pair'):
            p.setdefault(name, torch.zeros(HIDDEN))
        return cls(p)

    def arrays(self):
        return {n: t.detach().numpy() for n, t in self.p.items()}

    def _linear(self, x, name):
        return torch.addmm(self.p[name + '.bias'], x, self.p[name + '.weight'])

    def _norm(self, x, name):
        return F.layer_norm(x, (HIDDEN,), self.p[name + '.weight'], self.p[name + '.bias'], EPSILON)

    def encode(self, ids, mask, types, dropout=None, push=None):
        """[batch, length, hidden]. push is added to the embeddings; they stay in self.embedded, for their gradient."""
        drop = dropout or (lambda x: x)
        batch, length = ids.shape
        p = self.p
        x = (F.embedding(ids, p['embeddings.word_embeddings.weight'])
             + F.embedding(types, p['embeddings.token_type_embeddings.weight'])
             + p['embeddings.position_embeddings.weight'][:length])
        single, pair = shared(ids, types)
        x = x + single[:, :, None] * p['match.single'] + pair[:, :, None] * p['match.pair']
        self.embedded = x
        if push is not None:
            x = x + push
        x = drop(self._norm(x, 'embeddings.LayerNorm')).view(batch * length, HIDDEN)
        bias = None if bool((mask == 1).all()) else (1.0 - mask.float())[:, None, None, :] * -10000.0
        split = (batch, length, HEADS, HIDDEN // HEADS)
        for i in range(LAYERS):
            at = f'encoder.layer.{i}.'
            q, k, v = (self._linear(x, f'{at}attention.self.{n}').view(split).transpose(1, 2)
                       for n in ('query', 'key', 'value'))
            scores = (q * (1 / math.sqrt(HIDDEN // HEADS))) @ k.transpose(2, 3)
            if bias is not None:
                scores = scores + bias
            mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch * length, HIDDEN)
            mixed = drop(self._linear(mixed, at + 'attention.output.dense'))
            x = self._norm(x + mixed, at + 'attention.output.LayerNorm')
            inner = F.gelu(self._linear(x, at + 'intermediate.dense'))
            x = self._norm(x + drop(self._linear(inner, at + 'output.dense')), at + 'output.LayerNorm')
        return x.view(batch, length, HIDDEN)

    def logits(self, ids, mask, types, dropout=None, push=None):
        """Start and end scores [batch, length]."""
        x = self.encode(ids, mask, types, dropout, push)
        out = x @ self.p['head.weight'] + self.p['head.bias']
        return out[..., 0], out[..., 1]


def weights(path):
    """The weights of a file, be it a checkpoint or an export; those that the base model lacks begin as from_arrays has
    them. An export's are those that it computes with, rounded as they are, and its positions end at its length."""
    if path.endswith('.onnx'):
        arrays = exported(path)
    else:
        arrays = {n: a for n, a in np.load(path).items() if n not in ('step', 'options', 'mean', 'square')}
    return Reader.from_arrays(arrays).arrays()


def exported(path):
    """The weights in a file that export.py wrote."""
    import onnx
    from onnx import numpy_helper
    given = {i.name: numpy_helper.to_array(i).astype(np.float32) for i in onnx.load(path).graph.initializer}
    arrays = {n: a for n, a in given.items() if n.endswith(('.weight', '.bias')) or n.startswith('match.')}
    for name in [n for n in given if n.endswith('.scale') and n != 'words.scale']:
        arrays[name.replace('.scale', '.weight')] *= given[name]
    arrays[FROZEN] = given['words'] * given.get('words.scale', 1)
    arrays['embeddings.position_embeddings.weight'] = given['positions']
    return arrays
