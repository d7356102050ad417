#!/usr/bin/env bash
# Runs a command while the real service serves the demonstration from a folder of its own on a free port of this machine:
#     tests/verify/served.sh python check.py
# The command finds BAOCAO_URL (http://127.0.0.1:PORT), BAOCAO (the binary) and BAOCAO_DATA (the store's folder, which `$BAOCAO token`
# and the like then take by themselves). Its end is ours; the service is ended with it, and what it said is shown where it failed.
# Settings go by their own variables (BAOCAO_SMALLEST_COUNT=1 tests/verify/served.sh …). BAOCAO_PROFILE=release serves that build;
# BAOCAO, where it is set already, is served without building anything.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"

if [ -z "${BAOCAO:-}" ]; then
    profile="${BAOCAO_PROFILE:-dev}"
    cargo build --quiet --manifest-path "$root/Cargo.toml" --package baocao --profile "$profile"
    BAOCAO="${CARGO_TARGET_DIR:-$root/target}/${profile/#dev/debug}/baocao"
fi
work="$(mktemp -d "${TMPDIR:-/tmp}/baocao-served.XXXXXX")"
export BAOCAO BAOCAO_DATA="$work/data"

"$BAOCAO" serve --demo --listen 127.0.0.1:0 >"$work/said" 2>"$work/log" &
service=$!
end() {
    status=$?
    kill "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
    [ "$status" = 0 ] || { echo "The service said:" >&2; tail -n 20 "$work/log" >&2; }
    rm -rf "$work"
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

BAOCAO_URL=""
for _ in $(seq 300); do
    BAOCAO_URL="$(grep -om1 'http://127\.0\.0\.1:[0-9]*' "$work/said" || true)"
    if [ -n "$BAOCAO_URL" ] && curl --silent --fail --output /dev/null "$BAOCAO_URL/readyz"; then break; fi
    kill -0 "$service" 2>/dev/null || { echo "The service did not start." >&2; exit 1; }
    BAOCAO_URL=""
    sleep 0.1
done
[ -n "$BAOCAO_URL" ] || { echo "The service was not ready within 30 seconds." >&2; exit 1; }
export BAOCAO_URL

"$@"
