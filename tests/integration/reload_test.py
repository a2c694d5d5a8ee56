#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""A reload applies changes of plugins, providers, pages and configuration. A bad change is refused with its reason, and the
running generation continues."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from client import Client
from clients_under_load import ClientsUnderLoad
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"
RELOADS = 500


class ReloadTest(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-reload-")))
        self.dropIn, self.pages = self.scratch / "plugins", self.scratch / "pages"
        for folder in (self.dropIn, self.pages):
            folder.mkdir(mode=0o755)
        self.host = self.enterContext(runningHost(
            "reload", plugins=[PLUGINS, self.dropIn],
            pages=[self.pages, SOURCE / "pages", SOURCE / "plugins/pages_mustache/pages"]))
        self.client = Client(self.host.url)

    def install(self, guest: str, tail: bytes = b""):
        """As a package manager does: writes the complete file under another name first."""
        draft = self.dropIn / "draft"
        draft.write_bytes((GUESTS / guest / f"{guest}.so").read_bytes() + tail)
        draft.chmod(0o644)
        draft.rename(self.dropIn / f"{guest}.so")

    def reload(self) -> str:
        return self.host.mustRun("reload")

    def refusal(self) -> str:
        """Expects a reload to be refused; the running generation continues."""
        done = self.host.run("reload")
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn("keeps serving", done.stderr)
        self.assertEqual(self.client.get("/").status, 200)
        return done.stderr

    def configure(self, more: str):
        (self.host.scratch / "conf.d").mkdir(exist_ok=True)
        (self.host.scratch / "conf.d/test.toml").write_text(more)

    def testPluginIsAddedChangedAndRemoved(self):
        self.assertEqual(self.client.get("/greeting").status, 404)
        self.install("greeter")
        self.assertIn("generation 2 serves", self.reload())
        self.assertEqual(self.client.get("/greeting").text, "Hello")
        self.configure('plugins.greeter.greeting = "Good morning"\n')
        self.reload()
        self.assertEqual(self.client.get("/greeting").text, "Good morning")
        (self.dropIn / "greeter.so").unlink()
        self.configure("")
        self.reload()
        self.assertEqual(self.client.get("/greeting").status, 404)

    def testPageIsAddedAndChanged(self):
        (self.pages / "news.html").write_text("<p>one</p>")
        self.reload()
        self.assertIn("one", self.client.get("/news").text)
        (self.pages / "news.html").write_text("<p>two</p>")
        self.reload()
        self.assertIn("two", self.client.get("/news").text)

    def testProviderIsChanged(self):
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        own = self.host.state / "users_file"
        own.mkdir(mode=0o700)
        (own / "users.htpasswd").touch(mode=0o600)
        self.configure('capabilities.users = "users_file"\ncapabilities.sessions = "users_sqlite"\n')
        self.reload()
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 422)
        self.configure("")
        self.reload()
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 303)

    def testReloadLogsNobodyOut(self):
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        self.install("greeter")
        self.reload()
        self.assertEqual(self.client.get("/private").status, 200)

    def testRestartLogsNobodyOut(self):
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        self.assertEqual(self.host.stop(), 0)
        self.host.serve()
        again = Client(self.host.url)
        again.cookies = self.client.cookies
        self.assertEqual(again.get("/private").status, 200)

    def plugins(self, *command: str) -> dict:
        told = json.loads(self.host.mustRun(*command, "--json"))
        return {one["id"]: one for one in (told["plugins"] if isinstance(told, dict) else told)}

    def testOnlyChangedPluginsAreLoadedAgain(self):
        self.install("greeter")
        self.reload()
        self.install("greeter", b"another content")
        self.reload()
        loadedIn = {name: one["loadedIn"] for name, one in self.plugins("status").items()}
        self.assertEqual(loadedIn, {"auth_cookie": 1, "users_sqlite": 1, "pages_jinja": 1, "routes_metrics": 1, "greeter": 3})
        self.assertRegex(self.host.mustRun("status"), r"greeter +1\.2\.3  loaded in generation 3, \d+ calls, 0 errors, \d+ ms")

    def testListDistinguishesRunningFromInstalledPlugins(self):
        self.install("greeter")
        self.reload()
        self.assertEqual(self.plugins("plugins", "list")["greeter"]["running"]["installed"], "same")
        self.install("greeter", b"another content")
        self.assertIn("the installed file has been changed", self.host.mustRun("plugins", "list"))
        (self.dropIn / "greeter.so").unlink()
        self.assertEqual(self.plugins("plugins", "list")["greeter"]["state"], "removed")
        self.assertIn("the installed file has been removed: `portico reload` removes the plugin",
                      self.host.mustRun("plugins", "list"))
        self.reload()
        self.assertNotIn("greeter", self.host.mustRun("plugins", "list"))

    def testSighupReloads(self):
        self.install("greeter")
        os.kill(self.host.pid, signal.SIGHUP)
        self.host.waitForLog("generation 2 serves")
        self.assertEqual(self.client.get("/greeting").text, "Hello")

    def testBadConfigurationIsRefusedWithFileAndLine(self):
        self.configure("site.name = 3\nlimits.bodi = 1\n")
        refusal = self.refusal()
        self.assertRegex(refusal, r"conf\.d/test\.toml:1:")
        self.assertRegex(refusal, r"conf\.d/test\.toml:2:")

    def testOtherAddressNeedsARestart(self):
        self.host.config.write_text(self.host.config.read_text().replace("127.0.0.1:0", "127.0.0.2:0"))
        self.assertIn("server.listen has changed", self.host.run("reload").stderr)

    def testReloadWithoutAServerFailsWithTheReason(self):
        self.host.stop()
        done = self.host.run("reload")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no server listens", done.stderr)

    def testOverwrittenAndTruncatedPluginFilesDoNoHarm(self):
        self.install("greeter")
        self.reload()
        file = self.dropIn / "greeter.so"
        with file.open("r+b") as opened:  # the same inode: a direct mapping would change or break
            opened.truncate(4096)
        self.assertEqual(self.client.get("/greeting").text, "Hello")
        self.assertRegex(self.refusal(), "truncated|cut off|damaged|incomplete")
        self.assertEqual(self.client.get("/greeting").text, "Hello")

    def testReloadsUnderLoadLoseNoRequest(self):
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        for tail in (b"one", b"two"):  # both are mapped once before memory is measured
            self.install("greeter", tail)
            self.reload()
        before = self.memory()
        with ClientsUnderLoad(self.host.url, self.client.cookies, ["/private", "/greeting", "/"], clients=4) as load:
            for number in range(RELOADS):
                self.install("greeter", (b"one", b"two")[number % 2])
                answer = json.loads(self.host.ask("reload"))
                self.assertTrue(answer["done"], answer)
        self.assertEqual(load.failures, [])
        self.assertGreater(load.requests, RELOADS)
        if not self.isSanitized():  # sanitizers keep much memory of their own for each library and thread
            self.assertLess(self.memory() - before, 64 * 1024, "KiB of memory that came with the reloads")

    def isSanitized(self) -> bool:
        maps = pathlib.Path(f"/proc/{self.host.pid}/maps").read_text()
        return "libtsan" in maps or "libasan" in maps

    def memory(self) -> int:
        status = pathlib.Path(f"/proc/{self.host.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])

    def testServerKilledDuringAReloadStartsAgain(self):
        self.install("greeter")
        for _ in range(5):
            with subprocess.Popen([self.host.program, "reload", "--config", self.host.config], stderr=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL):
                os.kill(self.host.pid, signal.SIGKILL)
            self.host.stop()
            self.host.serve()
            self.assertEqual(Client(self.host.url).get("/greeting").text, "Hello")
        self.assertEqual(len(list((self.host.scratch / "cache").iterdir())), 1)

    def testPluginsAreReloadedOnAFullDisk(self):
        small = self.scratch / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", small], capture_output=True).returncode != 0:
            self.skipTest("SKIPPED: only root can mount the small disk that this test fills")
        self.addCleanup(subprocess.run, ["umount", "-l", small], check=True)
        self.host.stop()
        config = self.host.config.read_text()
        self.host.config.write_text(config.replace(f'plugins.cache = "{self.host.scratch}/cache"', f'plugins.cache = "{small}"'))
        self.host.config.write_text(self.host.config.read_text().replace(str(PLUGINS) + '", ', str(self.dropIn) + '", '))
        self.reloadOnAFullDisk(small)

    def reloadOnAFullDisk(self, small: pathlib.Path):
        for plugin in ("auth_cookie", "users_sqlite", "pages_jinja"):
            stripped = self.dropIn / f"{plugin}.so"
            subprocess.run(["strip", "-o", stripped, PLUGINS / f"{plugin}.so"], check=True)
            stripped.chmod(0o644)
        self.host.serve()
        client = Client(self.host.url)
        self.assertEqual(client.get("/").status, 200)
        try:
            (small / "filler").write_bytes(b"x" * shutil.disk_usage(small).free)
        except OSError:
            pass
        self.install("greeter")
        self.client = client
        self.reload()
        self.assertEqual(client.get("/greeting").text, "Hello")
        self.host.waitForLog("it runs from a copy in memory")


if __name__ == "__main__":
    main()
