#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a small ONNX model of float tensors, byte by byte.

usage: write-model.py <file> [opset=<n>] [input=<name>:<dims>]...
           [node=<operator>:<inputs>:<output>]... [output=<name>:<dims>]...

Dimensions are joined by 'x', inputs by ','.
"""
import sys

FLOAT = 1


def varint(value):
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value)
    return bytes(result)


def number(field, value):
    return varint(field << 3) + varint(value)


def nested(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor_info(text):
    name, dims = text.split(":")
    shape = b"".join(nested(1, number(1, int(dim))) for dim in dims.split("x"))
    tensor = number(1, FLOAT) + nested(2, shape)
    return nested(1, name) + nested(2, nested(1, tensor))


def node(text):
    operator, inputs, output = text.split(":")
    return (b"".join(nested(1, name) for name in inputs.split(","))
            + nested(2, output) + nested(4, operator))


def main(path, *arguments):
    graph, opset = nested(2, "graph"), 13
    for argument in arguments:
        key, value = argument.split("=", 1)
        if key == "opset":
            opset = int(value)
        elif key == "node":
            graph += nested(1, node(value))
        else:
            graph += nested({"input": 11, "output": 12}[key],
                            tensor_info(value))
    model = number(1, 7) + nested(8, number(2, opset)) + nested(7, graph)
    with open(path, "wb") as file:
        file.write(model)


main(*sys.argv[1:])
