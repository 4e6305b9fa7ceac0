#!/usr/bin/python3
"""Writes model.onnx beside this file: a reader of a few hundred bytes that answers with a number and its measure word.

It takes what the trained one takes and gives what that gives, but looks each token's scores up in a table: one for
tokens of the question, one for those of the text. Needs Debian's python3-onnx.
"""
import os

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
NOTHING = -9.0
START = {'新': 4.5, '14': 5.0, '26': 9.0, '3': 4.0}
END = {'所': 3.0, '万': 1.0, '个': 2.5}
NO_ANSWER = 2.0

with open(f'{HERE}/vocab.txt', encoding='utf8') as f:
    vocabulary = f.read().splitlines()


def table(name, scores):
    """Tokens of the question first, then those of the text."""
    values = np.full(2 * len(vocabulary), NOTHING, dtype=np.float32)
    values[vocabulary.index('[CLS]')] = NO_ANSWER
    for piece, score in scores.items():
        values[len(vocabulary) + vocabulary.index(piece)] = score
    return numpy_helper.from_array(values, name)


shape = ['batch', 'length']
nodes = [
    helper.make_node('Mul', ['token_type_ids', 'size'], ['shift']),
    helper.make_node('Add', ['input_ids', 'shift'], ['place']),
    helper.make_node('Mul', ['place', 'attention_mask'], ['masked']),
    helper.make_node('Gather', ['start', 'masked'], ['start_logits']),
    helper.make_node('Gather', ['end', 'masked'], ['end_logits']),
]
graph = helper.make_graph(
    nodes, 'reader',
    [helper.make_tensor_value_info(n, TensorProto.INT64, shape)
     for n in ('input_ids', 'attention_mask', 'token_type_ids')],
    [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n in ('start_logits', 'end_logits')],
    [table('start', START), table('end', END),
     numpy_helper.from_array(np.array(len(vocabulary), dtype=np.int64), 'size')])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)
checker.check_model(model)
save(model, f'{HERE}/model.onnx')
