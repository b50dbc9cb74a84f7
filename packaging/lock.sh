#!/usr/bin/env bash
# Pins every dependency by hash for all systems, without writing down any download address.
set -euo pipefail
cd "$(dirname "$0")/.."
common=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet)
uv pip compile "${common[@]}" pyproject.toml -o requirements.txt
uv pip compile "${common[@]}" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
