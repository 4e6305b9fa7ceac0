#!/usr/bin/python3
"""Score a reader with the right passage given, and how well its score tells the right passage from a wrong one.

usage: score.py EVAL RUN MODEL [--sets cmrc,drcd] [--sample N] [--right-only] [--predictions OUT.jsonl]
MODEL: weights (.npz, read with torch) or an export (.onnx, with ONNX Runtime where Python has it, else with numpy,
which is slow: take a sample). Of cmrc and drcd the held-out fifth counts. govqa is for a final measurement only:
nothing may be chosen by it. own: the part of our own questions that is held out. The wrong passage is the best other
document by BM25 that holds no accepted answer.
"""
import argparse
import json
import os
import random
import sys

if __name__ == '__main__':
    from machine import environment
    environment()

import numpy as np

from data import Neighbours, held_out, lines, public
from text import Folding, WordPieces, layout, vocabulary, windows

ANSWER = 250


def engine(path, threads=1):
    """Ids, mask, types to start and end scores, as numpy arrays."""
    if path.endswith('.npz'):
        import torch
        from model import Reader, weights
        torch.set_num_threads(threads)
        reader = Reader.from_arrays(weights(path))

        def run(*inputs):
            with torch.no_grad():
                return [t.numpy() for t in reader.logits(*(torch.from_numpy(a) for a in inputs))]
        return run
    names = ('input_ids', 'attention_mask', 'token_type_ids')
    try:
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
        return lambda *inputs: session.run(['start_logits', 'end_logits'], dict(zip(names, inputs)))
    except ImportError:
        import onnx
        from onnx_numpy import evaluate
        model = onnx.load(path)
        return lambda *inputs: list(evaluate(model, dict(zip(names, inputs))).values())


def best_span(start, end, head, size):
    """The best [first, last] of the passage's tokens and start + end, less the score of no answer."""
    s, e = start[head:head + size], end[head:head + size]
    total = s[:, None] + e[None, :]
    distance = np.arange(size)[None, :] - np.arange(size)[:, None]
    total[(distance < 0) | (distance >= ANSWER)] = -np.inf
    at = int(total.argmax())
    return at // size, at % size, float(total.flat[at] - start[0] - end[0])


class Reading:
    def __init__(self, run, path):
        self.pieces = WordPieces(vocabulary(f'{run}/vocab.txt'))
        self.run = engine(path)

    def read(self, pairs, budget=3000):
        """For each (question, text) the best span's characters and its score."""
        jobs, best, spans = [], [None] * len(pairs), []
        for i, (question, text) in enumerate(pairs):
            q = self.pieces(question)[0]
            ids, places = self.pieces(text)
            spans.append(places)
            for a, b in windows(q, ids):
                jobs.append((i, a, b, *layout(q, ids[a:b])))
        jobs.sort(key=lambda j: len(j[3]))
        done = 0
        while done < len(jobs):
            size = 1
            while done + size < len(jobs) and (size + 1) * len(jobs[done + size][3]) <= budget:
                size += 1
            group = jobs[done:done + size]
            done += size
            length = len(group[-1][3])
            ids, mask, types = (np.zeros((size, length), dtype=np.int64) for _ in range(3))
            for k, (_, _, _, t, y) in enumerate(group):
                ids[k, :len(t)], types[k, :len(t)], mask[k, :len(t)] = t, y, 1
            start, end = self.run(ids, mask, types)
            for k, (i, a, b, t, _) in enumerate(group):
                if b > a:
                    first, last, score = best_span(start[k], end[k], len(t) - (b - a) - 1, b - a)
                    if best[i] is None or score > best[i][2]:
                        best[i] = (spans[i][a + first][0], spans[i][a + last][1], score)
            if sys.stderr.isatty():
                print(f'\r{done}/{len(jobs)} windows', end='', file=sys.stderr)
        return best


def auroc(right, wrong):
    both = np.argsort(np.argsort(np.array(right + wrong))) + 1
    n, m = len(right), len(wrong)
    return (both[:n].sum() - n * (n + 1) / 2) / (n * m)


def questions(name, folder, run, fold):
    """(id, question, accepted answers or None, document) and the documents of the set."""
    documents = {}
    if name == 'own':
        with open(f'{run}/documents.json', encoding='utf8') as f:
            documents = {n: t for n, t in json.load(f).items() if n.startswith('govqa/')}
        return [(e['question'], e['question'], [documents[e['document']][a:b] for a, b in e['answers']], e['document'])
                for e in lines(f'{run}/examples.jsonl') if e['set'] == 'own' and e['held_out']], documents
    everything = list(public(folder, name, fold, documents))
    answers = {q['_id']: [fold(a) for a in q['metadata']['answers']] for q in lines(f'{folder}/{name}/queries.jsonl')}
    right = {e['id']: e['document'] for e in everything}
    kept = [e for e in everything if name == 'govqa' or e['held_out']]
    return [(e['id'], e['question'], answers[e['id']], right[e['id']]) for e in kept], documents


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('eval')
    parser.add_argument('run')
    parser.add_argument('model')
    parser.add_argument('--sets', default='cmrc,drcd')
    parser.add_argument('--sample', type=int, default=0)
    parser.add_argument('--right-only', action='store_true')
    parser.add_argument('--predictions')
    o = parser.parse_args()
    sys.path.insert(0, o.eval)
    from score_answers import em, f1, rouge_l
    fold, reading = Folding(), Reading(o.run, o.model)
    out = open(o.predictions, 'w', encoding='utf8') if o.predictions else None
    for name in o.sets.split(','):
        asked, documents = questions(name, o.eval, o.run, fold)
        if o.sample:
            asked = random.Random(5).sample(asked, min(o.sample, len(asked)))
        found = reading.read([(q, documents[d]) for _, q, _, d in asked])
        total = np.zeros(4)
        answerable = [(a, f) for a, f in zip(asked, found) if a[2]]
        for (i, q, answers, d), (s, t, score) in answerable:
            said = documents[d][s:t]
            total += [max(em(said, g) for g in answers), max(f1(said, g) for g in answers),
                      max(rouge_l(said, g) for g in answers), score > 0]
            if out:
                print(json.dumps(dict(set=name, id=i, question=q, said=said, score=round(score, 2), answers=answers),
                                 ensure_ascii=False), file=out)
        total = total / len(answerable) * 100
        line = (f'{name:6s} {len(answerable)} questions  EM {total[0]:.1f}  F1 {total[1]:.1f}  ROUGE-L {total[2]:.1f}  '
                f'over null {total[3]:.1f} %')
        silent = [f[2] for a, f in zip(asked, found) if not a[2]]
        if silent:
            line += (f'  AUROC against {len(silent)} questions without an answer '
                     f'{auroc([f[2] for _, f in answerable], silent):.3f}')
        if not o.right_only:
            near, pairs = Neighbours(documents), []
            for _, q, answers, d in asked:
                wrong = [n for n in near(q, 20) if n != d and not any(a in documents[n] for a in answers)]
                if answers and wrong:
                    pairs.append((q, documents[wrong[0]]))
            if pairs:
                line += f'  AUROC {auroc([f[2] for _, f in answerable], [f[2] for f in reading.read(pairs)]):.3f}'
        print(line, flush=True)


if __name__ == '__main__':
    main()
