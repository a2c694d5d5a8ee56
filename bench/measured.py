# SPDX-License-Identifier: Apache-2.0
"""A measured server, the figures of its start, and the table rows that compare it with the others page by page."""
import sys
from dataclasses import dataclass

import pages
from load import Load, drive
from process_tree import memory, settle
from table import Table

WARM_UP = 1  # seconds
FIGURES = [("CPU per request, µs", "cpu"), ("requests per second", "rate"), ("p50, µs", "p50"), ("p99, µs", "p99")]


@dataclass(frozen=True)
class Effort:
    """Duration and intensity of the load."""
    rounds: int
    seconds: int
    connections: int
    starts: int


class Measured:
    def __init__(self, server, starts: int):
        self.server = server
        self.name = server.name
        self.startSeconds = [server.startSeconds]
        for _ in range(starts - 1):
            server.restart()
            self.startSeconds.append(server.startSeconds)
        settle(server.pid)
        self.atRest = memory(server.pid)

    def has(self, page: pages.Page) -> bool:
        return getattr(self.server, page.key, True)  # Portico serves all of them

    def whyFailed(self, error: Exception) -> str:
        """The reason in words; a server that has ended is restarted for the remaining measurements."""
        if not (fate := self.server.fate()):
            return str(error)
        self.server.restart()
        return f"{error}: {fate}"

    def drive(self, page: pages.Page, cookie: str, load: Load):
        return drive(self.server.url + page.path, pages.headersFor(page, cookie), self.server.pid, load, page.body)


class PageRounds:
    """One page on all servers that have it, in turns, so that a temporary slowdown of the machine affects all of them."""

    def __init__(self, page: pages.Page, all: list, effort: Effort):
        self.page = page
        self.failures = {}  # name of a server -> why it has no figures
        self.runs = {measured.name: [] for measured in all if measured.has(page)}
        self.sizes = {}
        self._effort = effort
        self._cookies = {}
        for measured in all:
            if measured.has(page):
                self._tried(measured, self._prepare)
        for number in range(effort.rounds):
            for measured in all:
                if measured.has(page):
                    self._tried(measured, self._round)
            print(f"{page.key}: round {number + 1} of {effort.rounds}", file=sys.stderr)

    def _tried(self, measured: Measured, step):
        """A server that fails leaves an empty cell; the others keep their figures."""
        if measured.name in self.failures:
            return
        try:
            step(measured)
        except (RuntimeError, OSError) as error:
            self.failures[measured.name] = measured.whyFailed(error)
            self.runs[measured.name] = []

    def _prepare(self, measured: Measured):
        cookie = self._cookies[measured.name] = measured.server.logIn() if self.page.needsLogin else ""
        self.sizes[measured.name] = [len(pages.fetch(measured.server.url, self.page, cookie))]
        measured.drive(self.page, cookie, self._load(WARM_UP))

    def _load(self, seconds: int) -> Load:
        return Load(max(seconds, self.page.leastSeconds), self.page.connections or self._effort.connections)

    def _round(self, measured: Measured):
        cookie = self._cookies[measured.name]
        run = measured.drive(self.page, cookie, self._load(self._effort.seconds))
        pages.fetch(measured.server.url, self.page, cookie)  # still the expected page
        self.runs[measured.name].append(run)

    def show(self, table: Table):
        for figure, member in FIGURES:
            cells = {name: [getattr(run, member) for run in runs] for name, runs in self.runs.items() if runs}
            table.row(self.page.name, figure, {**cells, **{name: "failed" for name in self.failures}})
        table.row(self.page.name, "body, bytes", self.sizes)

    def cpu(self, name: str) -> list:
        return [run.cpu for run in self.runs.get(name, [])]


def showStarts(table: Table, all: list):
    table.row("start", "until it serves, ms", {each.name: [1000 * took for took in each.startSeconds] for each in all})
    for figure, member in (("RSS, MiB", "rss"), ("PSS, MiB", "pss")):
        table.row("memory at rest", figure, {each.name: [getattr(each.atRest, member)] for each in all})
