# SPDX-License-Identifier: Apache-2.0
"""A process and its descendants as the kernel accounts for them in /proc: processor time and memory.

Threads that have ended count; children that have ended do not, so compare values only while the same children exist."""
import os
import pathlib
import time
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")
QUIET_SECONDS = 0.5


@dataclass(frozen=True)
class Memory:
    rss: float  # MiB; a page shared by several processes counts in each
    pss: float  # MiB; it counts once


def _children(pid: int) -> list:
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def tree(pid: int) -> list:
    """The ids of the process and its descendants."""
    return [pid] + [below for child in _children(pid) for below in tree(child)]


def _cpuTicks(pid: int) -> int:
    # The name of the program, in parentheses, may contain anything; user and system time are fields 14 and 15.
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def cpuSeconds(pid: int) -> float:
    """User and system time of the tree, in steps of the kernel's clock: 10 ms on most machines."""
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
    """Returns when the tree has been idle for a while, which means that workers that start later are running, too."""
    before = None
    while before != (now := cpuSeconds(pid)):
        before = now
        time.sleep(QUIET_SECONDS)
