# SPDX-License-Identifier: Apache-2.0
"""One visitor of /private at a steady pace: alone, with thousands of idle connections, and with many simultaneous logins. Every
figure comes from the same visitor on a connection that is opened after the crowd has connected."""
from contextlib import nullcontext
from dataclasses import dataclass

import pages
import visitor
from idle_clients import IdleClients
from load import Load, reportOf, wrk
from process_tree import Memory, memory
from table import Table

FORM_HEADERS = {**pages.FORM, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@dataclass(frozen=True)
class Seen:
    looks: visitor.Looks
    memory: Memory  # of the server, while the crowd is still connected
    complete: bool  # the whole crowd connected and stayed to the end
    notes: list  # errors, and the result for the crowd


def look(server, crowd, seconds: int) -> Seen:
    """`crowd`: a context manager that yields None or a function that returns (complete, description) once."""
    cookie = server.logIn()
    with crowd as fared:
        looks, reasons = visitor.looksOf(visitor.start(server.url + pages.page("private").path, cookie, seconds))
        used = memory(server.pid)
        complete, words = fared() if fared else (True, "")
    failures = [f"the visitor failed {times} times: {why}" for why, times in reasons.items()]
    return Seen(looks, used, complete, failures + ([words] if words else []))


class IdleCrowd(IdleClients):
    def __enter__(self):
        super().__enter__()
        return self._fared

    def _fared(self) -> tuple:
        held = self.held()
        why = f"; the next one could not connect: {self.refused}" if self.refused else ""
        return held == self._wanted, f"{held:,} of {self._wanted:,} connected to the end{why}"


class LoginCrowd:
    """Clients that continuously log in through the form, so that the number of simultaneous logins is constant."""

    def __init__(self, server, count: int, seconds: int):
        self._url = server.url + "/auth/login"
        self._load = Load(seconds + 1, count)  # runs longer than the visitor

    def __enter__(self):
        self._running = wrk(self._url, FORM_HEADERS, self._load, pages.CROWD_CREDENTIALS)
        return self._fared

    def __exit__(self, *_):
        if self._running.poll() is None:
            self._running.terminate()
            self._running.wait()

    def _fared(self) -> tuple:
        report = reportOf(self._running)
        return True, (f"{report['requests']} logins were answered, {report['refused']} of them with an error (too many at "
                      f"once), {report['failed']} not at all")


def show(table: Table, what: str, seen: dict):
    """`seen`: name of a server -> what its visitor measured."""
    for figure, member in (("p50, µs", "p50"), ("p99, µs", "p99"), ("longest, µs", "most")):
        table.row(what, f"`/private` meanwhile, {figure}", {name: [getattr(one.looks, member)] for name, one in seen.items()})
    table.row(what, "looks, of them failed", {name: f"{one.looks.count}, {one.looks.failed}" for name, one in seen.items()})
    table.row(what, "RSS meanwhile, MiB", {name: [one.memory.rss] for name, one in seen.items()})
