#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Installs what the build and the tests need on Debian 12, configures and
# builds. Idempotent; quick when nothing is missing.
#
#   utils/setup.sh [--preset=release|sanitize] [--packages-only]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=release
packages_only=
for argument in "$@"; do
  case $argument in
    --preset=*) preset=${argument#*=} ;;
    --packages-only) packages_only=1 ;;
    *) echo "usage: utils/setup.sh [--preset=release|sanitize] [--packages-only]" >&2
       exit 2 ;;
  esac
done

packages=(
  # compiler and build
  clang-22 lld-22 libclang-rt-22-dev cmake ninja-build ccache g++ python3
  # what we build on
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools libpolly-22-dev
  libz3-dev libonnx-dev libprotobuf-dev protobuf-compiler
  # tests
  libgtest-dev libonnx-testdata
  qemu-user libc6-dev-arm64-cross libgcc-12-dev-arm64-cross
  libc6-dev-riscv64-cross libgcc-12-dev-riscv64-cross
  # what checks proofs again: another solver, and isl by itself
  cvc5 libisl23
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null |
    grep -q '^install ok installed' || missing+=("$package")
done

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# LLVM 22 is in Debian 12's security suite, which a bare debootstrap leaves
# out. Its mirror is found from the one that is configured.
enable_security_suite() {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
    grep -E '/debian/?$' | head -n 1)
  [ -n "$mirror" ] || return 1
  mirror=${mirror%/}
  echo "setup: enabling the suite bookworm-security"
  echo "deb ${mirror}-security bookworm-security main" |
    as_root tee /etc/apt/sources.list.d/bookworm-security.list >/dev/null
  as_root apt-get update -qq
}

if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -qq
  if ! apt-cache show libmlir-22-dev >/dev/null 2>&1; then
    enable_security_suite || true
  fi
  if ! apt-cache show libmlir-22-dev >/dev/null 2>&1; then
    echo "setup: error: expected a Debian 12 with the suite" \
      "bookworm-security, but no package libmlir-22-dev is known" >&2
    exit 1
  fi
  as_root apt-get install -qq -y --no-install-recommends "${missing[@]}" \
    >/dev/null
fi
[ -z "$packages_only" ] || exit 0

directory=build
[ "$preset" = release ] || directory=build-$preset
[ -f "$directory/build.ninja" ] || cmake --preset "$preset" >/dev/null
ninja -C "$directory" --quiet
