#!/usr/bin/python3
"""Write the trained weights as an ONNX model, in fp32 or with int8 weights, or their mean as weights to train on from.

usage: export.py WEIGHTS.. OUT.onnx [--fp32] [--all-int8]
       export.py WEIGHTS.. OUT.npz
Of several weights (.npz, or .onnx as this program writes it) their mean is written: of two runs, one begun from the
other, it points better than either (arXiv:2203.05482).
int8: a matrix has one scale a column and 7 bits, so that the 16-bit sums of CPUs without VNNI cannot overflow and
every CPU gives the same answer; activations get their scale while running. The word table has one scale a row. The
second feed-forward matrices, whose inputs have outliers, are kept in 16-bit floats and run in fp32, unless --all-int8.
"""
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from model import EPSILON, HEADS, HIDDEN, LAYERS, Reader, weights
from text import LENGTH

LEVELS = 63


class Graph:
    def __init__(self, weights, integers, keep):
        self.w, self.integers, self.keep = weights, integers, keep
        self.nodes, self.initializers, self.count, self.quantized = [], {}, 0, {}

    def constant(self, name, array):
        self.initializers[name] = numpy_helper.from_array(np.array(array, order='C'), name)
        return name

    def add(self, op, inputs, outputs=1, **attributes):
        self.count += 1
        names = [f'{op}_{self.count}' + (f'_{k}' if outputs > 1 else '') for k in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=f'{op}_{self.count}', **attributes))
        return names if outputs > 1 else names[0]

    def weight(self, name):
        return self.constant(name, self.w[name].astype(np.float32))

    def number(self, value):
        return self.constant(f'number_{value}', np.array(value, dtype=np.float32))

    def linear(self, x, name):
        w = self.w[name + '.weight'].astype(np.float32)
        if not self.integers or any(k in name for k in self.keep):
            key = self.constant(name + '.weight', w.astype(np.float16) if self.integers else w)
            if self.integers:
                key = self.add('Cast', [key], to=TensorProto.FLOAT)
            y = self.add('MatMul', [x, key])
        else:
            scale = np.abs(w).max(axis=0) / LEVELS
            q = self.constant(name + '.weight', np.rint(w / scale).astype(np.int8))
            if x not in self.quantized:
                self.quantized[x] = self.add('DynamicQuantizeLinear', [x], 3)
            values, unit, zero = self.quantized[x]
            y = self.add('Cast', [self.add('MatMulInteger', [values, q, zero])], to=TensorProto.FLOAT)
            y = self.add('Mul', [y, self.add('Mul', [unit, self.constant(name + '.scale', scale)])])
        return self.add('Add', [y, self.weight(name + '.bias')])

    def norm(self, x, name):
        centred = self.add('Sub', [x, self.add('ReduceMean', [x], axes=[-1], keepdims=1)])
        squares = self.add('Pow', [centred, self.number(2.0)])
        variance = self.add('ReduceMean', [squares], axes=[-1], keepdims=1)
        deviation = self.add('Sqrt', [self.add('Add', [variance, self.number(EPSILON)])])
        scaled = self.add('Mul', [self.add('Div', [centred, deviation]), self.weight(name + '.weight')])
        return self.add('Add', [scaled, self.weight(name + '.bias')])

    def words(self):
        table = self.w['embeddings.word_embeddings.weight'].astype(np.float32)
        if not self.integers:
            return self.add('Gather', [self.constant('words', table), 'input_ids'])
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        rows = self.constant('words', np.rint(table / np.maximum(scale, 1e-12)).astype(np.int8))
        found = self.add('Cast', [self.add('Gather', [rows, 'input_ids'])], to=TensorProto.FLOAT)
        return self.add('Mul', [found, self.add('Gather', [self.constant('words.scale', scale), 'input_ids'])])

    def matches(self):
        """What model.shared does: tokens of the passage that occur in the question, alone and with a neighbour."""
        def unsqueezed(x, axis):
            return self.add('Unsqueeze', [x], axes=[axis])

        def cut(x, start, end):
            return self.add('Slice', [x, self.constant(f'from_{start}', np.array([start] * 2)),
                                      self.constant(f'to_{end}', np.array([end] * 2)),
                                      self.constant('last_axes', np.array([1, 2]))])
        types = self.add('Cast', ['token_type_ids'], to=TensorProto.FLOAT)
        question = self.add('Sub', [self.number(1.0), types])
        equal = self.add('Equal', [unsqueezed('input_ids', 2), unsqueezed('input_ids', 1)])
        both = self.add('Mul', [self.add('Cast', [equal], to=TensorProto.FLOAT), unsqueezed(question, 2)])
        both = self.add('Mul', [both, unsqueezed(types, 1)])
        pairs = self.add('Mul', [cut(both, 0, -1), cut(both, 1, 1 << 30)])
        pairs = self.add('ReduceMax', [pairs], axes=[1], keepdims=0)
        pads = [self.constant(f'pad_{k}', np.array([0, k, 0, 1 - k])) for k in (0, 1)]
        pairs = self.add('Max', [self.add('Pad', [pairs, p]) for p in pads])
        single = self.add('ReduceMax', [both], axes=[1], keepdims=0)
        return self.add('Add', [self.add('Mul', [unsqueezed(x, 2), self.weight(name)])
                                for x, name in ((single, 'match.single'), (pairs, 'match.pair'))])

    def heads(self, x, name, perm):
        shape = self.constant('split', np.array([0, 0, HEADS, HIDDEN // HEADS], dtype=np.int64))
        return self.add('Transpose', [self.add('Reshape', [self.linear(x, name), shape])], perm=perm)

    def build(self):
        length = self.add('Gather', [self.add('Shape', ['input_ids']), self.constant('one', np.array([1]))])
        positions = self.add('Slice', [
            self.constant('positions', self.w['embeddings.position_embeddings.weight'][:LENGTH].astype(np.float32)),
            self.constant('zero', np.array([0])), length, self.constant('first_axis', np.array([0]))])
        types = self.add('Gather', [self.weight('embeddings.token_type_embeddings.weight'), 'token_type_ids'])
        x = self.add('Add', [self.add('Add', [self.words(), types]), positions])
        x = self.norm(self.add('Add', [x, self.matches()]), 'embeddings.LayerNorm')
        mask = self.add('Unsqueeze', [self.add('Cast', ['attention_mask'], to=TensorProto.FLOAT)], axes=[1, 2])
        bias = self.add('Mul', [self.add('Sub', [self.number(1.0), mask]), self.number(-10000.0)])
        joined = self.constant('join', np.array([0, 0, HIDDEN], dtype=np.int64))
        for i in range(LAYERS):
            at = f'encoder.layer.{i}.'
            q = self.heads(x, at + 'attention.self.query', [0, 2, 1, 3])
            k = self.heads(x, at + 'attention.self.key', [0, 2, 3, 1])
            v = self.heads(x, at + 'attention.self.value', [0, 2, 1, 3])
            scores = self.add('Div', [self.add('MatMul', [q, k]), self.number(float((HIDDEN // HEADS) ** 0.5))])
            shares = self.add('Softmax', [self.add('Add', [scores, bias])], axis=3)
            mixed = self.add('Transpose', [self.add('MatMul', [shares, v])], perm=[0, 2, 1, 3])
            mixed = self.add('Reshape', [mixed, joined])
            x = self.norm(self.add('Add', [self.linear(mixed, at + 'attention.output.dense'), x]),
                          at + 'attention.output.LayerNorm')
            inner = self.linear(x, at + 'intermediate.dense')
            share = self.add('Erf', [self.add('Div', [inner, self.number(2 ** 0.5)])])
            share = self.add('Add', [share, self.number(1.0)])
            inner = self.add('Mul', [self.add('Mul', [inner, share]), self.number(0.5)])
            x = self.norm(self.add('Add', [self.linear(inner, at + 'output.dense'), x]), at + 'output.LayerNorm')
        out = self.add('Add', [self.add('MatMul', [x, self.weight('head.weight')]), self.weight('head.bias')])
        for k, name in enumerate(('start_logits', 'end_logits')):
            index = self.constant(f'column_{k}', np.array(k))
            self.nodes.append(helper.make_node('Gather', [out, index], [name], name=name, axis=2))
        shape = ['batch', 'length']
        graph = helper.make_graph(
            self.nodes, 'reader',
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape)
             for n in ('input_ids', 'attention_mask', 'token_type_ids')],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n in ('start_logits', 'end_logits')],
            list(self.initializers.values()))
        model = helper.make_model(graph, producer_name='wenzheng', opset_imports=[helper.make_opsetid('', 11)])
        model.ir_version = 6
        onnx.checker.check_model(model)
        return model


def export(arrays, integers=True, keep=('.output.dense',)):
    """The attention's output matrix is small: it counts as a feed-forward matrix only by its full name."""
    names = [f'encoder.layer.{i}{k}' for i in range(LAYERS) for k in keep]
    return Graph(arrays, integers, names).build()


def main():
    flags = {a for a in sys.argv[1:] if a.startswith('--')}
    *sources, target = [a for a in sys.argv[1:] if a not in flags]
    runs = [weights(source) for source in sources]
    trained = {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}
    if target.endswith('.npz'):
        np.savez(target, **trained)
        return
    model = export(trained, '--fp32' not in flags, () if '--all-int8' in flags else ('.output.dense',))
    onnx.save(model, target)
    print(f'{target}: {len(model.SerializeToString()) / 2 ** 20:.1f} MiB')

    from onnx_numpy import evaluate
    generator = np.random.default_rng(3)
    ids = generator.integers(700, 8000, (2, 90))
    mask, types = np.ones_like(ids), np.zeros_like(ids)
    ids[:, 40:50] = ids[:, 5:15]
    types[:, 20:], types[1, 80:], mask[1, 80:] = 1, 0, 0
    out = evaluate(model, dict(input_ids=ids, attention_mask=mask, token_type_ids=types))
    with torch.no_grad():
        right = Reader.from_arrays(trained).logits(*(torch.from_numpy(a) for a in (ids, mask, types)))
    for name, r in zip(('start_logits', 'end_logits'), right):
        a, b = out[name][mask == 1], r.numpy()[mask == 1]
        cosine = np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b)
        print(f'{name}: cosine {cosine:.5f}, largest difference {np.abs(a - b).max():.4f}')
        if cosine < 0.999 and '--all-int8' not in flags:
            raise SystemExit('The export differs from the weights; do not use it.')


if __name__ == '__main__':
    main()
