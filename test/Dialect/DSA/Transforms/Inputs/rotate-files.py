# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Spoils the files below a directory.

usage: rotate-files.py <directory> rotate|damage

rotate: each file gets the content of the next one
damage: one character in the middle of each is changed
"""
import pathlib
import sys

paths = sorted(path for path in pathlib.Path(sys.argv[1]).rglob("*")
               if path.is_file())
contents = [path.read_bytes() for path in paths]
if sys.argv[2] == "rotate":
    contents = contents[1:] + contents[:1]
else:
    for index, text in enumerate(contents):
        middle = len(text) // 2
        contents[index] = text[:middle] + bytes([text[middle] ^ 1]) + \
            text[middle + 1:]
for path, text in zip(paths, contents):
    path.write_bytes(text)
