#!/usr/bin/env bash
# Fetches the foreign programs that `make interop` compares with, where this machine can:
# qpdf, poppler and openssl from Debian, age from Go's modules, veraPDF from Maven Central.
# Whatever cannot be had is said and left out; the tests then skip with that reason.
set -uo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/build/tools
mkdir -p "$tools/bin"

need=()
for pair in qpdf:qpdf pdfsig:poppler-utils openssl:openssl; do
  command -v "${pair%%:*}" >/dev/null || need+=("${pair#*:}")
done
if ((${#need[@]})); then
  if [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
  else
    echo "absent (sudo apt-get install ${need[*]})"
  fi
fi
if ! [ -x "$tools/bin/age" ]; then
  if command -v go >/dev/null; then
    GOBIN=$tools/bin go install filippo.io/age/cmd/...@v1.3.1 || echo "age could not be built"
    # age's own test vectors, which its module names for its tests
    (mkdir -p "$tools/module" && cd "$tools/module" && printf 'module tools\n' >go.mod &&
      folder=$(go mod download -json c2sp.org/CCTV/age@v0.0.0-20251208015420-e9274a7bdbfd |
        sed -n 's/^\t"Dir": "\(.*\)",/\1/p') &&
      ln -sfn "$folder/testdata" "$tools/age-vectors") || echo "age's test vectors could not be had"
  else
    echo "age absent: Go is not installed"
  fi
fi
if ! [ -f "$tools/verapdf.jar" ]; then
  if command -v mvn >/dev/null && command -v java >/dev/null; then
    mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 \
      -DoutputDirectory="$tools" -Dmdep.stripVersion=true &&
      mv "$tools/greenfield-apps.jar" "$tools/verapdf.jar" || echo "veraPDF could not be had"
  else
    echo "veraPDF absent: Maven or Java is not installed"
  fi
fi
exit 0
