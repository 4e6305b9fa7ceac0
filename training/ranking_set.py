#!/usr/bin/python3
"""Make a folder for `bin/evaluate` of our own questions whose documents the reader was not trained on.

usage: ranking_set.py EVAL FOLDER
The questions with an answer of questions/own.jsonl and own-gov.jsonl whose documents are held out, among all documents
of EVAL/govqa and none of its questions: FOLDER/queries.jsonl, qrels/test.tsv and a link to the documents.
"""
import argparse
import json
import os

from data import HERE, allowed, held_out, own
from text import Folding


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('eval')
    parser.add_argument('folder')
    o = parser.parse_args()
    fold = Folding()
    documents = {f'govqa/{name}': text for name, text in allowed(o.eval, fold).items()}
    os.makedirs(f'{o.folder}/qrels', exist_ok=True)
    asked = 0
    with open(f'{o.folder}/queries.jsonl', 'w', encoding='utf8') as queries, \
            open(f'{o.folder}/qrels/test.tsv', 'w', encoding='utf8') as right:
        right.write('query-id\tcorpus-id\tscore\n')
        for file in ('own', 'own-gov'):
            for q in own(f'{HERE}/questions/{file}.jsonl', fold, documents):
                document = q['document'].removeprefix('govqa/')
                if q['answers'] and held_out(document, 15):
                    asked += 1
                    start, end = q['answers'][0]
                    answer = documents[q['document']][start:end]
                    line = {'_id': f'o{asked:04d}', 'text': q['question'], 'metadata': {'answers': [answer]}}
                    queries.write(json.dumps(line, ensure_ascii=False) + '\n')
                    right.write(f'o{asked:04d}\t{document}\t1\n')
    corpus = f'{o.folder}/corpus.jsonl'
    if not os.path.lexists(corpus):
        os.symlink(os.path.realpath(f'{o.eval}/govqa/corpus.jsonl'), corpus)
    print(asked, 'questions')


if __name__ == '__main__':
    main()
