#!/bin/sh
# Compile requirements.txt from requirements.in; pip-tools lives in a folder thrown away afterwards.
set -eu
cd "$(dirname "$0")/../.."
outils=$(mktemp -d)
trap 'rm -rf "$outils"' EXIT
"${PYTHON:-python3}" -m venv "$outils"
"$outils/bin/python" -m pip install -q --disable-pip-version-check pip-tools==7.5.1
"$outils/bin/python" -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
    --no-emit-find-links --no-emit-trusted-host --no-header --output-file=requirements.txt requirements.in
