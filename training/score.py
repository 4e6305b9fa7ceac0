#!/usr/bin/python3
"""Score a reader with the right passage given, and how well its score tells the right passage from a wrong one.

usage: score.py EVAL RUN MODEL [--sets cmrc,drcd] [--sample N] [--right-only] [--closer 180] [--predictions OUT.jsonl]
MODEL: weights (.npz, read with torch) or an export (.onnx, with ONNX Runtime where Python has it, else with numpy,
which is slow: take a sample). Of cmrc and drcd the held-out fifth counts. govqa is for a final measurement only:
nothing may be chosen by it. own: the part of our own questions that is held out. The wrong passage is the best other
document by BM25 that holds no accepted answer. The second AUROC is of the score together with how much of the question
the document's beginning, where titles stand, speaks of.
"""
import argparse
import json
import math
import os
import random
import sys
from collections import Counter

if __name__ == '__main__':
    from machine import environment
    environment()

import numpy as np

from data import Neighbours, held_out, lines, public
from text import Folding, WordPieces, layout, vocabulary, windows

ANSWER = 250
CLOSER = 180  # tokens of text in the second look
TITLE = 60  # characters of a document's beginning
TITLED = 67  # what the share of the question that it speaks of counts beside the score: by logistic regression on own


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


def over_none(start, end, head, size):
    """How much better each of the passage's tokens is as start and as end than no answer is, which counts half in each."""
    none = (start[0] + end[0]) / 2
    return start[head:head + size] - none, end[head:head + size] - none


def best_span(start, end):
    """The best [first, last] and start + end."""
    size = len(start)
    total = start[:, None] + end[None, :]
    distance = np.arange(size)[None, :] - np.arange(size)[:, None]
    total[(distance < 0) | (distance >= ANSWER)] = -np.inf
    at = int(total.argmax())
    return at // size, at % size, float(total.flat[at])


class Reading:
    """Reads as the program does: all windows, then the one with the best span once more with less text about it."""

    def __init__(self, run, path, closer=CLOSER):
        self.pieces = WordPieces(vocabulary(f'{run}/vocab.txt'))
        self.run, self.closer = engine(path), closer

    def scored(self, jobs, budget):
        """For each (question's tokens, text's tokens) how much better each is as start and as end than no answer."""
        laid = sorted(((*layout(q, ids), len(ids), n) for n, (q, ids) in enumerate(jobs)), key=lambda j: len(j[0]))
        out, done = [None] * len(jobs), 0
        while done < len(laid):
            size = 1
            while done + size < len(laid) and (size + 1) * len(laid[done + size][0]) <= budget:
                size += 1
            group = laid[done:done + size]
            done += size
            length = len(group[-1][0])
            ids, mask, types = (np.zeros((size, length), dtype=np.int64) for _ in range(3))
            for k, (t, y, _, _) in enumerate(group):
                ids[k, :len(t)], types[k, :len(t)], mask[k, :len(t)] = t, y, 1
            start, end = self.run(ids, mask, types)
            for k, (t, _, text, n) in enumerate(group):
                out[n] = over_none(start[k], end[k], len(t) - text - 1, text)
            if sys.stderr.isatty():
                print(f'\r{done}/{len(laid)} windows', end='', file=sys.stderr)
        return out

    def read(self, pairs, budget=3000):
        """For each (question, text) the best span's characters and its score."""
        places, cut = [], []
        for i, (question, text) in enumerate(pairs):
            q = self.pieces(question)[0]
            ids, spans = self.pieces(text)
            places.append(spans)
            cut += [(i, a, q, ids[a:b]) for a, b in windows(q, ids) if b > a]
        best, others = [None] * len(pairs), [[] for _ in pairs]
        for (i, a, q, ids), (start, end) in zip(cut, self.scored([c[2:] for c in cut], budget)):
            first, last, score = best_span(start, end)
            others[i].append((score, a + first, a + last))
            if best[i] is None or score > best[i][0]:
                best[i] = score, first, a, q, ids, start, end
        again = [(i, b, min(max(0, b[1] - self.closer // 2), len(b[4]) - self.closer)) for i, b in enumerate(best)
                 if b and 0 < self.closer < len(b[4])]
        jobs = [(b[3], b[4][at:at + self.closer]) for _, b, at in again]
        for (i, (score, _, a, _, _, start, end), at), (s, e) in zip(again, self.scored(jobs, budget)):
            seen = slice(at, at + self.closer)
            start[seen], end[seen] = (start[seen] + s) / 2, (end[seen] + e) / 2
            first, last, both = best_span(start, end)
            others[i].remove(max(others[i]))
            others[i].append((both, a + first, a + last))
        return [(spans[first][0], spans[last][1], score)
                for spans, (score, first, last) in zip(places, (max(o) for o in others))]


class Beginnings:
    """How much of a question stands in the beginning of a document: by pairs of characters, the rarer the more."""

    def __init__(self, documents):
        self.pairs = {name: self.of(text[:TITLE]) for name, text in documents.items()}
        self.held = Counter(pair for text in documents.values() for pair in self.of(text))
        self.size = len(documents)

    @staticmethod
    def of(text):
        return {text[i:i + 2] for i in range(len(text) - 1) if text[i].isalnum() and text[i + 1].isalnum()}

    def weight(self, pair):
        return math.log(1 + (self.size - self.held[pair] + 0.5) / (self.held[pair] + 0.5))

    def share(self, question, document):
        asked = self.of(question)
        whole = sum(map(self.weight, asked))
        return sum(self.weight(p) for p in asked & self.pairs[document]) / whole if whole else 0


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
    parser.add_argument('--closer', type=int, default=CLOSER, help='tokens of text in the second look; 0: one look')
    parser.add_argument('--predictions')
    o = parser.parse_args()
    sys.path.insert(0, o.eval)
    from score_answers import em, f1, rouge_l
    fold, reading = Folding(), Reading(o.run, o.model, o.closer)
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
                    pairs.append((q, wrong[0]))
            if pairs:
                begins = Beginnings(documents)
                right = [(f[2], begins.share(a[1], a[3])) for a, f in answerable]
                wrong = [(f[2], begins.share(q, n))
                         for (q, n), f in zip(pairs, reading.read([(q, documents[n]) for q, n in pairs]))]
                line += f'  AUROC {auroc([s for s, _ in right], [s for s, _ in wrong]):.3f}'
                line += f', with the beginning {auroc(*([s + TITLED * t for s, t in side] for side in (right, wrong))):.3f}'
        print(line, flush=True)


if __name__ == '__main__':
    main()
