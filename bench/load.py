# SPDX-License-Identifier: Apache-2.0
"""One run of wrk against one address, and its cost for the server. Independent of which server it is."""
import json
import pathlib
import subprocess
from dataclasses import dataclass

from process_tree import cpuSeconds

REPORT = pathlib.Path(__file__).parent / "wrk_report.lua"
ANSWER_SECONDS = 20  # a request without an answer by then has failed


@dataclass(frozen=True)
class Load:
    seconds: int
    connections: int
    threads: int = 1


@dataclass(frozen=True)
class Run:
    cpu: float  # microseconds per request
    rate: float  # requests per second
    p50: float  # microseconds
    p99: float


def wrk(url: str, headers: dict, load: Load, *words: str, script: pathlib.Path = REPORT) -> subprocess.Popen:
    """`words`: arguments of the script."""
    command = ["wrk", "-t", str(load.threads), "-c", str(load.connections), "-d", f"{load.seconds}s", "-s", str(script),
               "--timeout", f"{ANSWER_SECONDS}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command += [url, "--", *words]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def reportOf(running: subprocess.Popen) -> dict:
    """The script's output at the end."""
    said = running.communicate()[0]
    try:
        return json.loads(said.splitlines()[-1])
    except (IndexError, ValueError):
        raise RuntimeError(f"wrk ended with {running.returncode}:\n{said}") from None


def drive(url: str, headers: dict, pid: int, load: Load, body: str = "") -> Run:
    """Every request must be answered with a status below 400: otherwise the wrong thing is measured."""
    before = cpuSeconds(pid)
    report = reportOf(wrk(url, headers, load, *([body] if body else [])))
    spent = cpuSeconds(pid) - before
    failed = report["failed"] + report["refused"]
    if failed or not report["requests"]:
        raise RuntimeError(f"{url}: {failed} of {report['requests']} requests failed")
    rate = report["requests"] / (report["duration"] / 1e6)
    return Run(spent / report["requests"] * 1e6, rate, report["p50"], report["p99"])
