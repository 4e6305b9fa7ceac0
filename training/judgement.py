#!/usr/bin/python3
"""Fit judgement.tsv, the weights by which the program ranks sentences and says how sure an answer is.

usage: judgement.py FEATURES.jsonl .. [--rank FEATURES.jsonl ..] [--test FEATURES.jsonl ..] [--near WEIGHTS.tsv] [--out JUDGEMENT.tsv]
FEATURES is what `bin/evaluate SET --removed --features` writes. Asks of figures and all others are fitted apart.
Those of --rank count for the ranking alone: questions to which none was made that has no answer.
Ranking: the likelihood of the right sentence among all found, held near the weights of --near (those in the program
unless given). Confidence: logistic regression on the sentence ranked first, which is right or wrong; that of a question
that no article answers, wrong and counted 3 times; and the one ranked first while the article that answers is withdrawn,
wrong unless it holds the same facts. Prints for the questions fitted on and for those of --test how often a right
sentence is first, by the weights held near and by the fitted ones, and how much would be accepted at several
confidences. --out writes the weights in the order of the program's file and below its comments; without it they are
printed.
"""
import argparse
import json
import os
import sys

if __name__ == '__main__':
    from machine import environment
    environment()

import numpy as np

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(PROJECT, 'src/main/resources/wenzheng/answer/judgement.tsv')
KINDS = ('figure', 'other')
BIAS = 'BIAS'
SHARPNESS = 10  # what a score counts in the likelihood
NEARNESS = 0.03  # what a squared distance from the former weights costs there
RIDGE = 0.003  # what a squared weight costs in the confidence
UNANSWERABLE = 3
LEVELS = (0.25, 0.35, 0.45)


def judgement(path):
    """The comment lines, and by kind and feature the weights in ranking."""
    with open(path, encoding='utf8') as f:
        lines = f.read().splitlines()
    weights = {kind: {} for kind in KINDS}
    for line in lines:
        if not line.startswith('#'):
            kind, feature, rank, *_ = line.split('\t')
            weights[kind][feature] = float(rank)
    return [line for line in lines if line.startswith('#')], weights


class Question:
    """The sentences found for one question, a row of features for each."""

    def __init__(self, line, names):
        found = line['candidates']
        self.answerable = line['answerable']
        self.features = np.array([[c['features'].get(n, 0) for n in names] for c in found]).reshape(-1, len(names))
        self.right = np.array([c['right'] for c in found], bool)
        self.removed = line['removed']

    def first(self, weights):
        """The row ranked first; None where there is none."""
        return np.argmax(self.features @ weights) if len(self.features) else None


def descend(weights, objective):
    """Where the objective (value, slope, curvature, which may be overstated) is least, by damped Newton steps."""
    value, slope, curvature = objective(weights)
    for _ in range(10_000):
        if np.abs(slope).max() < 1e-8:
            return weights
        step = np.linalg.solve(curvature, slope)
        size = 1.0
        while objective(weights - size * step)[0] > value:
            size /= 2
            if size < 1e-9:  # as far down as floating point tells
                return weights
        weights = weights - size * step
        value, slope, curvature = objective(weights)
    raise SystemExit('the weights did not settle; a feature may be out of all proportion')


def answered_of(questions):
    return [q for q in questions if q.right.any() and not q.removed]


def ranking(questions, near):
    answered = answered_of(questions)

    def likelihood(scores):
        most = scores.max()
        shares = np.exp(scores - most)
        return most + np.log(shares.sum()), shares / shares.sum()

    def objective(weights):
        value = NEARNESS * ((weights - near) ** 2).sum()
        slope = 2 * NEARNESS * (weights - near)
        curvature = 2 * NEARNESS * np.eye(len(near))
        for q in answered:
            scores = SHARPNESS * (q.features @ weights)
            of_all, all_shares = likelihood(scores)
            of_right, right_shares = likelihood(scores[q.right])
            mean = all_shares @ q.features
            value += (of_all - of_right) / len(answered)
            slope += SHARPNESS * (mean - right_shares @ q.features[q.right]) / len(answered)
            # Without the spread among the right ones, which would make it less: so every step descends.
            spread = (q.features.T * all_shares) @ q.features - np.outer(mean, mean)
            curvature += SHARPNESS ** 2 * spread / len(answered)
        return value, slope, curvature

    return descend(near, objective)


