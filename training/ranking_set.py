#!/usr/bin/python3
"""Make a folder for `bin/evaluate` of questions whose documents the reader was not trained on.

usage: ranking_set.py EVAL FOLDER [--set own|cmrc|drcd] [--measured]
own: the questions with an answer of questions/own.jsonl and own-gov.jsonl whose documents are held out, among all
documents of EVAL/govqa and none of its questions. cmrc, drcd: 300 of their held-out questions, drawn by chance, among all
their documents; with --measured 250 others, which nothing is fitted on. Writes FOLDER/queries.jsonl, qrels/test.tsv and a
link to the documents.
"""
import argparse
import json
import os
import random

from data import HERE, allowed, held_out, lines, own
from text import Folding

MEASURED = 250
FITTED = 300


def ours(folder):
    """(line of queries.jsonl, document) of our own questions on policy documents."""
    fold = Folding()
    documents = {f'govqa/{name}': text for name, text in allowed(folder, fold).items()}
    asked = 0
    for file in ('own', 'own-gov'):
        for q in own(f'{HERE}/questions/{file}.jsonl', fold, documents):
            document = q['document'].removeprefix('govqa/')
            if q['answers'] and held_out(document, 15):
                asked += 1
                start, end = q['answers'][0]
                answer = documents[q['document']][start:end]
                yield {'_id': f'o{asked:04d}', 'text': q['question'], 'metadata': {'answers': [answer]}}, document


def public(folder, measured):
    """The same of a public set's held-out questions."""
    with open(f'{folder}/qrels/test.tsv', encoding='utf8') as f:
        right = dict(line.split('\t')[:2] for line in f)
    kept = [q for q in lines(f'{folder}/queries.jsonl') if held_out(right[q['_id']])]
    random.Random(5).shuffle(kept)
    for q in kept[:MEASURED] if measured else kept[MEASURED:MEASURED + FITTED]:
        yield q, right[q['_id']]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('eval')
    parser.add_argument('folder')
    parser.add_argument('--set', choices=('own', 'cmrc', 'drcd'), default='own')
    parser.add_argument('--measured', action='store_true')
    o = parser.parse_args()
    if o.measured and o.set == 'own':
        parser.error('--measured is for cmrc and drcd')
    chosen = ours(o.eval) if o.set == 'own' else public(f'{o.eval}/{o.set}', o.measured)
    os.makedirs(f'{o.folder}/qrels', exist_ok=True)
    asked = 0
    with open(f'{o.folder}/queries.jsonl', 'w', encoding='utf8') as queries, \
            open(f'{o.folder}/qrels/test.tsv', 'w', encoding='utf8') as right:
        right.write('query-id\tcorpus-id\tscore\n')
        for line, document in chosen:
            asked += 1
            queries.write(json.dumps(line, ensure_ascii=False) + '\n')
            right.write(f'{line["_id"]}\t{document}\t1\n')
    corpus = f'{o.folder}/corpus.jsonl'
    if not os.path.lexists(corpus):
        os.symlink(os.path.realpath(f'{o.eval}/{"govqa" if o.set == "own" else o.set}/corpus.jsonl'), corpus)
    print(asked, 'questions')


if __name__ == '__main__':
    main()
