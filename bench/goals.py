# SPDX-License-Identifier: Apache-2.0
"""Portico's goals as ratios within one run, and whether this run met them. Only reports; no figure makes a run fail."""
import statistics

IDLE_MEMORY = 64  # MB, of 10^6 bytes
START = 100  # milliseconds


class Goals:
    """A line is printed if its figures exist; what was not measured is not judged."""

    def __init__(self):
        self._lines = []

    def _judge(self, what: str, value: float, unit: str, words: str, met: bool):
        shown = "none" if value == float("inf") else f"{value:,.2f}{unit}"
        self._lines.append(f"| {what} | {shown} | {words} | goal {'met' if met else '**not met**'} |")

    def atMost(self, what: str, ours: list, theirs: list, most: float):
        """Compares with another server, round by round."""
        if ours and len(ours) == len(theirs):
            ratio = statistics.median(our / their for our, their in zip(ours, theirs))
            self._judge(what, ratio, " x", f"at most {most} x", ratio <= most)

    def cheaper(self, what: str, ours: list, theirs: list, least: float):
        if ours and len(ours) == len(theirs):
            ratio = statistics.median(their / our for our, their in zip(ours, theirs))
            self._judge(what, ratio, " x", f"at least {least} x", ratio >= least)

    def below(self, what: str, value: float, unit: str, limit: float, complete: bool = True):
        """`complete`: measured under the full load that the goal requires."""
        note = "" if complete else " (the crowd was not whole, or the visitor failed)"
        self._judge(what + note, value, unit, f"below {limit}{unit}", complete and value < limit)

    def show(self):
        if self._lines:
            print("\n| Portico | this run | goal | |\n|---|--:|--:|---|")
            print("\n".join(self._lines), flush=True)


def judgePages(goals: Goals, rounds: dict):
    """`rounds`: key of a page -> its PageRounds."""
    def cpu(key, name):
        return rounds[key].cpu(name) if key in rounds else []
    goals.atMost("hello, CPU against nginx", cpu("hello", "Portico"), cpu("hello", "nginx"), 1.3)
    goals.atMost("`/private`, CPU against nginx's file", cpu("private", "Portico"), cpu("private", "nginx"), 1.5)
    goals.cheaper("`/private`, cheaper than the seed's app", cpu("private", "Portico"), cpu("private", "seed's app"), 20)
    goals.atMost("asset, CPU against nginx", cpu("asset", "Portico"), cpu("asset", "nginx"), 1.5)


def judgeIdle(goals: Goals, seen, quiet, count: int):
    complete = seen.complete and seen.looks.failed == 0
    megabytes = seen.memory.rss * 1048576 / 1e6
    goals.below(f"memory with {count:,} idle clients", megabytes, " MB", IDLE_MEMORY, complete)
    goals.below(f"p99 of `/private` with {count:,} idle clients, against quiet", _times(seen, quiet), " x", 5, complete)


def judgeLogins(goals: Goals, seen, quiet, count: int):
    goals.below(f"p99 of `/private` with {count} logins at once, against quiet", _times(seen, quiet), " x", 10,
                seen.looks.failed == 0)


def judgeStart(goals: Goals, servers: list):
    """The ratio shows whether a slow start is the machine's: 0.3 is 100 ms where the seed's app needs 330 ms."""
    goals.below("start", 1000 * statistics.median(servers[0].startSeconds), " ms", START)
    seconds = {each.name: [statistics.median(each.startSeconds)] for each in servers}
    goals.atMost("start, against the seed's app", seconds["Portico"], seconds.get("seed's app", []), 0.3)


def _times(seen, quiet) -> float:
    if seen.looks.p99 == float("inf") or quiet.looks.p99 == float("inf"):
        return float("inf")
    return seen.looks.p99 / quiet.looks.p99
