#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Plugins that do not return from start or stop: the server still answers status, reloads and stops, and names the plugin."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from client import Client
from suite import PLUGINS, main, runningHost

GUESTS = PLUGINS.parent / "tests/plugins"


class ControlTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="portico-guests-")
        self.addCleanup(folder.cleanup)
        self.dropIn = pathlib.Path(folder.name)
        self.mark = self.dropIn / "mark"
        self.more = '\n[limits]\nreload_wait = "15s"\nstop_wait = "1s"\n'

    def install(self, guest: str):
        draft = self.dropIn / "draft"
        draft.write_bytes((GUESTS / guest / f"{guest}.so").read_bytes())
        draft.chmod(0o644)
        draft.rename(self.dropIn / f"{guest}.so")

    def host(self, name: str):
        os.environ["PORTICO_GUEST_MARK"] = str(self.mark)  # for the server, which inherits it
        self.addCleanup(os.environ.pop, "PORTICO_GUEST_MARK")
        return self.enterContext(runningHost(name, users={}, plugins=[PLUGINS, self.dropIn], more=self.more))

    # The plugin blocked status, reload and SIGTERM, while the service manager was told that all is well.
    def testHangingStopOfAPluginDelaysNothingElse(self):
        self.install("hang_later_at_stop")  # its trial load creates the mark
        host = self.host("control_stop")
        (self.dropIn / "hang_later_at_stop.so").unlink()
        host.mustRun("reload")
        host.waitForLog("stopping generation 1 has not ended within limits.reload_wait")
        self.assertIn("has not returned: hang_later_at_stop, stop", host.logged())
        self.assertIn("hang_later_at_stop, stop", host.mustRun("status"))
        state = json.loads(host.mustRun("status", "--json"))
        self.assertEqual(state["late"], ["stopping generation 1"])
        for _ in range(3):
            host.mustRun("reload")
        self.assertEqual(Client(host.url).get("/").status, 200)
        self.assertEqual(host.stop(), 1)
        self.assertIn("a plugin did not stop", host.logged())

    def testStatusAnswersWhileAStopHangs(self):
        self.more = '\n[limits]\nreload_wait = "1h"\n'
        self.install("hang_later_at_stop")
        host = self.host("control_status")
        (self.dropIn / "hang_later_at_stop.so").unlink()
        host.mustRun("reload")
        while "hang_later_at_stop, stop" not in host.mustRun("status"):
            pass
        self.assertEqual(Client(host.url).get("/").status, 200)

    def testStartThatHangsIsRefusedAndTheNextReloadWorks(self):
        host = self.host("control_start")
        self.install("hang_later_at_start")
        refused = host.run("reload")
        self.assertEqual(refused.returncode, 78)
        self.assertIn("building generation 2 has not ended within limits.reload_wait", refused.stderr)
        self.assertIn("has not returned: hang_later_at_start, start", host.logged())
        (self.dropIn / "hang_later_at_start.so").unlink()
        host.mustRun("reload")
        self.assertEqual(Client(host.url).get("/").status, 200)
        self.assertEqual(host.stop(), 1)

    def testConcurrentReloadsAreAllAnswered(self):
        host = self.host("control_together")
        asking = [subprocess.Popen([host.program, "reload", "--config", str(host.config)], stdout=subprocess.DEVNULL)
                  for _ in range(8)]
        self.assertEqual([one.wait() for one in asking], [0] * 8)
        self.assertEqual(host.stop(), 0)

    def testServerThatStartsIsStoppedBySigterm(self):
        self.install("hang_later_at_start")
        os.environ["PORTICO_GUEST_MARK"] = str(self.mark)
        self.addCleanup(os.environ.pop, "PORTICO_GUEST_MARK")
        host = runningHost("control_starting", users={}, plugins=[PLUGINS, self.dropIn])
        self.addCleanup(host.__exit__)
        with open(host.scratch / "log", "w") as log:
            server = subprocess.Popen([host.program, "serve", "--config", str(host.config)], stderr=log)
        while not self.mark.exists():
            time.sleep(0.01)
        server.send_signal(signal.SIGTERM)
        self.assertIsNotNone(server.wait(timeout=60))
        self.assertIn("stopping before anything was served", (host.scratch / "log").read_text())


if __name__ == "__main__":
    main()
