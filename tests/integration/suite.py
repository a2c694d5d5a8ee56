# SPDX-License-Identifier: Apache-2.0
"""Shared by the integration tests: the location of the built program, and a last line with the counts.

    some_test.py PORTICO PLUGINS SOURCE OUTPUT
PORTICO is the program, PLUGINS the folder with the built plugins, SOURCE the repository, OUTPUT where logs are kept."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from running_host import STANDARD, RunningHost  # noqa: E402

NAME = "user1@gmail.com"
PASSWORD = "correct horse battery staple"

if len(sys.argv) != 5:
    sys.exit(__doc__)
PROGRAM, PLUGINS, SOURCE, OUTPUT = (pathlib.Path(word).resolve() for word in sys.argv[1:])


def runningHost(test: str, capabilities: dict = STANDARD, **more) -> RunningHost:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    log = OUTPUT / f"{test}.log"
    log.unlink(missing_ok=True)
    options = {"pages": [SOURCE / "pages", SOURCE / "plugins/pages_mustache/pages"], "plugins": PLUGINS,
               "users": {NAME: PASSWORD}}
    options.update(more)
    return RunningHost(PROGRAM, log=log, capabilities=capabilities, **options)


def main():
    result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]))
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(0 if result.testsRun > 0 and failed == 0 else 1)
