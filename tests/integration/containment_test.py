#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Plugins that harm: those that do it before they serve never come into the server; one that crashes it at requests is named,
and quarantined when it does so again and again."""
import http.client
import json
import pathlib
import unittest

from client import Client
from suite import NAME, PASSWORD, PLUGINS, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"

# Which guest, and what must be said about it.
HARMFUL = {
    "abort_at_load": "crashed in load .Aborted.",
    "exit_at_load": "ended the process in load with status 0",
    "crash_at_load": "crashed in load .Segmentation fault.",
    "abort_at_create": "crashed in create .Aborted.",
    "hang_at_create": "did not return from create within 5 seconds",
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
        self.assertRegex(self.host.run("reload").stderr, "may be written by others")

    def testAtTheStartTheyAreRefusedToo(self):
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
        listed = self.host.mustRun("plugins", "list")
        self.assertRegex(listed, r"crash_at_request +1\.0\.0 +quarantined")
        self.assertRegex(listed, "crashed the server 3 times")
        self.host.mustRun("plugins", "release", "crash_at_request")
        self.host.mustRun("reload")
        self.assertIn("/harm", self.host.mustRun("routes"))
        self.assertEqual(self.host.run("plugins", "release", "crash_at_request").returncode, 1)

    def testQuarantinedStoreClosesWhatIsGuarded(self):
        self.host.stop()
        status = json.loads(self.host.mustRun("plugins", "list", "--json"))
        self.assertEqual({one["state"] for one in status if one["id"] == "users_sqlite"}, {"used"})
        import hashlib
        content = hashlib.sha256((PLUGINS / "users_sqlite.so").read_bytes()).hexdigest()
        quarantine = self.host.state / "quarantine"
        quarantine.mkdir(mode=0o700)
        (quarantine / content).write_text("users_sqlite\ncrashed the server 3 times\n")
        self.host.serve()
        client = Client(self.host.url)
        self.assertEqual(client.get("/").status, 200)
        self.assertEqual(client.get("/private").status, 503)
        self.host.mustRun("plugins", "release", "users_sqlite")
        self.host.mustRun("reload")
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        self.assertEqual(client.get("/private").status, 200)


if __name__ == "__main__":
    main()
