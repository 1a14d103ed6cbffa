#!/bin/sh
# Makes a video over the REST API with curl: sh shell.sh "How bees find their way home"
set -eu
server=${MAVS_SERVER:-http://127.0.0.1:8000}
prompt=${1:-How bees find their way home}

# The last member of one line of JSON that has this name and a text; jq would do it better.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
ask() { curl --silent --show-error --fail-with-body --header "X-API-Key: ${MAVS_API_KEY:-}" "$@"; }

session=$(ask "$server/videos/generate" --header 'Content-Type: application/json' \
  --data "{\"prompt\": \"$prompt\", \"duration_preference\": 10, \"quality\": \"low\"}" | field session_id)

# The stream of events ends with the session.
ask --no-buffer "$server/videos/$session/events" | sed -n 's/^event: //p'

ask --output shell.mp4 "$server/videos/$session/download"
ask --output shell.vtt "$server/videos/$session/captions.vtt"
echo shell.mp4
