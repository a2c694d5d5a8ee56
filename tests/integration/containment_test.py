#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Harmful plugins: one that does harm before it serves never enters the server; one that crashes the server during requests is
named, and quarantined after repeated crashes."""
import hashlib
import http.client
import json
import pathlib
import threading
import unittest

from client import Client
from suite import NAME, PASSWORD, PLUGINS, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"

# Guests and their expected messages.
HARMFUL = {
    "abort_at_load": "crashed in load .Aborted.",
    "exit_at_load": "ended the process in load with status 0",
    "crash_at_load": "crashed in load .Segmentation fault.",
    "abort_at_create": "crashed in create .Aborted.",
    "hang_at_create": r"did not return from create within \d+ seconds",
    "abort_at_start": "crashed in start .Aborted.",
    "exit_at_start": "ended the process in start with status 0",
    "quick_exit_at_start": "ended the process in start with status 3",
    "close_stdin_at_start": "closed descriptor 0, which is not its own",
    "open_at_start": r"leaves descriptor \d+ open ./dev/null.",
    "thread_at_start": "leaves 1 thread running",
    "print_at_start": "wrote to standard output or error in start: .Hello, I am a plugin",
    "signal_at_start": "changed the handler of SIGTERM in start",
    "locale_at_start": "changed the locale to C.UTF-8 in start",
    "chdir_at_start": "changed the working directory to /tmp in start",
    "throws_in_create": "the sky falls",
    "throws_int_in_start": "start failed",
    "note_and_table_differ": "note says ABI",
    "truncated": "truncated|cut off|damaged|incomplete",
    "major_2": r"ABI 2\.",
}


class ContainmentTest(unittest.TestCase):
    def setUp(self):
        self.host = self.enterContext(runningHost("containment", plugins=[PLUGINS]))
        self.dropIn = self.host.scratch / "plugins"
        self.dropIn.mkdir(mode=0o755)
        text = self.host.config.read_text()
        self.host.config.write_text(text.replace(f'directories = ["{PLUGINS}"]', f'directories = ["{PLUGINS}", "{self.dropIn}"]', 1))
        self.assertEqual(self.host.run("reload").returncode, 0)

    def install(self, guest: str):
        draft = self.dropIn / "draft"
        draft.write_bytes((GUESTS / guest / f"{guest}.so").read_bytes())
        draft.chmod(0o644)
        draft.rename(self.dropIn / f"{guest}.so")

    def testHarmfulPluginsAreRefusedAndTheSiteServes(self):
        client = Client(self.host.url)
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        for guest, sentence in HARMFUL.items():
            with self.subTest(guest):
                self.install(guest)
                done = self.host.run("reload")
                self.assertNotEqual(done.returncode, 0, done.stdout)
                self.assertRegex(done.stderr, f"{guest}.*({sentence})")
                self.assertEqual(client.get("/private").status, 200)
                (self.dropIn / f"{guest}.so").unlink()
        self.assertEqual(self.host.run("reload").returncode, 0)

    def testPluginThatOthersMayWriteIsRefused(self):
        self.install("greeter")
        (self.dropIn / "greeter.so").chmod(0o666)
        self.assertRegex(self.host.run("reload").stderr, "is writable by users other than its owner")
        self.assertEqual(Client(self.host.url).get("/").status, 200)

    def testExceptionOfAHandlerIsA500OfItsPageOnly(self):
        for guest, reason in (("throws_in_handle", "the sky falls"), ("throws_int_in_handle", "an exception")):
            self.install(guest)
            self.host.mustRun("reload")
            answer = Client(self.host.url).get(f"/{guest}")
            self.assertEqual(answer.status, 500)
            requestId = answer["X-Request-Id"]
            self.assertIn(requestId, answer.text)
            self.host.waitForLog(f"request {requestId}: 500")
            line = next(line for line in self.host.logged().splitlines() if requestId in line and guest in line)
            self.assertIn(reason, line)
            self.assertEqual(Client(self.host.url).get("/").status, 200)

    def replaceWhileItIsTried(self, by: bytes):
        """The guest replaces its own file in the probe process: after the server has read it, before it is copied."""
        self.install("replaced")
        (self.dropIn / "other").write_bytes(by)
        (self.host.scratch / "conf.d").mkdir(exist_ok=True)
        (self.host.scratch / "conf.d/test.toml").write_text(
            f'[plugins.replaced]\npath = "{self.dropIn}/replaced.so"\nby = "{self.dropIn}/other"\n')

    def running(self, plugin: str) -> dict:
        status = json.loads(self.host.mustRun("status", "--json"))
        return next((one for one in status["plugins"] if one["id"] == plugin), {})

    def testPluginFileReplacedDuringCopyingRunsAsItWasInspected(self):
        judged = (GUESTS / "replaced/replaced.so").read_bytes()
        self.replaceWhileItIsTried(judged + b"another content")
        self.host.mustRun("reload")
        self.assertFalse((self.dropIn / "other").exists())
        running = self.running("replaced")
        self.assertEqual(running["sha256"], hashlib.sha256(judged).hexdigest())
        self.assertEqual(running["installed"], "changed")
        self.host.mustRun("reload")
        running = self.running("replaced")
        self.assertEqual(running["sha256"], hashlib.sha256(judged + b"another content").hexdigest())
        self.assertEqual(running["installed"], "same")

    def testBadFileThatReplacesAPluginDuringCopyingIsRefusedAtTheNextReload(self):
        self.replaceWhileItIsTried(b"no library at all")
        self.host.mustRun("reload")
        self.assertEqual(self.running("replaced")["installed"], "changed")
        self.assertRegex(self.host.run("reload").stderr, "replaced.so: is not an ELF file")
        self.assertEqual(self.running("replaced")["installed"], "changed")
        self.assertEqual(Client(self.host.url).get("/").status, 200)

    def testPluginFileThatIsWrittenContinuouslyIsNeverLoadedHalf(self):
        """Two valid contents of the same size replace each other in place while the server reloads."""
        contents = [(GUESTS / "greeter/greeter.so").read_bytes() + tail * 65536 for tail in (b"1", b"2")]
        hashes = {hashlib.sha256(content).hexdigest() for content in contents}
        file, ended = self.dropIn / "greeter.so", threading.Event()
        file.write_bytes(contents[0])
        file.chmod(0o644)

        def overwrite():
            with file.open("r+b", buffering=0) as opened:
                while not ended.is_set():
                    for content in contents:
                        opened.seek(0)
                        opened.write(content)

        writer = threading.Thread(target=overwrite)
        writer.start()
        try:
            for _ in range(20):
                answer = json.loads(self.host.ask("reload"))
                if answer["done"]:
                    self.assertIn(self.running("greeter").get("sha256"), hashes)
                else:
                    self.assertRegex(" ".join(answer["sentences"]), "while it was being (read|loaded)|during its trial load")
                self.assertEqual(Client(self.host.url).get("/").status, 200)
        finally:
            ended.set()
            writer.join()
        self.host.mustRun("reload")
        self.assertEqual(self.running("greeter")["sha256"], hashlib.sha256(file.read_bytes()).hexdigest())
        self.assertEqual(Client(self.host.url).get("/greeting").text, "Hello")

    def testHangingRequestIsLoggedAndOthersAreServed(self):
        (self.host.scratch / "conf.d").mkdir()
        (self.host.scratch / "conf.d/test.toml").write_text('limits.plugin_wait = "1s"\nlimits.stop_wait = "1s"\n')
        self.install("hang_at_request")
        self.host.mustRun("reload")
        client = Client(self.host.url)
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        hung = [self.ask("/harm?secret=1") for _ in range(2)]
        for asked in hung:
            self.addCleanup(asked.close)
        late = r"hang_at_request: its function handle has been running for more than 1 s \(request \S+ /harm\)"
        self.host.waitForLog("hang_at_request: its function handle")
        self.assertRegex(self.host.logged(), late)
        for _ in range(20):
            self.assertEqual(client.get("/private").status, 200)
        (self.dropIn / "hang_at_request.so").unlink()
        self.host.mustRun("reload")
        self.assertEqual(client.get("/harm").status, 404)
        draining = json.loads(self.host.mustRun("status", "--json"))["draining"]
        self.assertEqual([one["requests"] for one in draining], [2])
        for holder in draining[0]["holders"]:
            self.assertRegex(holder, r"^\S+ /harm in hang_at_request, handle$")
        self.assertRegex(self.host.mustRun("status"), "/harm in hang_at_request, handle")
        self.assertEqual(self.host.stop(), 1)
        self.assertIn("a request did not finish within limits.stop_wait", self.host.logged())

    def testLogNamesTheRequestsWhenAllThreadsHang(self):
        self.host.stop()
        self.host.config.write_text('server.threads = 2\nlimits.streams = 1\nlimits.slow_bodies = 1\nlimits.stop_wait = "1s"\n'
                                    + self.host.config.read_text())
        self.install("hang_at_request")
        self.host.serve(through=["env", "WATCHDOG_USEC=2000000"])
        for _ in range(2):
            self.addCleanup(self.ask("/harm").close)
        self.host.waitForLog("every thread is blocked, and none has become free")
        self.host.waitForLog("blocked: request")
        self.assertRegex(self.host.logged(), r"blocked: request \S+ /harm in hang_at_request, handle")
        self.assertEqual(self.host.stop(), 1)

    def ask(self, target: str) -> http.client.HTTPConnection:
        """Without waiting for an answer."""
        connection = http.client.HTTPConnection(self.host.url.removeprefix("http://"), timeout=30)
        connection.request("GET", target)
        return connection

    def testHarmfulPluginsAreRefusedAtTheStartToo(self):
        self.host.stop()
        for guest in ("abort_at_start", "exit_at_load", "greeter"):
            self.install(guest)
        self.host.serve()
        self.assertEqual(Client(self.host.url).get("/greeting").text, "Hello")
        refused = json.loads(self.host.mustRun("status", "--json"))["refused"]
        self.assertEqual(len(refused), 2, refused)

    def crash(self):
        connection = http.client.HTTPConnection(self.host.url.removeprefix("http://"), timeout=30)
        with self.assertRaises((OSError, http.client.HTTPException)):
            connection.request("GET", "/harm")
            connection.getresponse()
        connection.close()
        self.assertNotEqual(self.host.stop(), 0)
        self.host.serve()

    def testCrashNamesPluginAndRequestAndTheThirdQuarantines(self):
        self.install("crash_at_request")
        self.assertEqual(self.host.run("reload").returncode, 0)
        for _ in range(2):
            self.crash()
        self.assertRegex(self.host.logged(), r"crashed \(SIGSEGV\) in plugin crash_at_request, function handle, "
                                             r"generation \d+, request \S+ /harm")
        self.assertIn("crash_at_request-", self.host.logged())  # a line of the backtrace names the copy
        self.crash()
        client = Client(self.host.url)
        self.assertEqual(client.get("/harm").status, 404)
        self.assertEqual(client.get("/").status, 200)
        listed = self.host.run("plugins", "list").stdout
        self.assertRegex(listed, r"crash_at_request +1\.0\.0 +quarantined")
        self.assertRegex(listed, "crashed the server 3 times")
        self.host.mustRun("plugins", "release", "crash_at_request")
        self.host.mustRun("reload")
        self.assertIn("/harm", self.host.mustRun("routes"))
        self.assertEqual(self.host.run("plugins", "release", "crash_at_request").returncode, 1)

    def testHandlerThatEndsTheServerIsNamedAsACrash(self):
        self.install("exit_at_request")
        self.host.mustRun("reload")
        self.crash()
        self.assertRegex(self.host.logged(), r"crashed \(exit\(\)\) in plugin exit_at_request, function handle, "
                                             r"generation \d+, request \S+ /harm")
        self.assertEqual(Client(self.host.url).get("/").status, 200)

    def testQuarantinedStoreOrAuthClosesGuardedPaths(self):
        for plugin in ("users_sqlite", "auth_cookie"):
            with self.subTest(plugin):
                self.host.stop()
                content = hashlib.sha256((PLUGINS / f"{plugin}.so").read_bytes()).hexdigest()
                quarantine = self.host.state / "quarantine"
                quarantine.mkdir(mode=0o700, exist_ok=True)
                (quarantine / content).write_text(f"{plugin}\ncrashed the server 3 times\n")
                self.host.serve()
                client = Client(self.host.url)
                self.assertEqual(client.get("/").status, 200)
                self.assertEqual(client.get("/private").status, 503)
                self.host.mustRun("plugins", "release", plugin)
                self.host.mustRun("reload")
                self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
                self.assertEqual(client.get("/private").status, 200)


if __name__ == "__main__":
    main()
