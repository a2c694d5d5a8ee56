#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Broken pages: each answers 500 and is reported to the administrator, its content is not shown, and the rest of the site is
served."""
import json
import pathlib
import tempfile
import unittest

from client import Client
from suite import NAME, PASSWORD, SOURCE, main, runningHost

SECRET = "member secret"

# Typical mistakes in {# access: user #}.
SLIPS = ["{# Access: User #}", "{# ACCESS: USER #}", "{# access = user #}", "{# access user #}", "{# access; user #}", "{# access\uff1a user #}",
         "{# acess: user #}", "{#- Access: user -#}", "{# access: users #}", "{# access : User #}", "{# \u0430ccess: user #}", "{# acc\u200bess: user #}",
         "{# access: user #}{# access: user #}", "\ufeff{# Access: user #}", "\r\n{# Access: user #}\r\n", "{# user #}", "{# guard: user #}",
         "<!-- access: user -->", "{ # access: user #}", "---\naccess: user\n---", "{% raw %}\n{# access: user #}\n{% endraw %}",
         "{# only for members, see access: user #}", "{# role:admin #}"]


class PagesTest(unittest.TestCase):
    def setUp(self):
        self.pages = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-pages-")))
        self.pages.chmod(0o755)

    def write(self, name: str, text: str):
        (self.pages / name).write_bytes(text.encode())

    def serve(self, top: str = ""):
        return self.enterContext(runningHost("pages", pages=[self.pages, SOURCE / "pages"], top=top))

    def member(self, host) -> Client:
        client = Client(host.url)
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        return client

    def assertClosed(self, host, path: str):
        for client in (Client(host.url), Client(host.url, browser=False), self.member(host)):
            answer = client.get(path)
            self.assertEqual(answer.status, 500, path)
            self.assertNotIn(SECRET, answer.text)

    def testMalformedAccessCommentClosesThePage(self):
        for number, slip in enumerate(SLIPS):
            self.write(f"slip{number}.html", f"{slip}\n{SECRET}\n")
        host = self.serve()
        checked = host.run("check")
        self.assertNotEqual(checked.returncode, 0)
        stranger = Client(host.url)
        for number, slip in enumerate(SLIPS):
            answer = stranger.get(f"/slip{number}")
            self.assertEqual(answer.status, 500, slip)
            self.assertNotIn(SECRET, answer.text)
            self.assertRegex(checked.stderr, rf"{self.pages}/slip{number}\.html:\d: ", slip)
        self.assertClosed(host, "/slip0")
        self.assertEqual(stranger.get("/").status, 200)

    def testBrokenPageIsA500AndReportedEverywhere(self):
        self.write("broken.html", "fine\n{% if %}\n")
        self.write("_part.html", "{{ 1 +\n")
        self.write("good.html", "good")
        host = self.serve()
        self.assertEqual(Client(host.url).get("/good").text, "good")
        self.assertClosed(host, "/broken")
        for place in (f"{self.pages}/broken.html:2: ", f"{self.pages}/_part.html:"):
            self.assertIn(place, host.logged())
            self.assertIn(place, host.mustRun("status"))
            self.assertTrue(any(place in sentence for sentence in json.loads(host.ask("status"))["refused"]))
            for command in (["check"], ["doctor"], ["plugins", "list"], ["routes"]):
                told = host.run(*command)
                self.assertIn(place, told.stdout + told.stderr, command)
                self.assertNotEqual(told.returncode, 0, command)
        self.assertRegex(host.run("routes").stdout, r"/broken +broken ")

    def testReloadThatBringsABrokenPageIsRefusedAndTheNextStartServesTheRest(self):
        self.write("news.html", "news")
        host = self.serve()
        self.write("news.html", "{# Access: User #}" + SECRET)
        reload = host.run("reload")
        self.assertNotEqual(reload.returncode, 0)
        self.assertIn(f"{self.pages}/news.html:1: ", reload.stderr)
        self.assertEqual(host.stop(), 0)
        host.serve()
        self.assertClosed(host, "/news")
        self.assertEqual(Client(host.url).get("/").status, 200)
        self.write("news.html", "{# access: user #}" + SECRET)
        host.mustRun("reload")
        self.assertEqual(Client(host.url).get("/news").status, 303)
        self.assertIn(SECRET, self.member(host).get("/news").text)

    def testSiteWithDefaultAccessForUsersListsItsPublicPages(self):
        self.write("silent.html", SECRET)
        self.write("open.html", "{# access: public #}welcome")
        host = self.serve('pages.default_access = "user"\n')
        stranger = Client(host.url)
        self.assertEqual(stranger.get("/silent").status, 303)
        self.assertEqual(stranger.get("/open").text, "welcome")
        self.assertEqual(stranger.get("/auth/login").status, 200)
        self.assertIn(SECRET, self.member(host).get("/silent").text)

    def testPartForMembersIsNotShownInAPageForAll(self):
        self.write("_members.html", "{# access: user #}" + SECRET)
        self.write("open.html", "{% include '_members.html' %}")
        self.write("members.html", "{# access: user #}{% include '_members.html' %}")
        host = self.serve()
        self.assertClosed(host, "/open")
        self.assertIn(SECRET, self.member(host).get("/members").text)


if __name__ == "__main__":
    main()
