#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""`portico serve --dev`: changes are taken on by themselves, and what is wrong is shown in the browser."""
import json
import pathlib
import tempfile
import time
import unittest

from client import Client
from suite import PLUGINS, SOURCE, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"


class DevModeTest(unittest.TestCase):
    def setUp(self):
        scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-dev-")))
        self.dropIn, self.pages = scratch / "plugins", scratch / "pages"
        for folder in (self.dropIn, self.pages):
            folder.mkdir(mode=0o755)
        (self.pages / "news.html").write_text("<p>one</p>")
        self.host = self.enterContext(runningHost("dev_mode", plugins=[PLUGINS, self.dropIn], pages=[self.pages, SOURCE / "pages"],
                                                  serveWith=["--dev"]))
        self.client = Client(self.host.url)

    def state(self) -> dict:
        return self.client.get("/_dev/state").json

    def until(self, isSo):
        deadline = time.monotonic() + 30
        while not isSo():
            self.assertLess(time.monotonic(), deadline, self.host.logged())
            time.sleep(0.02)

    def testChangedPageIsTakenOnAndTheBrowserHears(self):
        self.assertIn('<script src="/_dev/reload.js" defer></script>', self.client.get("/news").text)
        self.assertEqual(self.client.get("/_dev/reload.js")["Content-Type"], "text/javascript; charset=utf-8")
        before = self.state()["serves"]
        (self.pages / "news.html").write_text("<p>two</p>")
        self.until(lambda: self.state()["serves"] != before)
        self.assertIn("two", self.client.get("/news").text)

    def testDroppedInPluginServesAndABrokenOneIsShown(self):
        (self.dropIn / "greeter.so").write_bytes((GUESTS / "greeter/greeter.so").read_bytes())
        self.until(lambda: self.client.get("/greeting").status == 200)
        (self.dropIn / "abort_at_start.so").write_bytes((GUESTS / "abort_at_start/abort_at_start.so").read_bytes())
        self.until(lambda: any("crashed in start" in reason for reason in self.state()["refused"]))
        self.assertEqual(self.client.get("/greeting").status, 200)

    def testChangedConfigurationIsTakenOn(self):
        before = self.state()["serves"]
        self.host.config.write_text("site.name = \"Renamed\"\n" + self.host.config.read_text())
        self.until(lambda: self.state()["serves"] != before)
        self.assertIn("Renamed", self.client.get("/").text)

    def testTemplateErrorIsShownWithItsLine(self):
        before = self.state()["serves"]
        (self.pages / "broken.html").write_text("<p>fine</p>\n{{ 1 / 0 }}\n<p>also fine</p>\n")
        self.until(lambda: self.state()["serves"] != before)
        answer = self.client.get("/broken")
        self.assertEqual(answer.status, 500)
        self.assertIn("dev-reason", answer.text)
        self.assertIn("&gt; 2  {{ 1 / 0 }}", answer.text)

    def testOnlyOnLoopback(self):
        done = self.host.run("serve", "--dev", "--set", "server.listen=0.0.0.0:0", "--set", "server.control=/tmp/none.sock")
        self.assertEqual(done.returncode, 78)
        self.assertIn("for this machine only", done.stderr)

    def testNeverWithoutTheSwitch(self):
        self.host.stop()
        self.host.serveWith = []
        self.host.serve()
        self.client = Client(self.host.url)
        self.assertEqual(self.client.get("/_dev/state").status, 404)
        self.assertNotIn("_dev", Client(self.host.url).get("/news").text)


if __name__ == "__main__":
    main()
