# SPDX-License-Identifier: Apache-2.0
"""The machine and software of a measurement, which a reader needs to judge the figures."""
import datetime
import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys

from servers import ROOT

PACKAGES = ["libpoco-dev", "nginx", "apache2-bin", "python3-fastapi", "uvicorn", "wrk"]


def _said(*command) -> str:
    return subprocess.run(command, text=True, capture_output=True).stdout.strip()


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else "unknown processor"


def _versions() -> str:
    said = _said("dpkg-query", "--show", "--showformat", "${Package} ${Version}, ", *PACKAGES)
    return f"{said.rstrip(', ')}, Python {platform.python_version()}"


def load() -> float:
    return os.getloadavg()[0]


def _command() -> str:
    program = pathlib.Path(sys.argv[0]).name
    return shlex.join(["dev/bench", *([] if program == "run" else [f"--{program}"]), *sys.argv[1:]])


def describe():
    commit = _said("git", "-C", str(ROOT), "describe", "--always", "--dirty") or "unknown"
    print(f"`{_command()}`, {datetime.date.today()}, commit {commit}; {os.cpu_count()} x {_processor()}, Linux "
          f"{platform.release()}, load average before {load():.1f}; {_versions()}.")
    warnIfBusy(load())
    print(flush=True)


def warnIfBusy(average: float):
    if average >= 1:
        print("\n**The machine is busy with something else: these figures show that the measurement works, not how fast "
              "anything is.**")
