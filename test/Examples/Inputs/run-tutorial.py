# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Executes a tutorial: writes the files of its blocks, runs its commands, and
looks for what it shows of their output, line by line and in order.

run-tutorial.py <page> <directory>

A block that begins with ```mlir file=<name> is a file, ```sh are commands, and
```text after commands is part of their output."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

page, directory = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
shutil.rmtree(directory, ignore_errors=True)
os.makedirs(directory)
os.chdir(directory)
output, numbers = "", {"files": 0, "commands": 0, "lines": 0}
for kind, body in re.findall(r"^```([^\n]+)\n(.*?)^```$", page.read_text(),
                             re.M | re.S):
    name = re.search(r"file=(\S+)", kind)
    if name:
        pathlib.Path(name.group(1)).write_text(body)
        numbers["files"] += 1
    elif kind == "sh":
        output = ""
        for command in body.strip().splitlines():
            done = subprocess.run(command, shell=True, text=True,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, check=False)
            output += done.stdout
            numbers["commands"] += 1
            if done.returncode:
                sys.exit(f"{page.name}: '{command}' fails:\n{done.stdout}")
    elif kind == "text":
        place = 0
        for line in body.strip().splitlines():
            found = output.find(line.strip(), place)
            if found < 0:
                sys.exit(f"{page.name}: expected '{line}' in:\n{output}")
            place = found + len(line.strip())
            numbers["lines"] += 1
print(*(f"{count} {what}" for what, count in numbers.items()))
