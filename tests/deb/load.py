#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# Clients that request a page, each on a new connection, until SIGTERM: prints "N requests, N failed" and the first failure.
#   tests/deb/load.py HOST PORT [PATH [STATUS]]      STATUS: what is right, 200
import http.client
import signal
import sys
import threading

host, port = sys.argv[1], int(sys.argv[2])
path, right = (sys.argv[3:] + ["/", "200"][len(sys.argv) - 3 :])[:2]
over, lock, counts, first = threading.Event(), threading.Lock(), [0, 0], []


def ask():
    try:
        connection = http.client.HTTPConnection(host, port, timeout=20)
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        return None if answer.status == int(right) else f"status {answer.status}"
    except OSError as error:
        return repr(error)
    except http.client.HTTPException as error:
        return repr(error)


def client():
    while not over.is_set():
        failure = ask()
        with lock:
            counts[0] += 1
            if failure:
                counts[1] += 1
                first.append(failure)


signal.signal(signal.SIGTERM, lambda *_: over.set())
clients = [threading.Thread(target=client) for _ in range(3)]
for one in clients:
    one.start()
while not over.wait(0.2):
    pass
for one in clients:
    one.join()
print(f"{counts[0]} requests, {counts[1]} failed {first[:1]}")
sys.exit(1 if counts[1] or not counts[0] else 0)
