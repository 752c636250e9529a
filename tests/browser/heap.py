"""What lies on the JS heap of a page, by kind, out of a snapshot of Chromium's own."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.request import urlopen

import websocket  # selenium brings it; its own driver hands no chunks of a snapshot on


def kinds(driver: Any) -> Counter[str]:
    """Bytes by kind: object, closure, array …; `code` is what V8 compiled, `native` the own memory of the DOM."""
    host = driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
    with urlopen(f"http://{host}/json", timeout=10) as answer:
        page = next(one for one in json.load(answer) if one["type"] == "page")
    line = websocket.create_connection(page["webSocketDebuggerUrl"], suppress_origin=True, timeout=60)
    try:
        line.send(json.dumps({"id": 1, "method": "HeapProfiler.takeHeapSnapshot", "params": {}}))
        chunks = []
        while True:
            said = json.loads(line.recv())
            if said.get("method") == "HeapProfiler.addHeapSnapshotChunk":
                chunks.append(said["params"]["chunk"])
            if said.get("id") == 1:
                break
    finally:
        line.close()
    whole = json.loads("".join(chunks))
    meta, nodes = whole["snapshot"]["meta"], whole["nodes"]
    wide, names = len(meta["node_fields"]), meta["node_types"][0]
    kind, size = meta["node_fields"].index("type"), meta["node_fields"].index("self_size")
    found: Counter[str] = Counter()
    for at in range(0, len(nodes), wide):
        found[names[nodes[at + kind]]] += nodes[at + size]
    return found
