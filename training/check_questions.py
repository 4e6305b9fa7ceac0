#!/usr/bin/python3
"""Check hand-written questions and keep them without the text of the documents.

usage: check_questions.py EVAL WRITTEN.jsonl .. [--keep QUESTIONS.jsonl] [--sample N]
WRITTEN holds lines {"document", "question", "answer": literal span or null, "near": text before or around it, "kind"}.
The document is one of govqa's list, or of cmrc or drcd with the set's name before it (cmrc/DEV_1). A line passes if its
document may be trained on, its answer stands in it literally, and no question of the sets and no other one equals it (a
short one may be asked of another document again). --keep writes: document, characters
[start, end) of the span (code points), the first 8 hex digits of the SHA-256 of the folded span, question and kind; no
start and end where the document does not say. --sample prints that many with their answers, for a second reading.
"""
import argparse
import collections
import hashlib
import json
import os
import random
import re

from data import allowed, best_occurrence, held_out, lines, occurrences
from text import Folding

PUBLIC = ('cmrc', 'drcd')
KINDS = {'count', 'amount', 'date', 'who', 'which', 'how', 'what', 'whether', 'where', 'other'}


def normal(text):
    return re.sub(r'[^\w]', '', text)


def place(text, answer, near, question):
    """Where the answer stands; of several places the one that `near` names, else the one most like the question."""
    places = occurrences(text, answer)
    if len(places) > 1 and near:
        around = occurrences(text, near)
        if around:
            return min(places, key=lambda p: min(abs(p - a - (0 if answer in near else len(near))) for a in around))
    return best_occurrence(text, answer, question)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('eval')
    parser.add_argument('written', nargs='+')
    parser.add_argument('--keep')
    parser.add_argument('--sample', type=int, default=0)
    o = parser.parse_args()
    fold = Folding()
    documents = allowed(o.eval, fold)
    documents |= {f'{s}/{d["_id"]}': fold(d['text']) for s in PUBLIC for d in lines(f'{o.eval}/{s}/corpus.jsonl')
                  if not held_out(d['_id'])}
    taken = {normal(fold(q['text'])): s for s in ('govqa', *PUBLIC) for q in lines(f'{o.eval}/{s}/queries.jsonl')}
    kept, faults, pairs, shown = [], collections.Counter(), set(), []
    for path in o.written:
        with open(path, encoding='utf8') as f:
            rows = [(i, l) for i, l in enumerate(f, 1) if l.strip()]
        for i, line in rows:
            where = f'{os.path.basename(path)}:{i}'

            def fault(what):
                faults[what] += 1
                print(f'{where}: {what}')
            try:
                q = json.loads(line)
                document, question, kind = q['document'], q['question'].strip(), q['kind']
                answer, near = q['answer'], fold(q.get('near') or '')
            except (ValueError, KeyError, AttributeError) as e:
                fault(f'not a question: {type(e).__name__} {e}')
                continue
            key = normal(fold(question))
            if document not in documents:
                fault('the document may not be trained on')
            elif kind not in KINDS:
                fault(f'unknown kind {kind}')
            elif not 4 <= len(question) <= 60:
                fault('the question is shorter than 4 or longer than 60 characters')
            elif key in taken and (taken[key] in ('govqa', *PUBLIC, document) or len(key) >= 15):
                fault(f'the question is there already ({taken[key]})')
            else:
                row = dict(document=document, question=question, kind=kind)
                if answer is not None:
                    words = fold(answer.strip())
                    at = place(documents[document], words, near, fold(question)) if words else None
                    if at is None:
                        fault('the answer is not in the document')
                        continue
                    if (document, at, len(words), key) in pairs:
                        fault('question and answer are there already')
                        continue
                    pairs.add((document, at, len(words), key))
                    row |= dict(start=at, end=at + len(words), sha=hashlib.sha256(words.encode()).hexdigest()[:8])
                taken[key] = document
                kept.append(row)
                shown.append((where, question, answer))
    kinds = collections.Counter(r['kind'] for r in kept)
    silent = sum('end' not in r for r in kept)
    lengths = sorted(r['end'] - r['start'] for r in kept if 'end' in r)
    print(f'{len(kept)} kept, {sum(faults.values())} faults; {len({r["document"] for r in kept})} documents; '
          f'{silent / len(kept):.1%} without an answer; '
          f'answers of {lengths[len(lengths) // 2]} characters in the middle, '
          f'{lengths[len(lengths) * 9 // 10]} at nine tenths')
    print(', '.join(f'{k} {n / len(kept):.0%}' for k, n in kinds.most_common()))
    for where, question, answer in random.Random(7).sample(shown, min(o.sample, len(shown))):
        print(f'{where}\n  {question}\n  {answer}')
    if o.keep:
        with open(o.keep, 'w', encoding='utf8') as f:
            for row in sorted(kept, key=lambda r: (r['document'], r.get('start', -1), r['question'])):
                f.write(json.dumps(row, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
