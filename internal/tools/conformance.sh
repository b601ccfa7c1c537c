#!/usr/bin/env bash
# Runs ADL's record store test suite against the binary, once for each version of xAPI, each time
# on an empty base: conformance.sh BINARY SUITE, where SUITE is a prepared checkout of
# adlnet/lrs-conformance-test-suite (npm install --ignore-scripts). DOCUMENTS, if set, is the
# address of the database to use instead of a new SQLite file ("%v" in it becomes the version).
set -euo pipefail
binary=$(realpath "$1") suite=$(realpath "$2")
work=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "$work"' EXIT

failed=0
for version in 1.0.3 2.0.0; do
  port=$((20000 + RANDOM % 20000))
  export PREAU_DATA="$work/$version" PREAU_LISTEN="127.0.0.1:$port" PREAU_URL="http://localhost:$port"
  export PREAU_CONTENT_URL="http://content.localhost:$port"
  test -z "${DOCUMENTS:-}" || export PREAU_DOCUMENTS="${DOCUMENTS//%v/${version//./_}}"
  mkdir -p "$PREAU_DATA"
  read -r key secret < <("$binary" credential add -name "Suite de conformité" -scope all)
  "$binary" serve >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do curl -fs "$PREAU_URL/healthz" >/dev/null && break; sleep 0.1; done
  # Its exit status counts failures modulo 256 and an aborted set-up exits 0: the log is read.
  (cd "$suite" && rm -f logs/*.log && node bin/console_runner.js -x "$version" -e "http://127.0.0.1:$port/xapi" -a -u "$key" -p "$secret" -z) >"$work/run.log" 2>&1 || true
  kill "$server"; wait "$server" || true
  server=
  read -r total passed < <(node -e '
    const fs = require("fs"), dir = process.argv[1] + "/logs/";
    const name = fs.readdirSync(dir).filter(n => n.endsWith(".log")).pop();
    const s = JSON.parse(fs.readFileSync(dir + name)).summary;
    console.log(s.total, s.passed);' "$suite")
  echo "xAPI $version: $passed of $total passed"
  test "$passed" = "$total" && test "$total" -gt 1000 || { failed=1; cp "$suite"/logs/*.log . 2>/dev/null || true; }
done
exit $failed
