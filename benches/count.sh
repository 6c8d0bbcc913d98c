#!/usr/bin/env bash
# How many instructions `sitmap check` spends on an event, by valgrind: much the same on every machine and at every load, so
# that a change that makes loading dearer is seen. Start-up (gazetteer, dictionaries) is taken off by counting two files.
#
#     bash benches/count.sh [PROGRAM [FORMAT…]]
#
# Without a program it is the one that `cargo test` builds, and it ends with 1 where a format costs more than its limit below.
# They stand well above what it costs today: what is to be seen is a doubling, not a line more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usual=target/debug/sitmap
program=${1:-$usual}
formats=("${@:2}")
((${#formats[@]})) || formats=(jsonl csv json)
# Both files of a format are large enough to be read by the engine for large ones.
few=12000 many=16000

# Instructions an event in a build for tests.
declare -A limit=([jsonl]=28000 [csv]=22000 [json]=300000)

[[ $program != "$usual" ]] || cargo build --locked --quiet
command -v valgrind >/dev/null || { echo "count.sh: valgrind is not installed here" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Of one load of so many events.
instructions() {
    local file="$folder/e$1.$2" code=0
    "$program" generate "$1" --seed 1 -o "$file"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" check "$file" \
        >"$folder/said" 2>"$folder/counted" || code=$?
    if [[ $code -gt 1 ]]; then
        tail -1 "$folder/counted" >&2
        return 1
    fi
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$folder/counted"
}

missed=0
for format in "${formats[@]}"; do
    low=$(instructions $few "$format")
    high=$(instructions $many "$format")
    each=$(((high - low) / (many - few)))
    echo "$format: $each instructions an event, and $(((low - each * few) / 1000000)) million to start with"
    if [[ $program == "$usual" ]] && ((each > limit[$format])); then
        echo "$format: more than the limit of ${limit[$format]}" >&2
        missed=1
    fi
done
exit $missed
