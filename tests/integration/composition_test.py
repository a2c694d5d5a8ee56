#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Plugins that use each other's capabilities: optionally, by name, in a range of versions; switched off, on and renewed one by
one while the server serves; and one user store over two others."""
import base64
import pathlib
import sqlite3
import tempfile
import unittest

from client import Client
from suite import NAME, PASSWORD, PLUGINS, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"


class CompositionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="portico-guests-")
        self.addCleanup(folder.cleanup)
        self.dropIn = pathlib.Path(folder.name)

    def install(self, *guests: str):
        for guest in guests:
            draft = self.dropIn / "draft"
            draft.write_bytes((GUESTS / guest / f"{guest}.so").read_bytes())
            draft.chmod(0o644)
            draft.rename(self.dropIn / f"{guest}.so")

    def host(self, name: str, capabilities: dict = {}, **more):
        host = self.enterContext(runningHost(f"composition_{name}", capabilities,
                                             **{"users": {}, "plugins": [self.dropIn]} | more))
        self.get = lambda path: Client(host.url, browser=False).get(path)
        return host

    def refused(self, host, *words: str) -> str:
        done = host.run(*words)
        self.assertIn(done.returncode, (1, 78), done.stdout + done.stderr)
        return done.stderr

    def testWhatIsOnlyWantedMayBeMissing(self):
        self.install("wishes_mail")
        host = self.host("wants")
        self.assertEqual(self.get("/wishes_mail").text, "no mail")
        self.install("mailer")
        host.mustRun("reload")
        self.assertEqual(self.get("/wishes_mail").text, "1")

    def testAPluginIsSwitchedOffAndOnWhileOthersServe(self):
        self.install("wishes_mail", "mailer")
        host = self.host("switch")
        self.assertEqual(self.get("/wishes_mail").text, "1")
        self.assertIn("generation 2 serves", host.mustRun("plugins", "disable", "mailer"))
        self.assertEqual(self.get("/wishes_mail").text, "no mail")
        self.assertIn("is disabled by `portico plugins disable`", host.mustRun("plugins", "list"))
        self.assertIn("already disabled", self.refused(host, "plugins", "disable", "mailer"))
        self.assertEqual(host.stop(), 0)
        host.serve()  # it stays disabled over a restart
        self.assertEqual(self.get("/wishes_mail").text, "no mail")
        self.assertIn("generation 2 serves", host.mustRun("plugins", "enable", "mailer"))
        self.assertEqual(self.get("/wishes_mail").text, "1")
        self.assertIn("is not disabled", self.refused(host, "plugins", "enable", "mailer"))
        self.assertIn("no plugin nobody is installed", self.refused(host, "plugins", "disable", "nobody"))

    def testWhatOthersNeedIsNotSwitchedOff(self):
        self.install("needs_mail", "mailer", "roster")
        host = self.host("needed", {"users": "roster"})
        self.assertIn("mailer is needed by needs_mail; disable that plugin first",
                      self.refused(host, "plugins", "disable", "mailer"))
        self.assertIn('capabilities.users names "roster", which is disabled by `portico plugins disable`',
                      self.refused(host, "plugins", "disable", "roster"))
        self.assertEqual(list((host.state / "disabled").iterdir()), [])  # as before
        self.assertEqual(self.get("/needs_mail").text, "1")
        host.mustRun("plugins", "disable", "needs_mail")
        host.mustRun("plugins", "disable", "mailer")
        self.assertEqual(self.get("/needs_mail").status, 404)
        self.assertIn("needs org.example.mail/1, which mailer could provide, but it is disabled",
                      self.refused(host, "plugins", "enable", "needs_mail"))
        host.mustRun("plugins", "enable", "mailer")
        host.mustRun("plugins", "enable", "needs_mail")
        self.assertEqual(self.get("/needs_mail").text, "2")  # the library stayed mapped

    def testThePluginIsSwitchedWithoutAServer(self):
        self.install("needs_mail", "mailer")
        host = self.host("offline")
        self.assertEqual(host.stop(), 0)
        self.assertIn("needs org.example.mail/1", self.refused(host, "plugins", "disable", "mailer"))
        self.assertIn("takes effect at the next start", host.mustRun("plugins", "disable", "needs_mail"))
        host.serve()
        self.assertEqual(self.get("/needs_mail").status, 404)

    def testOnePluginIsRenewedAlone(self):
        self.install("wishes_mail", "mailer")
        host = self.host("renew")
        for count in ("1", "2"):
            self.assertEqual(self.get("/wishes_mail").text, count)
        host.mustRun("reload")  # the library stays mapped, and so do its static variables
        self.assertEqual(self.get("/wishes_mail").text, "3")
        self.assertIn("generation 3 serves", host.mustRun("plugins", "reload", "mailer"))
        self.assertEqual(self.get("/wishes_mail").text, "1")
        self.install("needs_mail")
        self.assertIn("files of other plugins have changed, too: needs_mail; `portico reload` takes all changes",
                      self.refused(host, "plugins", "reload", "mailer"))
        self.assertIn("no plugin needs_mail runs", self.refused(host, "plugins", "reload", "needs_mail"))

    def testANeedByNameRunsAPluginThatWasNotChosen(self):
        self.install("mailer", "mailer_two", "names_mail", "wishes_mail")
        host = self.host("names")
        self.assertEqual([self.get("/names_mail").text for _ in range(3)], ["1", "2", "3"])
        self.assertEqual(self.get("/wishes_mail").text, "1")  # from the other one
        self.assertIn("mailer_two is needed by names_mail", self.refused(host, "plugins", "disable", "mailer_two"))

    def testANeededPluginMustHaveTheVersion(self):
        self.install("mailer", "dated_mail")
        host = self.host("versions")
        self.assertIn("dated_mail.so: needs the plugin mailer >=1.5 <2, but 1.4.2 is installed; install another version of "
                      'mailer or of dated_mail, or add "dated_mail" to plugins.disabled', host.logged())
        self.assertEqual(self.get("/dated_mail").status, 404)

    def testOneStoreOverTwoOthers(self):
        """Names in the file precede those in the database, and a file that cannot be read denies both."""
        self.install("directory_page")
        file = self.dropIn / "users.htpasswd"
        host = self.host("chain", {"auth": "auth_basic", "users": "users_sqlite", "pages": "pages_jinja"}, plugins=[PLUGINS, self.dropIn],
                         users={NAME: PASSWORD, "ada@example.org": PASSWORD, "bob@example.org": "bob's password"})
        with sqlite3.connect(host.state / "users_sqlite" / "users.db") as database:
            hashes = dict(database.execute("SELECT name, secret FROM users"))
        file.write_text(f"ada@example.org:{hashes['bob@example.org']}\ncarol@example.org:{hashes[NAME]}\n")
        file.chmod(0o600)
        text = host.config.read_text().replace('users = "users_sqlite"', 'users = "users_chain"')
        host.config.write_text(text + '\n[plugins.users_chain]\nstores = ["users_file", "users_sqlite"]\n'
                               f'new_users = "users_sqlite"\n[plugins.users_file]\npath = "{file}"\n')
        host.mustRun("reload")
        self.assertEqual(self.logIn(host, NAME, PASSWORD), 200)
        self.assertEqual(self.logIn(host, "carol@example.org", PASSWORD), 200)
        self.assertEqual(self.logIn(host, "ada@example.org", "bob's password"), 200)
        self.assertEqual(self.logIn(host, "ada@example.org", PASSWORD), 401)  # that is the one in the database
        host.mustRun("user", "add", "--password-stdin", "eve@example.org", input="eve's password\n")
        self.assertEqual(self.logIn(host, "eve@example.org", "eve's password"), 200)
        self.assertEqual(host.mustRun("user", "list").count("ada@example.org"), 1)
        running = host.mustRun("status")
        for plugin in ("users_chain", "users_file", "users_sqlite"):
            self.assertIn(plugin, running)
        file.chmod(0o666)  # distrusted
        self.assertEqual(self.logIn(host, "eve@example.org", "eve's password!"), 503)
        file.chmod(0o600)
        self.assertEqual(self.logIn(host, NAME, PASSWORD), 200)
        self.assertIn("needs portico.users/1 of users_gone, which is not installed", self.refusedBy(host, "users_gone"))

    def logIn(self, host, name: str, password: str) -> int:
        credentials = base64.b64encode(f"{name}:{password}".encode()).decode()
        client = Client(host.url, browser=False)
        return client.request("GET", "/directory", headers={"Authorization": f"Basic {credentials}"}).status

    def refusedBy(self, host, store: str) -> str:
        host.config.write_text(host.config.read_text().replace('"users_file", ', f'"{store}", '))
        return self.refused(host, "reload")


if __name__ == "__main__":
    main()
