# SPDX-License-Identifier: Apache-2.0
"""One run of wrk against one address, and what it cost the server. Knows nothing of who serves."""
import json
import pathlib
import subprocess
from dataclasses import dataclass

from process_tree import cpuSeconds

REPORT = pathlib.Path(__file__).parent / "wrk_report.lua"


@dataclass(frozen=True)
class Load:
    seconds: int
    connections: int
    threads: int = 1


@dataclass(frozen=True)
class Run:
    cpu: float  # microseconds for one request
    rate: float  # requests in one second
    p50: float  # microseconds
    p99: float


def drive(url: str, headers: dict, pid: int, load: Load) -> Run:
    """Every request must be answered with less than 400: otherwise something else is measured than was meant."""
    command = ["wrk", "-t", str(load.threads), "-c", str(load.connections), "-d", f"{load.seconds}s", "-s", str(REPORT)]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    before = cpuSeconds(pid)
    done = subprocess.run([*command, url], text=True, capture_output=True, timeout=load.seconds + 60)
    spent = cpuSeconds(pid) - before
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} {url} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    report = json.loads(done.stdout.splitlines()[-1])
    if report["failed"] or not report["requests"]:
        raise RuntimeError(f"{url}: {report['failed']} of {report['requests']} requests failed")
    rate = report["requests"] / (report["duration"] / 1e6)
    return Run(spent / report["requests"] * 1e6, rate, report["p50"], report["p99"])
