#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Bad files in the plugin folder: each gets its own message, and the rest of the site is served unless a required plugin is
bad."""
import os
import pathlib
import shutil
import subprocess
import unittest
import unittest.mock

from client import Client
from suite import NAME, PASSWORD, PLUGINS, PROGRAM, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"


class PluginsTest(unittest.TestCase):
    def setUp(self):
        self.host = self.enterContext(runningHost("plugins"))
        self.dropIn = self.host.scratch / "plugins"
        self.dropIn.mkdir(mode=0o755)
        with self.host.config.open("r+") as config:
            text = config.read().replace(f'directories = ["{PLUGINS}"]', f'directories = ["{PLUGINS}", "{self.dropIn}"]')
            config.seek(0)
            config.write(text)
        self.assertEqual(self.host.stop(), 0)

    def guest(self, case: str) -> pathlib.Path:
        return pathlib.Path(shutil.copy(GUESTS / case / f"{case}.so", self.dropIn))

    def put(self, name: str, content: bytes) -> pathlib.Path:
        file = self.dropIn / name
        file.write_bytes(content)
        file.chmod(0o644)
        return file

    def sentenceOf(self, plugin: str) -> str:
        """The first log line of a serving server about the plugin. `plugins list` says the same."""
        self.host.serve()
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 303)
        self.assertEqual(self.host.stop(), 0)
        sentences = [line.split("host: ", 1)[1] for line in self.host.logged().splitlines() if "host: " in line]
        sentence = next(sentence for sentence in sentences if plugin in sentence)
        listed = self.host.run("plugins", "list")
        self.assertEqual(listed.returncode, 1)
        self.assertIn(sentence, listed.stdout)
        return sentence

    def assertReportedEverywhere(self, *sentences: str):
        """The same result while the server runs, from the log, `status` and every command that lists what would be served; all of
        these fail."""
        places = {"log": self.host.logged(), "status": self.host.mustRun("status")}
        for command in ("check", "doctor", "routes", "plugins list"):
            done = self.host.run(*command.split())
            self.assertEqual(done.returncode, 1, f"{command}: {done.stdout}{done.stderr}")
            places[command] = done.stdout + done.stderr
        for place, said in places.items():
            for sentence in sentences:
                self.assertIn(sentence, said, place)

    def testTextFileIsRefused(self):
        self.put("x.so", b"I am a text file\n")
        self.assertRegex(self.sentenceOf("x.so"), "not an ELF file")

    def testInfoReportsAFileThatIsNoPlugin(self):
        file = self.put("x.so", b"I am a text file\n")
        asked = subprocess.run([PROGRAM, "plugins", "info", file], text=True, capture_output=True)
        self.assertEqual((asked.returncode, asked.stdout), (1, ""))
        self.assertIn("not an ELF file", asked.stderr)

    def testTruncatedFileIsRefused(self):
        whole = (PLUGINS / "auth_basic.so").read_bytes()
        self.put("cut.so", whole[:len(whole) // 2])
        self.assertRegex(self.sentenceOf("cut.so"), "truncated|cut off|damaged|incomplete")

    def testSettingsHaveTypes(self):
        """A plugin in C reads every type; `config show` and `plugins info` show them, secrets hidden."""
        file = self.guest("typed_settings")
        secret = self.host.scratch / "credentials"
        secret.mkdir(mode=0o700)
        (secret / "feed-token").write_text("hunter2\n")
        (secret / "feed-token").chmod(0o400)
        with self.host.config.open("a") as config:
            config.write('[plugins.typed_settings]\nloud = true\nmode = "fast"\nports = [8080]\nsmtp.port = 587\n'
                         '[[plugins.typed_settings.feeds]]\nurl = "x"\ntoken = "credential:feed-token"\n'
                         '[[plugins.typed_settings.feeds]]\nurl = "y"\nevery = "5m"\n')
        self.enterContext(unittest.mock.patch.dict(os.environ, CREDENTIALS_DIRECTORY=str(secret)))
        self.host.serve()
        self.assertEqual(Client(self.host.url).get("/typed").text,
                         "loud true\ntimes -3\nratio 0.5\nwait 120\nmode fast\nports [8080,]\nroots [/a,/b,]\n"
                         "smtp {port=587,password=,}\n"
                         "feeds [{url=x,every=3600,token=hunter2,},{url=y,every=300,token=,},]\n")
        shown = self.host.mustRun("config", "show")
        self.assertIn('  { url = "x", every = "1h", token = "***" },\n', shown)
        self.assertNotIn("hunter2", shown)
        info = subprocess.run([PROGRAM, "plugins", "info", file], text=True, capture_output=True).stdout
        self.assertIn("setting   mode (enum of safe, fast, default safe): How.\n", info)
        self.assertIn("setting   feeds.url (string, required): Where.\n", info)

    def testFaultsInAListOfTablesHaveTheirPlace(self):
        self.guest("typed_settings")
        with self.host.config.open("a") as config:
            config.write('[[plugins.typed_settings.feeds]]\nurl = 7\nevry = "5m"\n')
        line = len(self.host.config.read_text().splitlines())
        done = self.host.run("check")
        self.assertEqual(done.returncode, 78)
        self.assertIn(f"{self.host.config}:{line - 1}:7: plugins.typed_settings.feeds, entry 1: url must be a string", done.stderr)
        self.assertIn(f"{self.host.config}:{line}:1: plugins.typed_settings.feeds, entry 1: unknown field evry; did you mean every?",
                      done.stderr)

    def testOtherAbiMajorIsRefused(self):
        self.guest("major_2")
        self.assertRegex(self.sentenceOf("major_2"), r"ABI 2\.")

    def testNewerAbiMinorIsRefused(self):
        self.guest("minor_99")
        self.assertRegex(self.sentenceOf("minor_99"), r"1\.99.*upgrade portico")

    def testThrowInStartIsRefused(self):
        self.guest("throws_in_start")
        self.assertIn("the sky falls", self.sentenceOf("throws_in_start"))

    def testFileThatOthersMayWriteIsRefused(self):
        self.guest("greeter").chmod(0o666)
        self.assertRegex(self.sentenceOf("greeter"), "writ")

    def testGoodPluginServesAsSoonAsItIsThere(self):
        self.guest("greeter")
        self.host.serve()
        self.assertIn("greeter", self.host.mustRun("routes"))

    def testRefusedPluginThatIsNeededStopsTheStart(self):
        self.host.config.write_text(self.host.config.read_text().replace('users = "users_sqlite"', 'users = "x"'))
        self.put("x.so", b"I am a text file\n")
        done = self.host.run("serve")
        self.assertEqual(done.returncode, 78)
        self.assertRegex(done.stderr, "x.so.*not an ELF file")
        self.assertIn("capabilities.users", done.stderr)

    def testAllFaultsAreReportedAtOnce(self):
        self.put("x.so", b"I am a text file\n")
        self.guest("major_2")
        self.guest("throws_in_create")
        listed = self.host.run("plugins", "list").stdout
        for sentence in ("not an ELF file", "ABI 2.", "the sky falls"):
            self.assertIn(sentence, listed)
        checked = self.host.run("check")
        self.assertEqual(checked.returncode, 1)
        self.assertIn("4 plugins would start, 3 refused", checked.stdout)
        self.assertIn("not an ELF file", checked.stderr)

    # The reload was refused, but the package manager reported success; the next start ended with 78 and took the site down.
    def testStartWithAClashServesWithoutTheLaterPlugin(self):
        self.guest("same_a")
        self.host.serve()
        self.guest("same_b")
        reloaded = self.host.run("reload")
        self.assertEqual(reloaded.returncode, 78)
        self.assertIn("GET /same belongs to same_a, which takes precedence", reloaded.stderr)
        self.assertEqual(self.host.stop(), 0)
        self.host.serve()
        client = Client(self.host.url)
        self.assertEqual([client.get(path).status for path in ("/", "/same", "/of/same_a", "/of/same_b")], [200, 200, 200, 404])
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        self.assertReportedEverywhere(f'{self.dropIn}/same_b.so: GET /same belongs to same_a, which takes precedence; to give it to same_b, write '
                                       '[routes.owners] "/same" = "same_b"')
        (self.host.config.parent / "conf.d").mkdir()
        (self.host.config.parent / "conf.d" / "owner.toml").write_text('[routes.owners]\n"/same" = "same_b"\n')
        self.host.mustRun("reload")
        self.assertEqual(client.get("/of/same_b").status, 200)
        self.host.mustRun("check")

    def testRoutesThatCannotBeServedLeaveTheirPluginOut(self):
        sentences = {
            "double_slash": "has an empty segment",
            "ends_in_slash": "ends with a slash",
            "takes_health": "the route GET /healthz is answered by the server itself",
            "takes_asset": "is below /assets/, which is reserved for the server",
            "takes_dev": "is below /_dev/, which is reserved for the server",
            "small_method": 'methods are in capitals, write "GET"',
            "takes_private": 'its route GET /private would replace the page "private"',
        }
        for guest in sentences:
            self.guest(guest)
        self.host.serve()
        client = Client(self.host.url)
        self.assertEqual(client.get("/").status, 200)
        self.assertEqual(client.get("/private").status, 303)  # redirected to the login: the page is for users, and no public route replaces it
        for guest in sentences:
            self.assertEqual(client.get(f"/of/{guest}").status, 404, guest)
        self.assertReportedEverywhere(*sentences.values())

    def testPluginsThatExitOrHangHarmNoCommand(self):
        for guest in ("crash_at_load", "exit_at_load", "hang_at_load", "exit_at_start"):
            self.guest(guest)
        self.host.serve()
        self.assertEqual(Client(self.host.url).get("/").status, 200)
        self.assertReportedEverywhere("crash_at_load.so: crashed in load (Segmentation fault)", "exit_at_load.so: ended the process in load with status 0",
                                      "hang_at_load.so: did not return from load within 5 seconds", "exit_at_start.so: ended the process in start")

    # The plugin that happened to be at work, perhaps the one for logins, was taken for the culprit.
    def testExitFromAThreadIsBlamedOnThePluginWhoseCodeItRuns(self):
        self.guest("crash_aside_at_start")
        self.guest("exit_aside_at_start")
        listed = self.host.run("plugins", "list")
        self.assertIn("crash_aside_at_start.so: crashed in a thread of its own (Segmentation fault)", listed.stdout)
        self.assertIn("exit_aside_at_start.so: ended the process in a thread of its own with status 0", listed.stdout)
        self.host.serve()
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 303)

    def testPluginThatIsNotInstalledCanBeTried(self):
        self.guest("same_a")

        def tryPlugin(case: str):
            return self.host.run("plugins", "try", str(GUESTS / case / f"{case}.so"))

        good = tryPlugin("greeter")
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertIn("/greeting", good.stdout)
        self.assertIn("would serve", good.stdout)
        for case, sentence in {"same_b": "GET /same belongs to same_a", "crash_at_load": "crashed in load", "hang_at_load": "did not return from load",
                               "text_file": "not an ELF file", "error_in_create": "colour must be blue"}.items():
            bad = tryPlugin(case)
            self.assertEqual(bad.returncode, 1, case)
            self.assertIn(sentence, bad.stdout, case)
        self.host.mustRun("check")

    def testCheckOfAFileNamesMissingSymbols(self):
        for case, sentence in {"missing_library": "needs libportico_absent.so.1, which is not installed",
                               "undefined_symbol": "uses nobody_has_this, which none of its libraries defines",
                               "crash_at_load": "would be loaded"}.items():
            done = subprocess.run([PROGRAM, "plugins", "check", GUESTS / case / f"{case}.so"], text=True, capture_output=True)
            self.assertIn(sentence, done.stdout)
            self.assertEqual(done.returncode, 0 if "would" in sentence else 1)
        for plugin in PLUGINS.glob("*.so"):
            done = subprocess.run([PROGRAM, "plugins", "check", plugin], text=True, capture_output=True)
            self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    main()
