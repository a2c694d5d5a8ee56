# SPDX-License-Identifier: Apache-2.0
"""A process and all that it started, as the kernel counts them in /proc: how much processor time and memory they have used.

Threads that have ended count; children that have ended do not, so ask while the same children live."""
import os
import pathlib
import time
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")
QUIET_SECONDS = 0.5


@dataclass(frozen=True)
class Memory:
    rss: float  # MiB; a page that several processes share counts in each
    pss: float  # MiB; it counts once


def _children(pid: int) -> list:
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def tree(pid: int) -> list:
    """The ids of the process and of all below it."""
    return [pid] + [below for child in _children(pid) for below in tree(child)]


def _cpuTicks(pid: int) -> int:
    # The name of the program, in brackets, may hold anything; user and system time are the 14th and 15th field.
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def cpuSeconds(pid: int) -> float:
    """User and system time of the tree. The steps are those of the kernel's clock: 10 ms on most machines."""
    return sum(map(_cpuTicks, tree(pid))) / TICKS


def memory(pid: int) -> Memory:
    found = {"Rss": 0, "Pss": 0}
    for member in tree(pid):
        for line in pathlib.Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] += int(value.split()[0])
    return Memory(found["Rss"] / 1024, found["Pss"] / 1024)


def settle(pid: int):
    """Returns when the tree has done nothing for a while: it has come up, workers that it starts later too."""
    before = None
    while before != (now := cpuSeconds(pid)):
        before = now
        time.sleep(QUIET_SECONDS)
