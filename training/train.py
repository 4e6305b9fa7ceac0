#!/usr/bin/python3
"""Train the reader.

usage: train.py RUN NAME --steps N [--start FILE] [--mix cmrc=2,drcd=3,..] [--rate 1.5e-4] [--final 0] ..
Writes RUN/NAME.npz at the end, RUN/NAME.checkpoint.npz on the way (a second call goes on from it), RUN/NAME.log.

Two processes share one flat vector of weights: each works out the gradient of its half of a batch with one thread,
and updates half of the weights. The numbers are the same however busy the machine is.
"""
import argparse
import json
import math
import os
import random
import time
import zlib

from machine import environment

if __name__ == '__main__':
    environment()

import numpy as np
import torch
import torch.multiprocessing as mp
import torch.nn.functional as F

from model import FROZEN, DropoutPool, Reader, weights
from text import WordPieces, layout, token_range, vocabulary

WORKERS = 2
LENGTHS = {'early': ((128, 192), (0.5, 0.5)), 'late': ((160, 224, 320), (0.3, 0.3, 0.4))}


class Windows:
    """An endless row of training windows, the same for the same seed."""

    def __init__(self, run, mix, nulls, seed):
        self.pieces = WordPieces(vocabulary(f'{run}/vocab.txt'))
        with open(f'{run}/documents.json', encoding='utf8') as f:
            self.documents = json.load(f)
        self.tokens, self.random, self.nulls = {}, random.Random(seed), nulls
        self.sets = {name: [] for name in mix}
        with open(f'{run}/examples.jsonl', encoding='utf8') as f:
            for line in f:
                e = json.loads(line)
                if e['set'] in mix and not e['held_out']:
                    self.sets[e['set']].append(e)
        empty = [n for n, s in self.sets.items() if not s]
        if empty:
            raise SystemExit(f'no examples of {", ".join(empty)}; run data.py first')
        self.names, self.weights = list(mix), list(mix.values())
        self.order = {n: [] for n in mix}

    def tokenized(self, name):
        if name not in self.tokens:
            self.tokens[name] = self.pieces(self.documents[name])
        return self.tokens[name]

    def example(self):
        name = self.random.choices(self.names, self.weights)[0]
        if not self.order[name]:
            self.order[name] = self.random.sample(self.sets[name], len(self.sets[name]))
        return self.order[name].pop()

    def draw(self, lengths):
        """(ids, types, start, end), start and end 0 for no answer."""
        while True:
            window = self._window(self.example(), self.random.choices(*lengths)[0])
            if window:
                return window

    def _window(self, example, length):
        draw = self.random
        question = self.pieces(example['question'])[0][-64:]
        room = length - 3 - len(question)
        ids, spans = self.tokenized(example['document'])
        places = [p for p in (token_range(spans, *a) for a in example['answers']) if p]
        if example['answers'] and not places:
            return None
        if places and draw.random() >= self.nulls:
            first, last = draw.choice(places)
            if last - first >= room:
                return None
            low, high = max(0, last + 1 - room), min(first, max(0, len(ids) - room))
            at = draw.randint(min(low, high), high)
            head = len(question) + 2
            return (*layout(question, ids[at:at + room]), head + first - at, head + last - at)
        if places and (draw.random() < 0.5 or not example['near']):
            before, after = min(p[0] for p in places), max(p[1] for p in places) + 1
            left, right = (0, before), (after, len(ids))
            longer = max((left, right), key=lambda r: r[1] - r[0])
            region = longer if draw.random() < 0.7 else draw.choice((left, right))
            if region[1] - region[0] < 40 and example['near']:
                return self._elsewhere(example, question, room)
            if region[1] - region[0] < 40:
                return None
        elif places:
            return self._elsewhere(example, question, room)
        else:
            region = (0, len(ids))
        at = draw.randint(region[0], max(region[0], region[1] - room))
        return (*layout(question, ids[at:min(at + room, region[1])]), 0, 0)

    def _elsewhere(self, example, question, room):
        """A window of a near neighbour, more often about the place that shares most with the question."""
        draw = self.random
        ids, _ = self.tokenized(draw.choice(example['near']))
        best = 0
        if len(ids) > room:
            wanted = set(question)
            step = max(1, room // 2)
            starts = list(range(0, len(ids) - room + step, step))
            best = draw.choice(starts) if draw.random() < 0.3 else \
                max(starts, key=lambda s: len(wanted & set(ids[s:s + room])))
        return (*layout(question, ids[best:best + room]), 0, 0)

    def batches(self, tokens, steps):
        """Batches of about so many tokens, of windows of like length."""
        given = 0
        while True:
            pool = [self.draw(LENGTHS['early' if given < steps * WORKERS / 2 else 'late']) for _ in range(600)]
            pool.sort(key=lambda w: len(w[0]))
            cut, batch = [], []
            for window in pool:
                if batch and (len(batch) + 1) * len(window[0]) > tokens:
                    cut.append(batch)
                    batch = []
                batch.append(window)
            cut.append(batch)
            self.random.shuffle(cut)
            given += len(cut)
            yield from cut


def tensors(batch):
    length = max(len(w[0]) for w in batch)
    ids, mask, types = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
    for i, (t, y, _, _) in enumerate(batch):
        ids[i, :len(t)], types[i, :len(t)], mask[i, :len(t)] = t, y, 1
    place = torch.tensor([[w[2], w[3]] for w in batch])
    return *(torch.from_numpy(a) for a in (ids, mask, types)), place


def loss(reader, batch, dropout, push=None):
    """Summed over the windows. Start and end compete over [CLS] and the passage without its [SEP]."""
    ids, mask, types, place = tensors(batch)
    allowed = types.bool() & (ids != 102)
    allowed[:, 0] = True
    total = 0
    for k, logits in enumerate(reader.logits(ids, mask, types, dropout, push)):
        total = total + F.cross_entropy(logits.masked_fill(~allowed, -1e4), place[:, k], reduction='sum') / 2
    return total


def hardest(gradient, size):
    """The push of that size on each window's embeddings that makes its loss grow fastest.

    Miyato, Dai, Goodfellow: Adversarial training methods for semi-supervised text classification, 2017.
    """
    return size * gradient / gradient.flatten(1).norm(dim=1).clamp_min(1e-8)[:, None, None]


class Flat:
    """All trained weights in one vector that the processes share; Adam's moments and the gradients beside it."""

    def __init__(self, arrays, head_rate):
        names = [n for n in arrays if n != FROZEN]
        sizes = [arrays[n].size for n in names]
        self.shapes = {n: arrays[n].shape for n in names}
        self.at = dict(zip(names, np.cumsum([0] + sizes[:-1]).tolist()))
        n = sum(sizes)
        self.weights, self.mean, self.square = (torch.zeros(n).share_memory_() for _ in range(3))
        self.gradients = [torch.zeros(n).share_memory_() for _ in range(WORKERS)]
        self.rate, self.decay = torch.ones(n), torch.zeros(n)
        self.frozen = arrays[FROZEN]
        for name in names:
            here = slice(self.at[name], self.at[name] + arrays[name].size)
            self.weights[here] = torch.from_numpy(np.asarray(arrays[name], dtype=np.float32)).flatten()
            if name.startswith(('head', 'match')):
                self.rate[here] = head_rate
            if len(self.shapes[name]) > 1:
                self.decay[here] = 0.01
        self.norms, self.sums = torch.zeros(WORKERS).share_memory_(), torch.zeros(WORKERS, 2).share_memory_()

    def views(self, vector):
        return {n: vector[a:a + math.prod(self.shapes[n])].view(self.shapes[n]) for n, a in self.at.items()}

    def reader(self, rank):
        parameters = {n: v.requires_grad_() for n, v in self.views(self.weights.detach()).items()}
        for n, g in self.views(self.gradients[rank]).items():
            parameters[n].grad = g
        return Reader(parameters | {FROZEN: torch.from_numpy(self.frozen)})

    def arrays(self):
        return {n: v.detach().numpy().copy() for n, v in self.views(self.weights).items()} | {FROZEN: self.frozen}

    @torch.no_grad()
    def update(self, rank, step, rate):
        """Adam on this process's part; its gradient is the sum over the processes, already scaled and clipped."""
        n = self.weights.numel()
        part = slice(n * rank // WORKERS, n * (rank + 1) // WORKERS)
        g, w, m, s = self.gradients[0][part], self.weights[part], self.mean[part], self.square[part]
        m.mul_(0.9).add_(g, alpha=0.1)
        s.mul_(0.999).addcmul_(g, g, value=0.001)
        pace = self.rate[part] * rate
        w.sub_(w * self.decay[part] * pace)
        w.sub_(m / (1 - 0.9 ** step) / (s.sqrt() / math.sqrt(1 - 0.999 ** step) + 1e-8) * pace)


def rate_at(step, options):
    warm = options.warm_up * options.steps
    if step <= warm:
        return options.rate * step / warm
    left = (options.steps - step) / max(1, options.steps - warm)
    return options.rate * (options.final + (1 - options.final) * left)


def save(path, options, flat, step):
    np.savez(path + '.partial.npz', step=step, options=json.dumps(vars(options)), mean=flat.mean.numpy(),
             square=flat.square.numpy(), **flat.arrays())
    os.replace(path + '.partial.npz', path)


def work(rank, options, flat, barrier, first):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    source = Windows(options.run, options.mix, options.nulls, options.seed)
    batches = source.batches(options.tokens // WORKERS, options.steps)
    for _ in range(first * WORKERS):
        next(batches)
    reader = flat.reader(rank)
    pool = DropoutPool(0.1, torch.Generator().manual_seed(options.seed * 100 + rank))
    log = open(f'{options.run}/{options.name}.log', 'a', encoding='utf8') if rank == 0 else None
    began, seen, total, since = time.time(), 0, 0.0, time.time()
    n = flat.weights.numel()
    part = slice(n * rank // WORKERS, n * (rank + 1) // WORKERS)
    for step in range(first + 1, options.steps + 1):
        group = [next(batches) for _ in range(WORKERS)]
        pool.generator.manual_seed(zlib.crc32(f'{options.seed} {step} {rank}'.encode()))
        flat.gradients[rank].zero_()
        value = loss(reader, group[rank], pool)
        if options.adversarial:
            reader.embedded.retain_grad()
        value.backward()
        if options.adversarial:
            push = hardest(reader.embedded.grad, options.adversarial)
            flat.gradients[rank].mul_(0.5)
            (loss(reader, group[rank], pool, push) / 2).backward()
        flat.sums[rank, 0], flat.sums[rank, 1] = value.item(), len(group[rank])
        barrier.wait()
        windows = flat.sums[:, 1].sum().item()
        with torch.no_grad():
            g = flat.gradients[0][part]
            for other in flat.gradients[1:]:
                g.add_(other[part])
            g.div_(windows)
            flat.norms[rank] = g.dot(g)
        barrier.wait()
        flat.gradients[0][part].mul_(min(1.0, options.clip / (flat.norms.sum().sqrt().item() + 1e-6)))
        seen, total = seen + windows, total + flat.sums[:, 0].sum().item()
        flat.update(rank, step, rate_at(step, options))
        barrier.wait()
        if rank == 0 and (step % 20 == 0 or step == options.steps):
            now = time.time()
            left = (now - began) / (step - first) * (options.steps - step)
            line = (f'step {step}/{options.steps} loss {total / seen:.3f} {seen / (now - since):.1f} windows/s '
                    f'rate {rate_at(step, options):.2e} left {left / 60:.0f} min {time.strftime("%H:%M:%S")}')
            seen, total, since = 0, 0.0, now
            print(line, flush=True)
            print(line, file=log, flush=True)
        if rank == 0 and step < options.steps and (step % options.every == 0 or step == options.until):
            save(f'{options.run}/{options.name}.checkpoint.npz', options, flat, step)
        if step == options.until:
            return
    if rank == 0:
        np.savez(f'{options.run}/{options.name}.npz', **flat.arrays())


def decisive(options):
    """What must be as it was for a run to go on with the same numbers."""
    return {k: v for k, v in options.items() if k not in ('run', 'start', 'every', 'until')}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('run')
    parser.add_argument('name')
    parser.add_argument('--steps', type=int, required=True)
    parser.add_argument('--start', help='weights to begin with, .npz or an export; RUN/base.npz if not given')
    parser.add_argument('--mix', default='cmrc=2,drcd=3', help='sets and how often each is drawn')
    parser.add_argument('--rate', type=float, default=1.5e-4, help='AdamW, linear decay')
    parser.add_argument('--final', type=float, default=0.0, help='share of the rate that is left at the end')
    parser.add_argument('--warm-up', type=float, default=0.05, help='share of the steps')
    parser.add_argument('--head-rate', type=float, default=3.0, help='head and match vectors learn so many times faster')
    parser.add_argument('--tokens', type=int, default=3200, help='a batch')
    parser.add_argument('--nulls', type=float, default=0.36, help='share of windows without the answer')
    parser.add_argument('--clip', type=float, default=1.0)
    parser.add_argument('--adversarial', type=float, default=0.0,
                        help='learn each batch a second time with its embeddings pushed so far the wrong way; 0: not')
    parser.add_argument('--seed', type=int, default=20)
    parser.add_argument('--every', type=int, default=200, help='steps between checkpoints')
    parser.add_argument('--until', type=int, help='stop after this step with a checkpoint')
    options = parser.parse_args()
    options.mix = {k: float(v) for k, v in (m.split('=') for m in options.mix.split(','))}
    torch.set_num_threads(1)
    checkpoint = f'{options.run}/{options.name}.checkpoint.npz'
    arrays, first = weights(options.start or f'{options.run}/base.npz'), 0
    moments = None
    if os.path.exists(checkpoint):
        arrays = dict(np.load(checkpoint))
        first, given = int(arrays.pop('step')), json.loads(str(arrays.pop('options')))
        if decisive(given) != decisive(vars(options)):
            raise SystemExit(f'{checkpoint} was made with other options; remove it to begin anew: {given}')
        moments = arrays.pop('mean'), arrays.pop('square')
        print(f'going on from step {first}')
    flat = Flat(arrays, options.head_rate)
    if moments:
        flat.mean.copy_(torch.from_numpy(moments[0]))
        flat.square.copy_(torch.from_numpy(moments[1]))
    context = mp.get_context('fork')
    barrier = context.Barrier(WORKERS)
    others = [context.Process(target=work, args=(r, options, flat, barrier, first), daemon=True)
              for r in range(1, WORKERS)]
    for p in others:
        p.start()
    work(0, options, flat, barrier, first)
    for p in others:
        p.join()


if __name__ == '__main__':
    main()
