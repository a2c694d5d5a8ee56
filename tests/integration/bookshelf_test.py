#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The SDK's headers for handlers, used by a plugin in the real program."""
import json
import unittest

from client import Client
from suite import PLUGINS, main, runningHost

GUEST = PLUGINS.parent / "tests" / "plugins" / "bookshelf"
JSON = {"Content-Type": "application/json"}


class BookshelfTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("bookshelf", users={}, plugins=[PLUGINS, GUEST]))

    def setUp(self):
        self.program = Client(self.host.url, browser=False)

    def get(self, target, **headers):
        return self.program.get(target, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def testTheClientGetsTheTypeThatItPrefers(self):
        self.assertEqual(self.get("/shelf", Accept="application/json").json, {"title": "Emma"})
        answer = self.get("/shelf", Accept="text/*, application/json;q=0.9")
        self.assertEqual(answer.text, "Emma")
        self.assertIn("Accept", answer.headers.get_all("Vary"))
        refused = self.get("/shelf", Accept="image/png")
        self.assertEqual((refused.status, refused["Content-Type"]), (406, "application/problem+json"))
        self.assertEqual(refused.json["detail"], "Available: text/plain, application/json")
        self.assertEqual(refused.json["request_id"], refused["X-Request-Id"])

    def testAClientThatHasTheVersionGets304(self):
        first = self.get("/shelf/emma")
        self.assertEqual((first.status, first["ETag"], first["Cache-Control"]), (200, 'W/"r7"', "private, no-cache"))
        self.assertEqual(self.get("/shelf/emma", Accept_Encoding="gzip")["Content-Encoding"], "gzip")
        again = self.get("/shelf/emma", If_None_Match=first["ETag"])
        self.assertEqual((again.status, again.body, again["ETag"]), (304, b"", 'W/"r7"'))
        self.assertEqual(self.get("/shelf/emma", If_Match='"r6"').status, 412)

    def testJsonIsReadStrictly(self):
        self.assertEqual(self.program.request("POST", "/shelf", '{"title":"Emma\\nforged=1"}', headers=JSON).status, 201)
        self.assertIn('book added title="Emma\\nforged=1" request=', self.host.logged())
        for body, status, detail in (('{"title":1,"title":2}', 400, "line 1, column 22: a member is given twice"),
                                     ('{"title":1}', 422, "A book has a title.")):
            answer = self.program.request("POST", "/shelf", body, headers=JSON)
            self.assertEqual((answer.status, answer.json["detail"]), (status, detail))

    def testABrowserGetsTheErrorPage(self):
        answer = Client(self.host.url).request("POST", "/shelf", "{", headers=JSON | {"Origin": self.host.url})
        self.assertEqual((answer.status, answer["Content-Type"]), (400, "text/html; charset=utf-8"))

    def testEveryWrongFieldHasItsMessage(self):
        answer = self.program.post("/shelf/form", {"title": "", "year": "x"})
        self.assertEqual((answer.status, sorted(answer.json)), (422, ["title", "year"]))
        self.assertEqual(self.program.post("/shelf/form", {"title": "Emma", "year": "1815"}).json, {})

    def testACookieComesBack(self):
        browser = Client(self.host.url)
        first = browser.get("/shelf/theme")
        self.assertEqual((first.text, first["Set-Cookie"]), ("none", "theme=dark; Path=/; HttpOnly; SameSite=Lax"))
        self.assertEqual(browser.get("/shelf/theme").text, "dark")

    def testARedirectLeadsToAnotherSite(self):
        answer = self.get("/shelf/away")
        self.assertEqual((answer.status, answer["Location"]), (303, "https://pay.example.com/?order=7"))

    def testPagesHaveLinks(self):
        self.assertEqual(json.loads(self.get("/shelf/pages?page=2").text),
                         {"page": 2, "count": 3, "items": 45, "previous": "/shelf/pages?page=1", "next": "/shelf/pages?page=3"})


if __name__ == "__main__":
    main()
