#!/usr/bin/python3
"""Collect what the reader is trained on.

usage: data.py EVAL RUN [QUESTIONS.jsonl ..]
Reads EVAL/cmrc, EVAL/drcd, EVAL/govqa (documents of train_documents.txt alone, never its questions) and our own
questions, all of the folder questions if none are given; writes RUN/documents.json and RUN/examples.jsonl, a line a question:
  {"set", "document", "question", "answers": [[start, end], ..], "held_out", "near": [other documents]}
Offsets are characters of the folded document. No answers: the document does not say.
"""
import collections
import glob
import hashlib
import json
import math
import os
import re
import sys

from patterns import questions
from text import Folding

HERE = os.path.dirname(os.path.abspath(__file__))


def lines(path):
    with open(path, encoding='utf8') as f:
        return [json.loads(l) for l in f if l.strip()]


def held_out(document, share=20):
    """A fifth, whole articles: DRCD's documents are paragraphs, their article stands before the hyphen."""
    article = document.split('-')[0]
    return int(hashlib.sha256(article.encode()).hexdigest()[:8], 16) % 100 < share


def occurrences(text, words):
    return [m.start() for m in re.finditer(re.escape(words), text)]


def best_occurrence(text, words, question):
    """Of several occurrences the one whose surroundings share most with the question."""
    wanted = {question[i:i + 2] for i in range(len(question) - 1)}

    def shared(at):
        around = text[max(0, at - 60):at + len(words) + 60]
        return len(wanted & {around[i:i + 2] for i in range(len(around) - 1)})
    places = occurrences(text, words)
    return max(places, key=lambda at: (shared(at), -at)) if places else None


def public(folder, name, fold, documents):
    """CMRC or DRCD: accepted answers that are literal, each at its best place."""
    documents |= {f'{name}/{d["_id"]}': fold(d['text']) for d in lines(f'{folder}/{name}/corpus.jsonl')}
    with open(f'{folder}/{name}/qrels/test.tsv', encoding='utf8') as f:
        right = dict(l.split('\t')[:2] for l in f.read().splitlines()[1:])
    dropped = 0
    for q in lines(f'{folder}/{name}/queries.jsonl'):
        document, question = f'{name}/{right[q["_id"]]}', fold(q['text'])
        answers = []
        for answer in q['metadata']['answers']:
            words = fold(answer)
            at = best_occurrence(documents[document], words, question)
            if at is None:
                dropped += 1
            else:
                answers.append([at, at + len(words)])
        if answers:
            yield dict(set=name, document=document, question=question, answers=answers,
                       held_out=held_out(right[q['_id']]), id=q['_id'])
    print(f'{name}: {dropped} accepted answers are not in their document and were dropped')


def allowed(folder, fold):
    """Those of govqa's documents that may be trained on."""
    with open(f'{folder}/govqa/train_documents.txt', encoding='utf8') as f:
        listed = set(f.read().split())
    return {d['_id']: fold(d['text']) for d in lines(f'{folder}/govqa/corpus.jsonl') if d['_id'] in listed}


def own(path, fold, documents):
    """Questions written for this project; the file's name is that of their set."""
    name = os.path.basename(path).removesuffix('.jsonl')
    for q in lines(path):
        public = '/' in q['document']
        document = q['document'] if public else f'govqa/{q["document"]}'
        text = documents[document]
        if 'end' in q:
            digest = hashlib.sha256(text[q['start']:q['end']].encode()).hexdigest()[:8]
            if digest != q['sha']:
                raise SystemExit(f'{path}: the span of {q["question"]} is not what it was.')
        yield dict(set=name, document=document, question=fold(q['question']), kind=q['kind'],
                   answers=[[q['start'], q['end']]] if 'end' in q else [],
                   held_out=held_out(document.split('/')[1], 20 if public else 15))


class Neighbours:
    """BM25 over character bigrams."""

    def __init__(self, documents):
        self.names = list(documents)
        counts = [collections.Counter(t[i:i + 2] for i in range(len(t) - 1)) for t in documents.values()]
        length = [sum(c.values()) for c in counts]
        mean = sum(length) / len(length)
        postings = collections.defaultdict(list)
        for d, c in enumerate(counts):
            for gram, n in c.items():
                postings[gram].append((d, 2.2 * n / (n + 1.2 * (0.25 + 0.75 * length[d] / mean))))
        self.postings = {g: (math.log(1 + (len(counts) - len(p) + 0.5) / (len(p) + 0.5)), p)
                         for g, p in postings.items()}

    def __call__(self, question, limit):
        scores = collections.Counter()
        for gram in sorted({question[i:i + 2] for i in range(len(question) - 1)}):
            weight, found = self.postings.get(gram, (0, ()))
            if len(found) < 1500:
                for d, s in found:
                    scores[d] += weight * s
        return [self.names[d] for d, _ in scores.most_common(limit)]


def main():
    folder, run, *written = sys.argv[1:]
    fold, documents = Folding(), {}
    examples = [e for name in ('cmrc', 'drcd') for e in public(folder, name, fold, documents)]
    documents |= {f'govqa/{name}': text for name, text in allowed(folder, fold).items()}
    for path in written or sorted(glob.glob(f'{HERE}/questions/*.jsonl')):
        examples += own(path, fold, documents)
    kept = {n: t for n, t in documents.items() if n.startswith('govqa/') or not held_out(n[5:])}
    # govqa's documents whose own questions are held out get none, nor does any 15 % of the others.
    examples += questions({n: t for n, t in kept.items() if not held_out(n[6:], 15)})
    near = Neighbours(kept)
    for e in examples:
        text = documents[e['document']]
        words = [text[s:t] for s, t in e['answers']]
        e['near'] = [n for n in near(e['question'], 12)
                     if n != e['document'] and not any(w in kept[n] for w in words)][:6]
    with open(f'{run}/documents.json', 'w', encoding='utf8') as f:
        json.dump(documents, f, ensure_ascii=False)
    with open(f'{run}/examples.jsonl', 'w', encoding='utf8') as f:
        for e in examples:
            f.write(json.dumps(e, ensure_ascii=False) + '\n')
    for key, n in sorted(collections.Counter((e['set'], e['held_out']) for e in examples).items()):
        print(*key, n)


if __name__ == '__main__':
    main()
