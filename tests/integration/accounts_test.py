#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Users who change while they are logged in or logging in, and which names and passwords count as the same in every way to log
in: the form, POST /token, HTTP Basic, the commands and the password file."""
import base64
import contextlib
import json
import sqlite3
import subprocess
import threading
import time
import unicodedata
import unittest

from client import Client
from suite import NAME, PASSWORD, PROGRAM, main, runningHost

CHEAP = 'hashing.memory = "8 MiB"\nhashing.passes = 1\nhashing.queue = 1000\nhashing.wait = "60s"\n'
CLIENTS, ROUNDS = 12, 4
COMPOSED, APART = (unicodedata.normalize(form, "josé@example.org") for form in ("NFC", "NFD"))
COMPOSED_PASSWORD, APART_PASSWORD = (unicodedata.normalize(form, "Brücken über Köln") for form in ("NFC", "NFD"))
# Of 72 times "a" and "RIGHT": bcrypt uses only 72 bytes.
LONG_BCRYPT = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.ODcEJfYFxKziEakDsjep8mcF3zSCvHq"
MD5 = "$1$saltstri$qQY4WxjABChYG1ccLpfkz/"  # of "password"
MARK = "\ufeff"


def isLoggedIn(browser: Client) -> bool:
    return browser.get("/private").status == 200


def bearer(url: str, name: str, password: str) -> str:
    """The token, or an empty string."""
    answer = Client(url, browser=False).post("/token", {"grant_type": "password", "username": name, "password": password})
    return answer.json["access_token"] if answer.status == 200 else ""


def basic(name: str, password: str, space: str = " ") -> dict:
    return {"Authorization": f"Basic{space}" + base64.b64encode(f"{name}:{password}".encode()).decode()}


class Logins:
    """One login per client, by form or for a token. The results are in `browsers` and `tokens`; on a slow machine some may be
    missing."""

    def __init__(self, url: str, name: str, password: str):
        self.browsers, self.tokens = [], []
        self._who = url, name, password
        self._threads = [threading.Thread(target=self._run, args=(i % 4 == 0,)) for i in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _run(self, forToken: bool):
        with contextlib.suppress(TimeoutError):
            self._logIn(forToken)

    def _logIn(self, forToken: bool):
        url, name, password = self._who
        if forToken:
            token = bearer(url, name, password)
            self.tokens += [token] if token else []
            return
        browser = Client(url)
        if browser.logIn(name, password).status == 303:
            self.browsers.append(browser)

    def finished(self):
        for thread in self._threads:
            thread.join()
        return self


class AccountsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(
            runningHost("accounts", top=CHEAP, more='\n[plugins.users_sqlite]\nbusy_timeout = "60s"\n'))

    def command(self, *words: str, input=b"") -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, *words, "--config", str(self.host.config)], input=input, capture_output=True)

    def add(self, name: str, password: str = PASSWORD):
        self.host.mustRun("user", "add", "--password-stdin", name, input=password + "\n")

    def canLogIn(self, name: str, password: str = PASSWORD) -> bool:
        return Client(self.host.url).logIn(name, password).status == 303

    def assertAllLoggedOut(self, logins: Logins, said: str):
        """The result of a request is cached for one second; after that, either nobody is logged in or the change has not taken
        effect at all."""
        deadline = time.monotonic() + 20

        def alive():
            program = Client(self.host.url, browser=False)
            return ([browser for browser in logins.browsers if isLoggedIn(browser)] +
                    [token for token in logins.tokens
                     if program.get("/private", headers={"Authorization": "Bearer " + token}).status == 200])
        left = alive()
        while left and time.monotonic() < deadline:
            left = alive()
        self.assertEqual(len(left), 0, f"alive after {said}, of {len(logins.browsers) + len(logins.tokens)} logins")

    def storeCalls(self) -> int:
        return next(plugin["calls"] for plugin in json.loads(self.host.ask("status"))["plugins"]
                    if plugin["id"] == "users_sqlite")

    def race(self, name: str, password: str, *words: str, input: str = "") -> Logins:
        """A command and logins that all wait for the same lock of the store: each password was verified before the command could
        change anything, and each session begins after the lock is released, before or after the command."""
        with contextlib.closing(sqlite3.connect(self.host.state / "users_sqlite/users.db", isolation_level=None)) as store:
            store.execute("BEGIN IMMEDIATE")
            before = self.storeCalls()
            command = subprocess.Popen([PROGRAM, *words, "--config", str(self.host.config)], text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            command.stdin.write(input)
            command.stdin.close()
            logins = Logins(self.host.url, name, password)
            deadline = time.monotonic() + 20
            while self.storeCalls() < before + CLIENTS and time.monotonic() < deadline:
                pass
            store.execute("ROLLBACK")
        logins.finished()
        self.assertEqual(command.wait(), 0)
        return logins

    def testNoLoginSurvivesAChangeOfPassword(self):
        self.add("racer@example.org", "password number 0")
        for i in range(ROUNDS):
            logins = self.race("racer@example.org", f"password number {i}", "user", "passwd", "--password-stdin",
                               "racer@example.org", input=f"password number {i + 1}\n")
            self.assertAllLoggedOut(logins, "a new password")
        self.assertTrue(self.canLogIn("racer@example.org", f"password number {ROUNDS}"))

    def testNoLoginSurvivesDisablingAndDeleting(self):
        self.add("leaver@example.org")
        for _ in range(ROUNDS // 2):
            logins = self.race("leaver@example.org", PASSWORD, "user", "disable", "leaver@example.org")
            self.host.mustRun("user", "enable", "leaver@example.org")
            self.assertAllLoggedOut(logins, "disabling and enabling")
            logins = self.race("leaver@example.org", PASSWORD, "user", "delete", "leaver@example.org")
            self.add("leaver@example.org")
            self.assertAllLoggedOut(logins, "deleting and adding")
        self.assertTrue(self.canLogIn("leaver@example.org"))

    def testNoLoginSurvivesAChangeOfRolesOrName(self):
        self.add("boss0@example.org")
        for i in range(ROUNDS // 2):
            name, next = f"boss{i}@example.org", f"boss{i + 1}@example.org"
            logins = self.race(name, PASSWORD, "user", "role", name, "--add", f"r{i}")
            self.assertAllLoggedOut(logins, "another role")
            logins = self.race(name, PASSWORD, "user", "rename", name, next)
            self.assertAllLoggedOut(logins, "another name")
            self.assertFalse(self.canLogIn(name))
            self.assertTrue(self.canLogIn(next))

    def nobodyIn(self, browser: Client):
        deadline = time.monotonic() + 20
        while isLoggedIn(browser) and time.monotonic() < deadline:
            pass
        self.assertFalse(isLoggedIn(browser))

    def testRolesAreSetAddedAndTakenAway(self):
        self.add("worker@example.org")

        def role(*words):
            self.host.mustRun("user", "role", "worker@example.org", *words)
            return json.loads(self.host.mustRun("user", "show", "--json", "worker@example.org"))["roles"]
        self.assertEqual(role("editor", "writer"), "editor writer")
        self.assertEqual(role("--add", "admin", "--remove", "editor"), "writer admin")
        self.assertEqual(role("--add", "admin"), "writer admin")
        self.assertEqual(role("--remove", "nothing"), "writer admin")
        self.assertEqual(role("reader"), "reader")
        self.assertEqual(role("--none"), "")
        for words in ([], ["--none", "x"], ["x", "--add", "y"], ["--none", "--remove", "x"]):
            self.assertEqual(self.host.run("user", "role", "worker@example.org", *words).returncode, 2, words)
        self.assertEqual(self.host.run("user", "role", "worker@example.org", "No Role").returncode, 1)
        self.assertEqual(self.host.run("user", "role", "nobody@example.org", "x").returncode, 1)

    def testConcurrentChangesOfRolesAreAllApplied(self):
        self.add("many@example.org")
        commands = [subprocess.Popen([PROGRAM, "user", "role", "many@example.org", "--add", f"r{i}", "--config",
                                      str(self.host.config)], stdout=subprocess.DEVNULL) for i in range(4)]
        self.assertEqual([command.wait() for command in commands], [0] * 4)
        shown = json.loads(self.host.mustRun("user", "show", "many@example.org", "--json"))
        self.assertEqual(sorted(shown["roles"].split()), ["r0", "r1", "r2", "r3"])

    def testUserIsShownByNameAndById(self):
        self.add("shown@example.org")
        user = json.loads(self.host.mustRun("user", "show", "--json", "SHOWN@example.org"))
        self.assertEqual(user["name"], "shown@example.org")
        self.assertIn(user, json.loads(self.host.mustRun("user", "list", "--json")))
        shown = self.host.mustRun("user", "show", user["id"])
        for line in ("name     shown@example.org", "roles    -", "state    enabled"):
            self.assertIn(line, shown)
        self.assertEqual(self.host.run("user", "show", "nobody").returncode, 1)

    def testRenameToAnExistingNameIsRefused(self):
        self.add("first@example.org")
        self.add("second@example.org")
        done = self.host.run("user", "rename", "second@example.org", "FIRST@example.org")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a user with this name already exists", done.stderr)
        self.host.mustRun("user", "rename", "second@example.org", "Second@example.org")

    def testTokensLogNoBrowserOut(self):
        with runningHost("accounts-kinds", top=CHEAP, more="\n[plugins.users_sqlite]\nsessions_per_user = 3\n") as host:
            browser = Client(host.url)
            self.assertEqual(browser.logIn(NAME, PASSWORD).status, 303)
            tokens = [bearer(host.url, NAME, PASSWORD) for _ in range(12)]
            self.assertNotIn("", tokens)
            self.assertTrue(isLoggedIn(browser))
            kinds = [line.split("  ")[3] for line in host.mustRun("user", "sessions", NAME).splitlines()]
            self.assertEqual(sorted(kinds), ["browser", "token", "token", "token"])

    def testPasswordThatBcryptCutOffIsNotReplacedByATypo(self):
        self.host.mustRun("user", "import", "-", input=f"long@example.org:{LONG_BCRYPT}\n")
        for end in ("TYPO", "RIGHT", "TYPO", "RIGHT"):
            self.assertTrue(self.canLogIn("long@example.org", "a" * 72 + end), end)
        self.assertFalse(self.canLogIn("long@example.org", "a" * 71 + "RIGHT"))

    def testNamesAndPasswordsAreTheSameInEveryNormalForm(self):
        self.add(APART, APART_PASSWORD)
        self.assertEqual(self.host.run("user", "add", "--password-stdin", COMPOSED, input=PASSWORD + "\n").returncode, 1)
        for name in (COMPOSED, APART):
            for password in (COMPOSED_PASSWORD, APART_PASSWORD):
                self.assertTrue(self.canLogIn(name, password))
                self.assertNotEqual(bearer(self.host.url, name, password), "")
            self.assertFalse(self.canLogIn(name, "Brucken uber Koln"))
            self.assertEqual(json.loads(self.host.mustRun("user", "show", "--json", name))["name"], COMPOSED)
        self.assertEqual(self.host.run("user", "import", "-", input=f"{COMPOSED}:{MD5}\n").returncode, 1)
        self.host.mustRun("user", "rename", APART, APART.replace("j", "J"))
        self.assertTrue(self.canLogIn(COMPOSED, APART_PASSWORD))

    def testPasswordFileIgnoresLineEndAndByteOrderMark(self):
        for i, line in enumerate((b"\xef\xbb\xbf%s\r\n", b"%s\r\n", b"\xef\xbb\xbf%s", b"%s\n")):
            name = f"file{i}@example.org"
            done = self.command("user", "add", "--password-stdin", name, input=line % PASSWORD.encode())
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(self.canLogIn(name), line)

    def testPasswordsThatTheLoginFormRefusesAreRefused(self):
        for line, said in ((b"", "no password was given"), (b"\n", "empty"), (b"\r\n", "empty"), (b"\xef\xbb\xbf\n", "empty"),
                           (b"abc\n", "fewer than 4 bytes"), (b"x" * 1025 + b"\n", "longer than 1024 bytes"),
                           (b"caf\xe9 au lait\n", "not UTF-8"), ("Zürich".encode("utf-16"), "not UTF-8"),
                           (b"with a \0 inside\n", "control character"), (b"with a \t inside\n", "control character")):
            for words in (("user", "add"), ("user", "passwd")):
                name = "refused@example.org" if words[1] == "add" else NAME
                done = self.command(*words, "--password-stdin", "--allow-weak", name, input=line)
                self.assertEqual(done.returncode, 1, line)
                self.assertIn(said, done.stderr.decode())
        self.assertTrue(self.canLogIn(NAME))

    def testByteOrderMarkIsNotPartOfTheFirstLine(self):
        text = f"{MARK}marked@example.org:{MD5}\nmarked@example.org:{LONG_BCRYPT}\n"
        done = self.host.run("user", "import", "-", input=text)
        self.assertIn("imported 1 user, left out 1", done.stdout)
        self.assertIn("standard input:2: marked@example.org: a user with this name already exists", done.stderr)
        self.assertTrue(self.canLogIn("marked@example.org", "password"))

    def testSchemeAndTokenMayHaveSpacesBetween(self):
        token = bearer(self.host.url, NAME, PASSWORD)
        program = Client(self.host.url, browser=False)
        for space, status in ((" ", 200), ("  ", 200), ("     ", 200), ("\t", 401), ("", 401)):
            answer = program.get("/private", headers={"Authorization": f"Bearer{space}{token}"})
            self.assertEqual(answer.status, status, repr(space))

    def testPasswordFileAndBasicHaveTheSameRules(self):
        for auth in ("auth_basic", "auth_cookie"):
            host = runningHost(f"accounts-file-{auth}", {"auth": auth, "users": "users_file", "sessions": "sessions_memory",
                                                         "pages": "pages_jinja"}, users={}, top=CHEAP)
            file = host.scratch / "users"
            with host.config.open("a") as config:
                config.write(f'\n[plugins.users_file]\npath = "{file}"\n')
            file.write_text(f"{MARK}{APART}:{MD5}\n{COMPOSED}:{LONG_BCRYPT}\n")
            file.chmod(0o600)
            with host:
                self.fileIsRead(host, file, auth)

    def fileIsRead(self, host, file, auth: str):
        program = Client(host.url, browser=False)
        if auth == "auth_basic":
            for name in (COMPOSED, APART):
                for space in (" ", "   "):
                    self.assertEqual(program.get("/private", headers=basic(name, "password", space)).status, 200)
            self.assertEqual(program.get("/private", headers=basic(COMPOSED, "a" * 72)).status, 401)
            return
        host.waitForLog(":2: this line names the same user as an earlier line")
        browser, other = Client(host.url), Client(host.url)
        for one in (browser, other):
            self.assertEqual(one.logIn(COMPOSED, "password").status, 303)
        file.write_text(f"{APART}:!{MD5}\n")
        self.nobodyIn(browser)
        file.write_text(f"{MARK}{APART}:{MD5}\n")  # as before; nobody has logged in with the other password meanwhile
        self.nobodyIn(other)
        self.assertEqual(browser.logIn(COMPOSED, "password").status, 303)


if __name__ == "__main__":
    main()
