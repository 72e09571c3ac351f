#!/bin/sh
# Make .venv with the pinned, hash-checked packages; nothing to do when requirements.txt has not changed.
set -eu
cd "$(dirname "$0")/../.."
marque=.venv/requirements.installe

dire() { echo "$*" >&2; }

trouver_python() {
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    dire "Il faut Python 3.11 ou plus récent (python3), qui n’a pas été trouvé."
    exit 1
}

creer() {
    "$1" -m venv .venv >/dev/null 2>&1 && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq update >/dev/null && apt-get -qq install -y --no-install-recommends python3-venv >/dev/null || true
        "$1" -m venv .venv >/dev/null 2>&1 && return
    fi
    dire "L’environnement .venv n’a pas pu être créé : sudo apt-get update && sudo apt-get install -y python3-venv"
    exit 1
}

if cmp -s requirements.txt "$marque" && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi
python=$(trouver_python)
.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { rm -rf .venv; creer "$python"; }
echo "Installation des paquets Python (une minute la première fois)…"
if ! .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r requirements.txt; then
    dire "Les paquets Python n’ont pas pu être installés, voir le message ci-dessus."
    exit 1
fi
cp requirements.txt "$marque"
