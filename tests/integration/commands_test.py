#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The commands of portico with a running server: their output, their effects and their exit status."""
import json
import subprocess
import unittest

from client import Client
from suite import NAME, PASSWORD, PROGRAM, main, runningHost

SEED_HASH = "$6$rounds=656000$r8Ft1VUrj3.ewIXT$HDtwFY1QPOh82U0H/pZOlqbEIk6RjMyL.Z5sc0ub1Yp9Fnkv9ZlZZ.bk/TGBThBfLnV2.KbvuC/CBMr/1rEP1."


class CommandsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("commands"))

    def add(self, name: str):
        self.host.mustRun("user", "add", "--password-stdin", name, input=PASSWORD + "\n")

    def canLogIn(self, name: str, password: str = PASSWORD) -> bool:
        return Client(self.host.url).logIn(name, password).status == 303

    def testWrongUsageExitsWithTwo(self):
        for words in (("nothing",), ("user", "add"), ("serve", "--nonsense"), ("user", "add", "a", "b")):
            done = self.host.run(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertTrue(done.stderr.startswith("portico: "), words)
        for words, said in ((("plugins",), "the commands are plugins list, plugins release, plugins info, plugins check"),
                            (("check", "--json"), '`portico check` has no option "json"')):
            self.assertIn(said, self.host.run(*words).stderr)

    def testBadConfigurationExitsWithSeventyEightAndNamesTheLine(self):
        done = self.host.run("check", "--set", "server.lisen=x")
        self.assertEqual(done.returncode, 78)
        self.assertIn("did you mean server.listen?", done.stderr)

    def testCheckReportsAGoodConfiguration(self):
        self.assertIn("the configuration is good: 4 plugins would start\n", self.host.mustRun("check"))

    def testConfigShowHidesSecretsAndShowsOrigins(self):
        shown = self.host.mustRun("config", "show", "--origin", "--set", "plugins.auth_cookie.signing_key=" + "k" * 40)
        self.assertNotIn("kkkk", shown)
        self.assertIn("***", shown)
        self.assertIn(str(self.host.config), shown)

    def testRoutesNameGuardsAndPlugins(self):
        routes = {(route["method"], route["path"]): route for route in json.loads(self.host.mustRun("routes", "--json"))}
        self.assertEqual(routes["GET", "/private"]["guard"], "user")
        self.assertEqual(routes["GET", "/"]["guard"], "public")
        self.assertEqual(routes["POST", "/token"]["plugin"], "auth_cookie")
        self.assertNotIn(("GET", "/_layout"), routes)

    def testRoutesShowTheGuardsOfTheConfiguration(self):
        guard = ("--set", "pages.guards./=role:staff")
        routes = {(route["method"], route["path"]): route for route in json.loads(self.host.mustRun("routes", "--json", *guard))}
        self.assertEqual(routes["GET", "/"]["extraGuard"], "role:staff")
        self.assertIsNone(routes["GET", "/private"]["extraGuard"])
        self.assertIn(" public + role:staff ", self.host.mustRun("routes", *guard))

    # `check` reported a good configuration, but the intended page stayed public.
    def testGuardForAnUnknownPathIsAFault(self):
        done = self.host.run("check", "--set", "pages.guards./private.html=user")
        self.assertEqual(done.returncode, 1)
        self.assertIn("left out: pages.guards has a guard for /private.html, but nothing is served there", done.stderr)

    def testNewUserCanLogInAndIsListed(self):
        self.add("new@gmail.com")
        self.assertTrue(self.canLogIn("new@gmail.com"))
        self.assertIn("new@gmail.com", [user["name"] for user in json.loads(self.host.mustRun("user", "list", "--json"))])

    def testSameUserTwiceIsRefused(self):
        self.assertEqual(self.host.run("user", "add", "--password-stdin", NAME, input=PASSWORD + "\n").returncode, 1)

    def testShortPasswordIsRefusedUnlessAllowed(self):
        self.assertEqual(self.host.run("user", "add", "--password-stdin", "short@x.org", input="12345\n").returncode, 1)
        self.host.mustRun("user", "add", "--password-stdin", "--allow-weak", "short@x.org", input="12345\n")

    def testChangedPasswordEndsSessionsAndTheOldOneFails(self):
        self.add("changer@gmail.com")
        self.assertTrue(self.canLogIn("changer@gmail.com"))
        self.assertNotEqual(self.host.mustRun("user", "sessions", "changer@gmail.com"), "")
        self.host.mustRun("user", "passwd", "--password-stdin", "changer@gmail.com", input="another long password\n")
        self.assertEqual(self.host.mustRun("user", "sessions", "changer@gmail.com"), "")
        self.assertFalse(self.canLogIn("changer@gmail.com"))
        self.assertTrue(self.canLogIn("changer@gmail.com", "another long password"))

    def testDisabledUserCannotLogInUntilEnabled(self):
        self.add("pause@gmail.com")
        self.host.mustRun("user", "disable", "pause@gmail.com")
        self.assertFalse(self.canLogIn("pause@gmail.com"))
        self.host.mustRun("user", "enable", "pause@gmail.com")
        self.assertTrue(self.canLogIn("pause@gmail.com"))

    def testDeletedUserIsGone(self):
        self.add("gone@gmail.com")
        self.host.mustRun("user", "delete", "gone@gmail.com")
        self.assertFalse(self.canLogIn("gone@gmail.com"))
        self.assertEqual(self.host.run("user", "disable", "gone@gmail.com").returncode, 1)

    def testImportedSeedUserLogsInAndIsUpgraded(self):
        self.assertIn("imported 1 user", self.host.mustRun("user", "import", "-", input=f"# seed\nold@gmail.com:{SEED_HASH}\n"))
        self.assertTrue(self.canLogIn("old@gmail.com", "12345"))
        self.assertTrue(self.canLogIn("old@gmail.com", "12345"))

    def testBadImportLinesAreReportedAndTheOthersAreImported(self):
        done = self.host.run("user", "import", "-", input=f"good@gmail.com:{SEED_HASH}\nbad@gmail.com:plain\nnonsense\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("imported 1 user, left out 2", done.stdout)
        self.assertIn("standard input:2: bad@gmail.com", done.stderr)
        self.assertIn("standard input:3", done.stderr)

    def testSessionsAreListedAndEnded(self):
        self.add("many@gmail.com")
        browsers = [Client(self.host.url) for _ in range(3)]
        for browser in browsers:
            browser.logIn("many@gmail.com", PASSWORD)
        sessions = self.host.mustRun("user", "sessions", "many@gmail.com").splitlines()
        self.assertEqual(len(sessions), 3)
        self.host.mustRun("user", "sessions", "--end", sessions[0].split()[0], "many@gmail.com")
        self.assertEqual(len(self.host.mustRun("user", "sessions", "many@gmail.com").splitlines()), 2)
        self.host.mustRun("user", "sessions", "--end-all", "many@gmail.com")
        self.assertEqual(self.host.mustRun("user", "sessions", "many@gmail.com"), "")

    def testEndingSessionsInTheServersMemoryFails(self):
        """`--end-all` cleared the memory of its own process and reported success, but the thief's session stayed alive."""
        with runningHost("commands-memory", {"auth": "auth_cookie", "users": "users_sqlite", "sessions": "sessions_memory",
                                             "pages": "pages_jinja"}) as host:
            Client(host.url).logIn(NAME, PASSWORD)
            for more in ([], ["--end", "A" * 22], ["--end-all"]):
                done = host.run("user", "sessions", *more, NAME)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertIn("keeps the sessions in the memory of the server", done.stderr)

    def testHelpNamesEveryCommand(self):
        text = subprocess.run([PROGRAM, "help"], text=True, capture_output=True).stdout  # help needs no configuration
        for command in ("serve", "check", "routes", "config show", "plugins list", "plugins info", "plugins check", "user add",
                        "user list", "user passwd", "user disable", "user enable", "user delete", "user import",
                        "user sessions", "user show", "user role", "user rename"):
            self.assertIn(f"portico {command}", text)


if __name__ == "__main__":
    main()
