#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The same site with every combination of providers, selected by configuration alone: two for auth, two for users, two for
pages."""
import base64
import itertools
import unittest

from client import Client
from suite import NAME, PASSWORD, SOURCE, main, runningHost

# 12345, as in the seed's own text: users_file accepts the same hashes as users_sqlite.
SEED_HASH = "$6$rounds=656000$r8Ft1VUrj3.ewIXT$HDtwFY1QPOh82U0H/pZOlqbEIk6RjMyL.Z5sc0ub1Yp9Fnkv9ZlZZ.bk/TGBThBfLnV2.KbvuC/CBMr/1rEP1."
SECRET = "Welcome to this private page."
OLD_NAME, OLD_PASSWORD = "user2@gmail.com", "12345"


def combination(auth: str, users: str, pages: str):
    """A running host with these providers and the seed's user in it."""
    host = runningHost(f"{auth}-{users}-{pages}", {"auth": auth, "users": users, "pages": pages}, users={})
    if users == "users_file":
        file = host.scratch / "users"
        file.write_text(f"# the users of this site\n{OLD_NAME}:{SEED_HASH}\n")
        file.chmod(0o600)
        with host.config.open("a") as config:
            config.write(f'\n[plugins.users_file]\npath = "{file}"\n')
    else:
        host.mustRun("user", "import", "-", input=f"{OLD_NAME}:{SEED_HASH}\n")
    return host


class CombinationsTest(unittest.TestCase):
    def logInByForm(self, url: str) -> Client:
        browser = Client(url)
        self.assertEqual(browser.get("/private").status, 303)
        self.assertEqual(browser.logIn(OLD_NAME, "wrong one").status, 422)
        self.assertEqual(browser.logIn(OLD_NAME, OLD_PASSWORD).status, 303)
        return browser

    def logInByBasic(self, url: str) -> Client:
        browser = Client(url)
        answer = browser.get("/private")
        self.assertEqual(answer.status, 401)
        self.assertTrue(answer["WWW-Authenticate"].startswith("Basic "))
        self.assertEqual(browser.get("/auth/login").status, 404)  # that form belongs to a plugin that is not in use

        def header(password):
            return {"Authorization": "Basic " + base64.b64encode(f"{OLD_NAME}:{password}".encode()).decode()}
        self.assertEqual(browser.get("/private", headers=header("wrong one")).status, 401)
        plain = browser.request
        browser.request = lambda method, target, body=None, headers={}: plain(
            method, target, body, headers | header(OLD_PASSWORD))
        return browser

    def serve(self, auth: str, users: str, pages: str):
        with combination(auth, users, pages) as host:
            self.assertIn("You are NOT logged in :(", Client(host.url).get("/").text)
            browser = self.logInByForm(host.url) if auth == "auth_cookie" else self.logInByBasic(host.url)
            self.assertIn(f"Hi {OLD_NAME}!", browser.get("/").text)
            private = browser.get("/private")
            self.assertEqual(private.status, 200)
            self.assertIn(SECRET, private.text)
            self.assertEqual(browser.get("/nowhere").status, 404)
            listed = host.mustRun("plugins", "list", "--json")
            self.assertEqual(host.stop(), 0)
        for plugin in (auth, users, pages):
            self.assertRegex(listed, rf'"id": "{plugin}".*"state": "used"')

    def testOneLineOfConfigurationReplacesTheUsers(self):
        host = runningHost("swap", users={OLD_NAME: PASSWORD})
        with host:
            self.assertEqual(Client(host.url).logIn(OLD_NAME, PASSWORD).status, 303)
            self.assertEqual(host.stop(), 0)
            file = host.state / "users_file" / "users.htpasswd"
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.write_text(f"{OLD_NAME}:{SEED_HASH}\n")
            file.chmod(0o600)
            host.config.write_text(host.config.read_text().replace('users = "users_sqlite"', 'users = "users_file"'))
            host.serve()
            browser = Client(host.url)
            self.assertEqual(browser.logIn(OLD_NAME, PASSWORD).status, 422)
            self.assertEqual(browser.logIn(OLD_NAME, OLD_PASSWORD).status, 303)
            self.assertIn(SECRET, browser.get("/private").text)
            refused = host.run("user", "disable", OLD_NAME)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(str(file), refused.stderr)


for choice in itertools.product(("auth_cookie", "auth_basic"), ("users_sqlite", "users_file"),
                                ("pages_jinja", "pages_mustache")):
    name = "test" + "".join(word.title().replace("_", "") for word in choice) + "ServeTheSite"
    setattr(CombinationsTest, name, lambda self, choice=choice: self.serve(*choice))


if __name__ == "__main__":
    main()
