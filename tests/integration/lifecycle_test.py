#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The steps of a plugin's lifecycle in the server and in every command that runs plugins, and the purpose that each of them gives."""
import unittest

from suite import NAME, PLUGINS, main, runningHost

WITNESS = PLUGINS.parent / "tests" / "plugins" / "witness"
SERVE, TRIAL, COMMAND, BACKUP = 1, 2, 3, 4


def steps(purpose: int, *names: str) -> list:
    return [f"{purpose} {name}" for name in names]


TRIED = steps(TRIAL, "create", "start", "stop", "destroy")


class LifecycleTest(unittest.TestCase):
    def setUp(self):
        self.host = self.enterContext(runningHost(
            "lifecycle", {"auth": "auth_cookie", "users": "users_sqlite", "sessions": "witness", "pages": "pages_jinja"},
            plugins=[PLUGINS, WITNESS]))
        self.file = self.host.state / "witness" / "steps"
        self.seen = 0

    def happened(self) -> list:
        """The steps since the last call."""
        lines = self.file.read_text().splitlines()
        new, self.seen = lines[self.seen:], len(lines)
        return new

    def testTheServerTriesAPluginAndThenStartsIt(self):
        self.happened()
        self.assertEqual(self.host.stop(), 0)
        self.assertEqual(self.happened(), steps(SERVE, "stop", "destroy"))
        self.host.serve()
        self.assertEqual(self.happened(), TRIED + steps(SERVE, "create", "start"))

    def testAReloadStartsTheNextInstanceBeforeItStopsTheOneThatServes(self):
        self.happened()
        self.host.mustRun("reload")
        self.assertEqual(self.host.stop(), 0)
        happened = [step for step in self.happened() if step not in TRIED]
        self.assertEqual(happened, steps(SERVE, "create", "start", "stop", "destroy", "stop", "destroy"))

    def testACommandForUsersStartsAndStopsThePluginBesideTheServer(self):
        self.happened()
        self.host.mustRun("user", "sessions", NAME)
        self.assertEqual(self.happened(), steps(COMMAND, "create", "start", "list", "stop", "destroy"))

    def testWhatOnlyLooksTriesThePlugin(self):
        self.happened()
        for command in ("check", "routes", "plugins list"):
            self.host.mustRun(*command.split())
            self.assertEqual(self.happened(), TRIED, command)

    def testABackupDoesNotStartThePlugin(self):
        self.happened()
        self.host.mustRun("backup", str(self.host.scratch / "site.tar.gz"))
        self.assertEqual(self.happened(), steps(BACKUP, "create", "save", "destroy"))


if __name__ == "__main__":
    main()
