#!/bin/sh
# Compile requirements.txt from requirements.in; pip-tools lives in a folder thrown away afterwards.
# The oldest Python we support must do it (Debian 12: /usr/bin/python3 is 3.11.2): a newer one picks versions the
# oldest cannot install, and forgets packages only the oldest needs.
set -eu
cd "$(dirname "$0")/../.."
outils=$(mktemp -d)
trap 'rm -rf "$outils"' EXIT
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "Il faut Python 3.11 pour calculer le verrou (PYTHON=/chemin/python3.11 make verrou)." >&2
    exit 1
}
"$python" -m venv "$outils"
"$outils/bin/python" -m pip install -q --disable-pip-version-check pip-tools==7.5.1
"$outils/bin/python" -m piptools compile -q --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url \
    --no-emit-find-links --no-emit-trusted-host --no-header --output-file=requirements.txt requirements.in
