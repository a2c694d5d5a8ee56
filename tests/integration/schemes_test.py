#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Several auth plugins side by side: people log in with a form and programs with API keys, on the same site. A chain is never
weaker than its members, for every pair of the plugins and in both orders."""
import base64
import hashlib
import itertools
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from client import BROWSER, Client
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

PAGE = '{# access: user #}{{ user.username }}|{{ user.scheme }}|{{ user.scopes|join(" ") }}|{{ user.login }}\n'
ROBOT = "robot@example.org"
SCHEMES = ("auth_cookie", "auth_basic", "auth_apikey")


def madeKey() -> tuple:
    """A key and its digest, made with the command in the plugin's README."""
    command = re.search(r"^    (key=.*)$", (SOURCE / "plugins/auth_apikey/README.md").read_text(), re.MULTILINE)[1]
    key, digest = subprocess.run(["sh", "-c", command], check=True, text=True, capture_output=True).stdout.split()[:2]
    assert hashlib.sha256(key.encode()).hexdigest() == digest
    return key, digest


class SchemesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pages = tempfile.TemporaryDirectory(prefix="portico-test-")
        cls.addClassCleanup(pages.cleanup)
        pathlib.Path(pages.name).chmod(0o755)
        pathlib.Path(pages.name, "me.html").write_text(PAGE)
        cls.host = runningHost("schemes", pages=[pages.name, SOURCE / "pages"], users={NAME: PASSWORD, ROBOT: PASSWORD})
        cls.addClassCleanup(cls.host.__exit__)
        for folder in ("conf.d", "plugins.d"):
            (cls.host.scratch / folder).mkdir()
        cls.key, digest = madeKey()
        cls.oldKey, oldDigest = madeKey()
        (cls.host.scratch / "plugins.d/auth_apikey.toml").write_text(
            f'[[keys]]\nid = "nightly"\nsha256 = "{digest}"\nuser = "{ROBOT}"\nscopes = ["orders:read", "b"]\n'
            f'[[keys]]\nid = "old"\nsha256 = "{oldDigest}"\nuser = "{ROBOT}"\nexpires = "2020-01-31"\n')
        cls.choose('["auth_cookie", "auth_apikey"]')
        cls.host.__enter__()

    @classmethod
    def choose(cls, value: str):
        (cls.host.scratch / "conf.d/auth.toml").write_text(f"capabilities.auth = {value}\n")

    def use(self, *plugins: str):
        self.choose("[" + ", ".join(f'"{plugin}"' for plugin in plugins) + "]")
        self.host.mustRun("reload")

    def setUp(self):
        self.use("auth_cookie", "auth_apikey")
        self.program = Client(self.host.url, browser=False)

    def me(self, headers: dict, client=None):
        return (client or self.program).get("/me", headers=headers)

    def person(self) -> Client:
        browser = Client(self.host.url)
        self.assertEqual(browser.logIn(NAME, PASSWORD).status, 303)
        return browser

    def good(self) -> dict:
        """plugin -> headers that identify somebody."""
        cookies = self.person().cookies
        basic = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        return {"auth_cookie": {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
                "auth_basic": {"Authorization": f"Basic {basic}"}, "auth_apikey": {"X-Api-Key": self.key}}

    BAD = {"auth_cookie": {"Cookie": "session=a.b.c"}, "auth_basic": {"Authorization": "Basic YTpi"},
           "auth_apikey": {"X-Api-Key": "pk_" + "A" * 43}}

    def testPersonAndProgramAreIdentifiedOnTheSameSite(self):
        before = int(time.time()) - 1
        name, scheme, scopes, login = self.person().get("/me").text.strip().split("|")
        self.assertEqual((name, scheme, scopes), (NAME, "cookie", ""))
        self.assertTrue(before <= int(login) <= time.time() + 1)
        for headers in ({"X-Api-Key": self.key}, {"Authorization": "Bearer " + self.key}):
            answer = self.me(headers)
            self.assertEqual(answer.text.strip(), f"{ROBOT}|api_key|orders:read b|0")
            self.assertEqual(answer["Cache-Control"], "no-store")
            self.assertIn("X-Api-Key", ", ".join(answer.headers.get_all("Vary")))

    def testStrangersAreAskedInTheWayThatSuitsThem(self):
        browser = Client(self.host.url)
        answer = browser.get("/me")
        self.assertEqual((answer.status, answer["Location"]), (303, "/auth/login?next=/me"))
        self.assertEqual(self.me({}).headers.get_all("WWW-Authenticate"), ['Bearer realm="portico"'])
        self.use("auth_apikey", "auth_basic", "auth_cookie")
        self.assertEqual(browser.get("/me").status, 303)
        answer = self.me({})
        self.assertEqual(answer.status, 401)
        self.assertEqual(sorted(answer.headers.get_all("WWW-Authenticate")),
                         ['Basic realm="portico", charset="UTF-8"', 'Bearer realm="portico"'])
        self.assertEqual(self.me({}, Client(self.host.url)).status, 303)

    def testWrongExpiredAndDuplicateKeysAreDenied(self):
        self.assertEqual(self.me({"X-Api-Key": self.oldKey}).status, 401)
        self.assertIn('the API key "old" was refused: it has expired', self.host.logged())
        for headers in ({"X-Api-Key": self.key + "A"}, {"X-Api-Key": ""}, {"Authorization": "Bearer pk_"},
                        {"X-Api-Key": self.key, "Authorization": "Bearer " + self.key}):
            answer = self.me(headers)
            self.assertEqual(answer.status, 401)
            self.assertIn('error="invalid_token"', ", ".join(answer.headers.get_all("WWW-Authenticate")))
        self.assertNotIn(self.key, self.host.logged())

    def testDisabledUserTakesTheKeyAlong(self):
        self.assertEqual(self.me({"X-Api-Key": self.key}).status, 200)
        self.host.mustRun("user", "disable", ROBOT)
        self.addCleanup(self.host.mustRun, "user", "enable", ROBOT)
        time.sleep(1.1)  # the plugin looks a user up once a second
        self.assertEqual(self.me({"X-Api-Key": self.key}).status, 401)

    def testNoPairIsWeakerThanItsMembers(self):
        good = self.good()
        for first, second in itertools.permutations(SCHEMES, 2):
            with self.subTest(f"{first}, {second}"):
                self.use(first, second)
                for one, other in ((first, second), (second, first)):
                    self.assertEqual(self.me(good[one]).status, 200)
                    self.assertEqual(self.me(self.BAD[one]).status, 401)
                    self.assertEqual(self.me(good[one] | self.BAD[other]).status, 401)
                self.assertEqual(self.me(good[first] | good[second]).status, 401)
                third = next(scheme for scheme in SCHEMES if scheme not in (first, second))
                self.assertEqual(self.me(good[third]).status, 401)  # not in use: no credentials at all
        self.assertIn("but another auth plugin found credentials as well", self.host.logged())

    def testPublicPageShowsNobodyToWhoSendsTwoCredentials(self):
        self.assertNotIn(NAME, self.person().get("/", headers={"X-Api-Key": self.key}).text)

    def testQuarantinedMemberClosesGuardedPaths(self):
        good = self.good()
        for plugin in ("auth_apikey", "auth_cookie"):
            with self.subTest(plugin):
                self.host.stop()
                content = hashlib.sha256((PLUGINS / f"{plugin}.so").read_bytes()).hexdigest()
                quarantine = self.host.state / "quarantine"
                quarantine.mkdir(mode=0o700, exist_ok=True)
                (quarantine / content).write_text(f"{plugin}\ncrashed the server 3 times\n")
                self.host.serve()
                self.program = Client(self.host.url, browser=False)
                self.assertEqual(self.program.get("/").status, 200)
                for headers in ({}, good["auth_cookie"], good["auth_apikey"]):
                    self.assertEqual(self.me(headers).status, 503)
                self.host.mustRun("plugins", "release", plugin)
                self.host.mustRun("reload")
                self.assertEqual(self.me(good["auth_apikey"]).status, 200)

    def testOtherSiteCannotUseAKeyThatABrowserHolds(self):
        for headers in ({"X-Api-Key": self.key}, {"X-Api-Key": self.key, **BROWSER}):
            answer = self.program.post("/auth/logout", {}, headers=headers | {"Sec-Fetch-Site": "cross-site"})
            self.assertEqual(answer.status, 403)
        self.assertEqual(self.program.post("/auth/logout", {}, headers={"X-Api-Key": self.key}).status, 303)

    def testFaultsOfTheListNameFileAndLine(self):
        for value, said in (('["auth_cookie", "auth_nowhere"]', 'names "auth_nowhere", which is not installed; installed '
                             'providers are auth_apikey, auth_basic, auth_cookie'),
                            ('["auth_cookie", "auth_cookie"]', 'names "auth_cookie", which is in the list twice'),
                            ('["auth_cookie", "users_sqlite"]', 'names "users_sqlite", which does not provide portico.auth/1'),
                            ('["auth_cookie", 3]', "must be the id of a plugin, or a list of them"),
                            ('["auth cookie"]', "must be the id of a plugin, or a list of them")):
            self.choose(value)
            refused = self.host.run("check")
            self.assertNotEqual(refused.returncode, 0, value)
            self.assertRegex(refused.stdout + refused.stderr, rf"conf\.d/auth\.toml:1:\d+: capabilities\.auth.*{re.escape(said)}")
            self.assertNotEqual(self.host.run("reload").returncode, 0)
            self.assertEqual(self.me({"X-Api-Key": self.key}).status, 200)  # what was there goes on

    def testOneNameIsAsBefore(self):
        self.choose('"auth_apikey"')
        self.host.mustRun("reload")
        self.assertIn('auth = "auth_apikey"', self.host.mustRun("config", "show"))
        self.assertEqual(self.me({"X-Api-Key": self.key}).status, 200)
        self.assertEqual(Client(self.host.url).get("/auth/login").status, 404)
        self.assertEqual(Client(self.host.url).get("/me").status, 401)


if __name__ == "__main__":
    main()
