#!/bin/sh
# Runs a command against a server of its own, and ends the server with it:
#   sh examples/with-server.sh pytest tests/
set -eu

data=$(mktemp -d)
touch "$data/server.log"
npm start --silent --prefix "$(dirname "$0")/.." -- \
  --port 0 --data "$data" --lifecycle instant --log-level warn >"$data/server.log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" || true; rm -rf "$data"' EXIT

until grep -q 'listens on' "$data/server.log"; do
  kill -0 "$server"
  sleep 0.1
done
AWS_ENDPOINT_URL_DIRECT_CONNECT=$(sed -n 's/.* listens on //p' "$data/server.log")
export AWS_ENDPOINT_URL_DIRECT_CONNECT CROSSCONNECT_ENDPOINT="$AWS_ENDPOINT_URL_DIRECT_CONNECT"
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1

"$@"
