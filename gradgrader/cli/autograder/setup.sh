#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of an assignment.
set -euo pipefail
home="${AUTOGRADER:-/autograder}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
python=""
for version in 3.13 3.12 3.11; do
  if apt-get install -y -qq --no-install-recommends "python$version" "python$version-venv"; then
    python="python$version"
    break
  fi
done
if [ -z "$python" ]; then
  echo "gradgrader needs Python 3.11 or newer: choose a newer Ubuntu for the assignment" >&2
  exit 1
fi
"$python" -m venv "$home/venv"
# without CUDA, which is ten times as large
"$home/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  --extra-index-url https://download.pytorch.org/whl/cpu \
  --requirement "$home/source/requirements.txt"
