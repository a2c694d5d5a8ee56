#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""`portico serve --dev`: changes take effect by themselves, and errors are shown in the browser."""
import contextlib
import http.client
import json
import pathlib
import re
import signal
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

    @contextlib.contextmanager
    def listen(self):
        connection = http.client.HTTPConnection(self.host.url.removeprefix("http://"), timeout=30)
        connection.request("GET", "/_dev/changes")
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/event-stream"))
        try:
            yield answer
        finally:
            answer.close()
            connection.close()

    def nextEvent(self, stream) -> dict:
        """The next event; nothing when the stream has ended."""
        line = stream.readline().decode()
        while line == ":\n":  # keep-alive comment
            line = stream.readline().decode()
        if not line:
            return {}
        self.assertRegex(line, "^data: ")
        self.assertEqual(stream.readline(), b"\n")
        return json.loads(line.removeprefix("data: "))

    def waitForEvent(self, isSo) -> dict:
        """Reconnects when a stream has ended, as a page does."""
        while True:
            with self.listen() as stream:
                while news := self.nextEvent(stream):
                    if isSo(news):
                        return news

    def generation(self) -> int:
        with self.listen() as stream:
            return self.nextEvent(stream)["generation"]

    def draining(self) -> list:
        return json.loads(self.host.mustRun("status", "--json"))["draining"]

    def until(self, isSo):
        deadline = time.monotonic() + 30
        while not isSo():
            self.assertLess(time.monotonic(), deadline, self.host.logged())
            time.sleep(0.02)

    def testChangedPageIsServedAndAnnouncedAsAnEvent(self):
        page = self.client.get("/news").text
        own = re.search(r'<script src="/_dev/reload.js" data-run="(\d+)" data-generation="(\d+)" defer></script>', page)
        self.assertEqual(self.client.get("/_dev/reload.js")["Content-Type"], "text/javascript; charset=utf-8")
        with self.listen() as stream:
            self.assertEqual(self.nextEvent(stream), {"run": own[1], "generation": int(own[2]), "refused": []})
            (self.pages / "news.html").write_text("<p>two</p>")
            self.assertGreater(self.nextEvent(stream)["generation"], int(own[2]))
            self.assertEqual(stream.read(), b"")  # it ends, so that nobody waits for it
        self.assertIn("two", self.client.get("/news").text)

    def testOpenPagesDoNotDelayTheEndOfTheirGeneration(self):
        with contextlib.ExitStack() as streams:
            for stream in [streams.enter_context(self.listen()) for _ in range(4)]:
                self.nextEvent(stream)
            self.host.mustRun("reload")
            self.until(lambda: self.draining() == [])

    def testAddedPluginServesAndABrokenOneIsShown(self):
        (self.dropIn / "greeter.so").write_bytes((GUESTS / "greeter/greeter.so").read_bytes())
        self.until(lambda: self.client.get("/greeting").status == 200)
        (self.dropIn / "abort_at_start.so").write_bytes((GUESTS / "abort_at_start/abort_at_start.so").read_bytes())
        self.waitForEvent(lambda news: any("crashed in start" in reason for reason in news["refused"]))
        self.assertEqual(self.client.get("/greeting").status, 200)

    def testChangedConfigurationIsApplied(self):
        before = self.generation()
        self.host.config.write_text("site.name = \"Renamed\"\n" + self.host.config.read_text())
        self.waitForEvent(lambda news: news["generation"] > before)
        self.assertIn("Renamed", self.client.get("/").text)

    def testTemplateErrorIsShownWithItsLine(self):
        before = self.generation()
        (self.pages / "broken.html").write_text("<p>fine</p>\n{{ 1 / 0 }}\n<p>also fine</p>\n")
        self.waitForEvent(lambda news: news["generation"] > before)
        answer = self.client.get("/broken")
        self.assertEqual(answer.status, 500)
        self.assertIn("dev-reason", answer.text)
        self.assertIn("&gt; 2  {{ 1 / 0 }}", answer.text)

    def testFaultOfTheConfigurationIsShownWithItsLine(self):
        self.host.config.write_text("site.nam = 1\n" + self.host.config.read_text())
        self.waitForEvent(lambda news: any("> 1  site.nam = 1" in reason for reason in news["refused"]))

    def install(self, guest: str):
        before = self.generation()
        (self.dropIn / f"{guest}.so").write_bytes((GUESTS / f"{guest}/{guest}.so").read_bytes())
        self.waitForEvent(lambda news: news["generation"] > before)

    def misuse(self, *paths: str) -> str:
        """The log of a server that a plugin ends by a call that it must not make."""
        self.install("misuser")
        for path in paths:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.client.get(path)
        self.until(lambda: self.host.exitCode is not None)
        self.assertEqual(self.host.exitCode, -signal.SIGABRT)
        return self.host.logged()

    def testAnExchangeOnAnotherThreadIsNamed(self):
        self.assertRegex(self.misuse("/misuse/thread"), "the plugin misuser called set_status on thread [0-9]+ of an exchange that another thread received")

    def testAnExchangeThatIsGoneIsNamed(self):
        self.assertRegex(self.misuse("/misuse/late", "/misuse/late"),
                         "the plugin misuser called write on thread [0-9]+ of an exchange after the call that passed it had returned")

    def testAThreadThatOutlivesItsPluginIsNamed(self):
        self.install("misuser")
        self.assertEqual(self.client.get("/misuse/destroyed").status, 200)
        (self.dropIn / "misuser.so").unlink()
        self.until(lambda: self.host.exitCode is not None)
        self.assertRegex(self.host.logged(), "the plugin misuser called log on thread [0-9]+ after its destroy")

    def testDevModeListensOnLoopbackOnly(self):
        done = self.host.run("serve", "--dev", "--set", "server.listen=0.0.0.0:0", "--set", "server.control=/tmp/none.sock")
        self.assertEqual(done.returncode, 78)
        self.assertIn("for this machine only", done.stderr)

    def testDevPagesNeedTheDevOption(self):
        self.host.stop()
        self.host.serveWith = []
        self.host.serve()
        self.client = Client(self.host.url)
        self.assertEqual(self.client.get("/_dev/changes").status, 404)
        self.assertEqual(self.client.get("/_dev/reload.js").status, 404)
        self.assertNotIn("_dev", Client(self.host.url).get("/news").text)


if __name__ == "__main__":
    main()
