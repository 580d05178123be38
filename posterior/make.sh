#!/bin/sh
# Makes all posteriors and the tests on the record again, from homicides by state and month.
# Usage, in the root of the repository: posterior/make.sh homicides.csv [full|reduced]
set -eu
data=$1
size=${2:-full}
run() { cargo run --release --quiet -- "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for structure in contest=tullock fixed-contact=frequency-dependent mass-action=mass-action; do
    for removal in splits replacement; do
        id=${structure%%=*}-$removal
        run calibrate plan "$data" --size "$size" --out "$work/$id" \
            --form "conflict=${structure#*=}" --form "removal=$removal"
        run calibrate run "$work/$id"
        run calibrate collect "$work/$id" --out "$work/$id.bin"
    done
done
# All or none: posteriors of two vintages are never mixed.
mv "$work"/*.bin posterior/
# The program is built anew with the new posteriors; weights and tests on the record follow.
run hindcast "$data" --json posterior/record.json
# Whether intervals hold the truth does not depend on the data.
run calibrate sbc --datasets 100 --years 6 --json posterior/sbc.json
