"""Makes a video over the REST API with nothing but Python: python3 python.py "How bees find their way home"."""

import json
import os
import sys
import time
import urllib.request

SERVER = os.environ.get("MAVS_SERVER", "http://127.0.0.1:8000")


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "X-API-Key": os.environ.get("MAVS_API_KEY", "")}
    request = urllib.request.Request(SERVER + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


prompt = sys.argv[1] if len(sys.argv) > 1 else "How bees find their way home"
session = ask("POST", "/videos/generate", {"prompt": prompt, "duration_preference": 10, "quality": "low"})
identifier = session["session_id"]

while session["status"] in ("queued", "processing"):
    time.sleep(2)
    session = ask("GET", f"/videos/{identifier}/status")
    print(f"{session['status']}, {session['stage']}, {session['progress']:.0%}", flush=True)

if session["status"] != "completed":
    sys.exit(f"{session['status']}: {session['error_message']}")

with urllib.request.urlopen(f"{SERVER}/videos/{identifier}/download") as video, open("python.mp4", "wb") as file:
    while chunk := video.read(1 << 20):
        file.write(chunk)
print("python.mp4")
