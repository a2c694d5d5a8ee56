#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A visitor who requests one page at a steady pace, whatever else the server does, and records the duration of each request.

As a separate program it is not slowed down by the measuring process:
  bench/visitor.py URL --cookie COOKIE --seconds N [--each MILLISECONDS] [--new-connections]      prints one line of JSON
A request begins when it is due: if the previous one took too long, the time since then counts (no "coordinated omission")."""
import argparse
import http.client
import json
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass

TIMEOUT = 5  # seconds; a request that takes longer has failed
SOURCE = "127.0.0.200"  # a separate address, so that limits per address do not affect it


@dataclass(frozen=True)
class Looks:
    count: int
    failed: int
    p50: float  # microseconds, of successful requests; infinite if there were none
    p99: float
    most: float


class Visit:
    def __init__(self, url: str, cookie: str):
        parts = urllib.parse.urlsplit(url)
        self._host, self._path = parts.netloc, parts.path
        self._headers = {"Cookie": cookie, "Accept": "text/html"} if cookie else {"Accept": "text/html"}
        self._connection = None

    def look(self):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, timeout=TIMEOUT, source_address=(SOURCE, 0))
        self._connection.request("GET", self._path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise OSError(f"answered with {answer.status}")

    def leave(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def visit(url: str, cookie: str, seconds: float, each: float, newConnections: bool) -> dict:
    person = Visit(url, cookie)
    times, failed, reasons = [], 0, {}
    due = began = time.monotonic()
    while due < began + seconds:
        time.sleep(max(0, due - time.monotonic()))
        try:
            person.look()
            times.append((time.monotonic() - due) * 1e6)
            due += each
        except (OSError, http.client.HTTPException) as error:
            person.leave()
            failed += 1
            reasons[str(error) or type(error).__name__] = reasons.get(str(error) or type(error).__name__, 0) + 1
            due = max(due + each, time.monotonic())  # after a failure the schedule starts again
        if newConnections:
            person.leave()
    person.leave()
    return {"times": times, "failed": failed, "reasons": reasons}


def start(url: str, cookie: str, seconds: float, newConnections: bool = False) -> subprocess.Popen:
    command = [sys.executable, __file__, url, "--cookie", cookie, "--seconds", str(seconds)]
    return subprocess.Popen(command + (["--new-connections"] if newConnections else []), text=True, stdout=subprocess.PIPE)


def looksOf(visitor: subprocess.Popen) -> tuple:
    """Its results, and the reasons of its failures."""
    said = json.loads(visitor.communicate()[0])
    times = sorted(said["times"])

    def share(part: float) -> float:
        return times[min(len(times) - 1, int(part * len(times)))] if times else float("inf")
    return Looks(len(times) + said["failed"], said["failed"], share(0.5), share(0.99), share(1)), said["reasons"]


def main():
    parser = argparse.ArgumentParser(description="Looks at one page at a steady pace.")
    parser.add_argument("url")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--each", type=float, default=5, help="milliseconds from look to look")
    parser.add_argument("--new-connections", action="store_true", help="each look on a connection of its own")
    given = parser.parse_args()
    print(json.dumps(visit(given.url, given.cookie, given.seconds, given.each / 1000, given.new_connections)))


if __name__ == "__main__":
    main()
