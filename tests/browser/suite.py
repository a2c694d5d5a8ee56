# SPDX-License-Identifier: Apache-2.0
"""Shared by the tests in this folder: what is tested, and a last line with the counts.

    some_test.py PORTICO PLUGINS SOURCE OUTPUT
PORTICO is the program, PLUGINS the folder with the built plugins, SOURCE the repository; screenshots and logs are kept in OUTPUT."""
import argparse
import os
import pathlib
import sys
import unittest

from chrome import Driver
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from running_host import RunningHost  # noqa: E402

SKIPPED = 77  # CTest's status for a skipped test


class BrowserTest(unittest.TestCase):
    """A test case with a driver, and with a host for tests that request one."""
    driver: Driver
    portico: pathlib.Path
    plugins: pathlib.Path
    source: pathlib.Path
    output: pathlib.Path

    @classmethod
    def newHost(cls, name: str, users: dict, **more) -> RunningHost:
        options = {"plugins": cls.plugins, "pages": cls.source / "pages"}
        options.update(more)
        return RunningHost(cls.portico, log=cls.output / f"{name}.log", users=users, **options)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("portico", "plugins", "source", "output"):
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    given = parser.parse_args()
    if os.environ.get("PORTICO_SKIP_BROWSER") == "1":
        print("SKIPPED: PORTICO_SKIP_BROWSER=1, so nobody looked at the pages")
        return SKIPPED
    given.output.mkdir(parents=True, exist_ok=True)
    for name, value in vars(given).items():
        setattr(BrowserTest, name, value)
    with Driver(given.output / "chromedriver.log") as BrowserTest.driver:
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len({test for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed or result.testsRun == 0 else 0
