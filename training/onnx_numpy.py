"""Evaluates the operators that the models here use, in numpy: slow, and independent of both torch and ONNX Runtime."""
import math

import numpy as np
from onnx import numpy_helper

_erf = np.vectorize(math.erf, otypes=[np.float32])


def erf(x):
    """Exact where it matters and quick: values repeat little, so a table of 2^-12 steps with linear interpolation."""
    grid = np.linspace(-4, 4, 32769)
    return np.interp(np.clip(x, -4, 4), grid, _erf(grid)).astype(np.float32)


def _slice(x, starts, ends, axes=None, steps=None):
    index = [slice(None)] * x.ndim
    for k in range(len(starts)):
        index[axes[k] if axes is not None else k] = slice(
            int(starts[k]), int(ends[k]), int(steps[k]) if steps is not None else 1)
    return x[tuple(index)]


def _quantize(x):
    low, high = min(0.0, float(x.min())), max(0.0, float(x.max()))
    scale = np.float32((high - low) / 255 or 1)
    zero = np.uint8(np.clip(np.rint(-low / scale), 0, 255))
    return np.clip(np.rint(x / scale) + zero, 0, 255).astype(np.uint8), scale, zero


def _softmax(x, axis):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _reshape(x, shape):
    return x.reshape([x.shape[i] if s == 0 else int(s) for i, s in enumerate(shape)])


TYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64, 9: np.bool_}


def _apply(op, x, a):
    if op == 'Constant':
        return numpy_helper.to_array(a['value'].t),
    binary = {'Add': np.add, 'Sub': np.subtract, 'Mul': np.multiply, 'Div': np.divide, 'Pow': np.power,
              'MatMul': np.matmul}
    if op in binary:
        return np.asarray(binary[op](x[0], x[1]), dtype=x[0].dtype),
    if op == 'Gather':
        return np.take(x[0], x[1], axis=a['axis'].i if 'axis' in a else 0),
    if op == 'DynamicQuantizeLinear':
        return _quantize(x[0])
    if op == 'MatMulInteger':
        # exact: the sums stay far below 2^53
        left = x[0].astype(np.float64) - (float(x[2]) if len(x) > 2 and x[2] is not None else 0.0)
        return np.matmul(left, x[1].astype(np.float64)).astype(np.int64).astype(np.int32),
    one = {
        'Equal': lambda: x[0] == x[1], 'Max': lambda: np.maximum(*x),
        'ReduceMax': lambda: np.max(x[0], axis=tuple(a['axes'].ints), keepdims=bool(a['keepdims'].i)),
        'Pad': lambda: np.pad(x[0], list(zip(x[1][:x[0].ndim], x[1][x[0].ndim:]))),
        'Sqrt': lambda: np.sqrt(x[0]), 'Erf': lambda: erf(x[0]),
        'Cast': lambda: x[0].astype(TYPES[a['to'].i]),
        'Shape': lambda: np.array(x[0].shape, dtype=np.int64),
        'Softmax': lambda: _softmax(x[0], a['axis'].i if 'axis' in a else -1),
        'Reshape': lambda: _reshape(x[0], x[1]),
        'Transpose': lambda: np.transpose(x[0], a['perm'].ints),
        'Concat': lambda: np.concatenate(x, axis=a['axis'].i),
        'Slice': lambda: _slice(*x),
        'Squeeze': lambda: np.squeeze(x[0], axis=tuple(a['axes'].ints)),
        'Unsqueeze': lambda: np.expand_dims(x[0], tuple(a['axes'].ints)),
        'ReduceMean': lambda: np.mean(x[0], axis=tuple(a['axes'].ints), keepdims=bool(a['keepdims'].i)
                                      if 'keepdims' in a else True, dtype=x[0].dtype),
    }
    if op not in one:
        raise ValueError(f'operator {op} is not known here; add it to onnx_numpy.py')
    return one[op](),


def evaluate(model, inputs):
    """Named inputs to named outputs; for models of opset 11."""
    values = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer} | inputs
    for node in model.graph.node:
        arguments = [values[n] if n else None for n in node.input]
        out = _apply(node.op_type, arguments, {a.name: a for a in node.attribute})
        values.update(zip(node.output, out))
    return {o.name: values[o.name] for o in model.graph.output}
