#!/usr/bin/env bash
# Everything that reads our formats, against the service at BAOCAO_URL. Numbers of cases may be given: cubes, files, cases of schemathesis.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
tools="$here/../../../target/verify/formats"
cubes="${1:-1000}" files="${2:-100}" cases="${3:-10000}"
failed=0
work="$(mktemp -d "${TMPDIR:-/tmp}/baocao-formats.XXXXXX")"
trap 'rm -rf "$work"' EXIT
# What it answers to itself goes through no proxy.
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1 PYTHONDONTWRITEBYTECODE=1
part() { "$@" || failed=1; }

part "$tools/bin/python" "$here/cubes.py" "$cubes" "$work/cubes"
part node "$here/toolkit.js" "$work/cubes"
part "$tools/bin/python" "$here/files.py" "$files"
part "$tools/bin/python" "$here/linked.py"
curl --silent --fail --output "$work/openapi.json" "$BAOCAO_URL/api/openapi.json"
if "$tools/bin/openapi-spec-validator" "$work/openapi.json" >"$work/spec"; then echo "openapi-spec-validator: no error"; else cat "$work/spec"; failed=1; fi
if "$here/node_modules/.bin/redocly" lint --config "$here/redocly.yaml" --format stylish "$work/openapi.json" >"$work/lint" 2>&1; then
    echo "redocly: no error"
else
    cat "$work/lint"; failed=1
fi
part "$here/schemathesis.sh" "$work/openapi.json" "$cases"
exit "$failed"
