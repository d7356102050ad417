#!/usr/bin/env bash
# schemathesis with all of its checks, until so many cases were sent: every operation of the document, as an admin.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
document="$(realpath "$1")" wanted="$2" sent=0 seed=7
token="$("$BAOCAO" token new --role admin | tail -n 1 | grep -o '[^ ]*$')"
[ -n "$token" ]
# It keeps what it found where it runs; every run begins without.
work="$(mktemp -d "${TMPDIR:-/tmp}/baocao-cases.XXXXXX")" report="report"
trap 'rm -rf "$work"' EXIT
cd "$work"
while [ "$sent" -lt "$wanted" ]; do
    "$here/../../../target/verify/formats/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$document" --url "$BAOCAO_URL" \
        --header "Authorization: Bearer $token" --phases examples,coverage,fuzzing --checks all --mode all --max-examples 10 --seed "$seed" \
        --no-shrink --no-color --generation-database none --continue-on-failure >"$report" 2>&1 || { cut -c1-400 "$report"; echo "schemathesis: seed $seed failed"; exit 1; }
    sent=$((sent + $(sed -n 's/^ *\([0-9]*\) generated.*/\1/p' "$report")))
    seed=$((seed + 1))
done
echo "schemathesis: $sent cases, all checks, no 5xx and no mismatch"
