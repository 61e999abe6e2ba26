# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The one lit suite. Features say what the host can do."""
import os
import sys

import lit.formats

config.name = "DSA"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)

config.environment["PATH"] = os.path.pathsep.join(
    [
        os.path.join(config.dsa_binary_dir, "bin"),
        config.llvm_tools_dir,
        config.environment["PATH"],
    ]
)

# %name in a RUN line --> its value.
config.substitutions += [
    ("%source", config.dsa_source_dir),
    ("%build", config.dsa_binary_dir),
    ("%python", sys.executable),
    ("%onnx", "/usr/share/libonnx-testdata/data"),
]

# Proofs are made, not remembered from an earlier run.
config.environment["DSA_CACHE"] = "off"

if config.dsa_sanitize:
    config.available_features.add("sanitize")

# Features of the processor, by their names in /proc/cpuinfo.
with open("/proc/cpuinfo") as info:
    for line in info:
        if line.startswith("flags"):
            for flag in line.split(":")[1].split():
                config.available_features.add("cpu-" + flag)
            break

if config.dsa_sanitize:
    # libMLIR and libLLVM are not instrumented: arenas and containers that they
    # and we use in turn would be poisoned by one side only.
    config.environment["ASAN_OPTIONS"] = (
        "allow_user_poisoning=0:detect_container_overflow=0"
    )