def firsts(questions, rank):
    """Features of the sentences ranked first, whether they are right, and why they are there."""
    rows = []
    for q in questions:
        first = q.first(rank)
        if first is None or (q.removed and q.right[first]) or (q.answerable and not q.removed and not q.right.any()):
            continue
        why = 'removed' if q.removed else 'found' if q.answerable else 'unanswerable'
        rows.append((q.features[first], q.right[first], why))
    return rows


def confidence(rows):
    """The weights, the bias last."""
    x = np.array([np.append(features, 1) for features, *_ in rows])
    y = np.array([right for _, right, _ in rows], float)
    counts = np.array([UNANSWERABLE if why == 'unanswerable' else 1 for *_, why in rows]) / len(rows)
    ridge = np.append(np.full(x.shape[1] - 1, RIDGE), 0)

    def objective(weights):
        scores = x @ weights
        sure = 1 / (1 + np.exp(-scores))
        value = counts @ (np.logaddexp(0, scores) - y * scores) + ridge @ weights ** 2
        slope = x.T @ (counts * (sure - y)) + 2 * ridge * weights
        return value, slope, (x.T * (counts * sure * (1 - sure))) @ x + 2 * np.diag(ridge)

    return descend(np.zeros(x.shape[1]), objective)


def report(name, questions, former, rank, sure):
    answered = answered_of(questions)
    right = [sum(bool(q.right[q.first(w)]) for q in answered) for w in (former, rank)]
    print(f'  {name}: right first {right[1]} of {len(answered)}, {right[0]} by the weights held near')
    rows = firsts(questions, rank)
    groups = {'right': [r for r in rows if r[1]],
              **{why: [r for r in rows if r[2] == why and not r[1]] for why in ('unanswerable', 'removed')}}
    for level in LEVELS:
        shares = [(sum(features @ sure[:-1] + sure[-1] >= np.log(level / (1 - level)) for features, *_ in group),
                   len(group), group_name) for group_name, group in groups.items()]
        print(f'    accepted at {level}:', ', '.join(f'{n} {some} of {every}' for some, every, n in shares))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('features', nargs='+')
    parser.add_argument('--rank', nargs='+', default=[])
    parser.add_argument('--test', nargs='+', default=[])
    parser.add_argument('--near', default=PROGRAM)
    parser.add_argument('--out')
    o = parser.parse_args()
    comments, present = judgement(PROGRAM)
    _, former = judgement(o.near)

    def read(paths):
        lines = []
        for path in paths:
            with open(path, encoding='utf8') as f:
                lines += [json.loads(line) for line in f]
        return lines

    fitted, ranked, tested = read(o.features), read(o.rank), read(o.test)
    found = dict.fromkeys(name for line in fitted + ranked for c in line['candidates'] for name in c['features'])
    for name in dict.fromkeys(name for kind in KINDS for name in former[kind]):
        if name not in found and name != BIAS:
            print(f'{o.near}: no sentence has the feature {name}, it gets no weight. Was it renamed?', file=sys.stderr)
    lines = []
    for kind in KINDS:
        names = [name for name in present[kind] if name in found]
        names += [name for name in found if name not in names]
        fit, more, test = ([Question(line, names) for line in some if line['figure'] == (kind == 'figure')]
                           for some in (fitted, ranked, tested))
        if not answered_of(fit):
            raise SystemExit(f'{kind}: no question has a right sentence; give more of them')
        near = np.array([former[kind].get(name, 0) for name in names])
        rank = ranking(fit + more, near)
        sure = confidence(firsts(fit, rank))
        print(kind)
        report('fitted on', fit, near, rank, sure)
        if test:
            report('tested on', test, near, rank, sure)
        for name, r, s in zip(names, rank.round(2) + 0, sure.round(2) + 0):
            if r or s:
                lines.append(f'{kind}\t{name}\t{r:g}\t{s:g}')
        lines.append(f'{kind}\t{BIAS}\t0\t{sure[-1]:.2f}')
    if o.out:
        with open(o.out, 'w', encoding='utf8') as f:
            f.write('\n'.join(comments + lines) + '\n')
    else:
        print('\n'.join(lines))


if __name__ == '__main__':
    main()
