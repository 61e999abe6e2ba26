#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs ONNX models through dsa-run, compares with the outputs that they come
with, and prints a table. A model is a directory of Debian's libonnx-testdata
(a name is looked for in all suites) or any directory laid out like it."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path("/usr/share/libonnx-testdata/data")
ALL_SUITES = ["pytorch-converted", "pytorch-operator", "node", "simple"]
VERDICTS = {0: "right", 1: "wrong", 2: "refused"}


def find_models(args):
    """The directories of the models that were asked for."""
    models = []
    for suite in args.suite or ([] if args.models else ALL_SUITES[:2]):
        models += sorted(p.parent for p in (args.data / suite).glob("*/model.onnx"))
    for name in args.models:
        places = [pathlib.Path(name)] + [args.data / s / name for s in ALL_SUITES]
        found = [p for p in places if (p / "model.onnx").exists()]
        if not found:
            sys.exit(f"run-models: error: no model '{name}' in {args.data}")
        models.append(found[0])
    if not models:
        sys.exit(f"run-models: error: no models in {args.data} "
                 "(apt-get install libonnx-testdata)")
    return models


def files(data_set, kind):
    """`input_0.pb`, `input_1.pb`, ... in the order of their numbers."""
    return sorted(
        data_set.glob(f"{kind}_*.pb"),
        key=lambda path: int(re.search(r"(\d+)\.pb$", path.name).group(1)),
    )


def run_data_set(args, model, data_set):
    command = [args.dsa_run, str(model / "model.onnx"),
               f"--machine={args.machine}", f"--prefer={args.prefer}",
               f"--bench={args.bench}", "--report=json"]
    command += [f"--input={path}" for path in files(data_set, "input")]
    command += [f"--expect={path}" for path in files(data_set, "output")]
    if args.numerics:
        command.append(f"--numerics={args.numerics}")
    if args.simulate:
        command.append("--simulate")
    try:
        done = subprocess.run(command, capture_output=True, text=True,
                              timeout=args.timeout, check=False)
    except subprocess.TimeoutExpired:
        return {"verdict": "crashed", "message": f"over {args.timeout} s"}
    row = json.loads(done.stdout) if done.stdout.strip() else {}
    row["verdict"] = VERDICTS.get(done.returncode, "crashed")
    error = re.search(r"error: (.*)", done.stderr)
    row["message"] = error.group(1) if error else done.stderr.strip()[-200:]
    return row


def run_model(args, model):
    """The row of the first data set that is not right, or of the first."""
    rows = []
    for data_set in sorted(model.glob("test_data_set_*")):
        rows.append(run_data_set(args, model, data_set))
        if rows[-1]["verdict"] != "right":
            break
    row = rows[-1] if rows else {"verdict": "refused", "message": "no data"}
    return row | {"name": model.name, "suite": model.parent.name}


def describe_instructions(row):
    """`tdpbssd x32`, the instructions that do operations first."""
    uses = sorted(row.get("instructions", []), key=lambda use: -use["matches"])
    return ", ".join(
        f"{use['name'].split('::')[-1]} x"
        f"{'>=' if use['lower_bound'] else ''}{use['invocations']}"
        for use in uses
        if use["invocations"] or use["matches"]
    )


def describe_strength(row):
    uses = row.get("instructions", [])
    return "; ".join(sorted({use["strength"] for use in uses if use["strength"]}))


def explain_none(row):
    """Why no instruction is used: the first remark that says it."""
    for remark in row.get("remarks", []):
        if remark["kind"] == "Missed" and remark["category"].startswith("auto-"):
            return remark["message"]
    return ""


def format_row(row, width):
    line = f"{row['name']:<{width}} {row['verdict']:<8}"
    if row["verdict"] in ("refused", "crashed"):
        return f"{line} {row['message'][:110]}"
    instructions = describe_instructions(row)
    line += (
        f" {row['largest_error']:>9.2g} {row['run_seconds'] * 1e6:>10.1f}"
        f" {row['obligations']:>5} {row['proof_seconds'] * 1e3:>9.1f}"
        f" {describe_strength(row) or '-':<18} {instructions or '-'}"
    )
    return line if instructions else f"{line} ({explain_none(row)[:90]})"


def print_header(width):
    print(f"{'model':<{width}} {'result':<8} {'max error':>9} {'run us':>10}"
          f" {'proof':>5} {'proof ms':>9} {'strength':<18} instructions")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*",
                        help="names or directories; default: the PyTorch suites")
    parser.add_argument("--suite", action="append", help="all models of a suite")
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--machine", default="host")
    parser.add_argument("--prefer", default="cost")
    parser.add_argument("--numerics", default="")
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--bench", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--json", type=pathlib.Path, help="keep all of it here")
    parser.add_argument("--at-least", type=int, default=None,
                        help="fail unless so many models are right")
    parser.add_argument("--dsa-run", default=str(ROOT / "build/bin/dsa-run"))
    return parser.parse_args()


def main():
    args = parse_arguments()
    models = find_models(args)
    width = max(len(model.name) for model in models)
    print_header(width)
    rows = []
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for row in pool.map(lambda model: run_model(args, model), models):
            rows.append(row)
            print(format_row(row, width), flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1))
    counts = {v: sum(row["verdict"] == v for row in rows)
              for v in (*VERDICTS.values(), "crashed")}
    machines = {row["machine"] for row in rows if "machine" in row}
    print(f"{counts['right']} right, {counts['wrong']} wrong, "
          f"{counts['refused']} refused, {counts['crashed']} crashed of "
          f"{len(rows)} models on {', '.join(machines) or args.machine}")
    wanted = len(rows) if args.at_least is None else args.at_least
    return int(counts["wrong"] + counts["crashed"] > 0 or
               counts["right"] < wanted)


sys.exit(main())
