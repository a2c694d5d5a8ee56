#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Pages of other sites cannot harm a visitor of this one. And what a visitor sees whose browser does not keep the login cookie.

The other site is a second server on another port, reached as `localhost` (another site) and as `127.0.0.1` (the same site,
another origin). Its pages submit a form automatically, with everything in it that an attacker can find out beforehand."""
import html
import http.server
import pathlib
import re
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

from chrome import Browser
from suite import BrowserTest, main

NAME, OTHER = "user1@gmail.com", "user2@gmail.com"
PASSWORD = "correct horse battery staple"
WALL = """{# access: internal #}
<p id="count">{{ count }}</p>
<form method="post" action="/wall"><input type="hidden" name="csrf_token" value="{{ csrf_token }}"><button>Write</button></form>
"""


class OtherSite:
    """Serves one page: a form to `action` that submits itself, and its own cookies."""

    def __init__(self):
        site = self
        self.page, self.cookies = "", []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                for cookie in site.cookies:
                    self.send_header("Set-Cookie", cookie)
                self.end_headers()
                self.wfile.write(site.page.encode())

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.port = self._server.server_port

    def send(self, action: str, fields: dict):
        inputs = "".join(f'<input name="{name}" value="{html.escape(value)}">' for name, value in fields.items())
        self.page = (f'<!doctype html><p id="other">other</p><form method="post" action="{action}">{inputs}</form>'
                     "<script>document.forms[0].submit()</script>")

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class ForgeryTest(BrowserTest):
    @classmethod
    def setUpClass(cls):
        pages = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-wall-")))
        (pages / "wall.html").write_text(WALL)
        cls.host = cls.enterClassContext(cls.newHost(
            "forgery", {NAME: PASSWORD, OTHER: PASSWORD}, top='server.hosts = ["127.0.0.1", "site.example"]\n',
            more="\n[plugins.auth_cookie]\nallow_insecure = true\n",  # site.example has no TLS
            pages=[pages, cls.source / "pages"], plugins=[cls.plugins, cls.plugins.parent / "tests/plugins/wall"]))
        cls.port = urllib.parse.urlsplit(cls.host.url).port
        cls.other = OtherSite()
        cls.addClassCleanup(cls.other.close)
        cls.browser = Browser(cls.driver, more=("--host-resolver-rules=MAP site.example 127.0.0.1",))
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.browser.forgetCookies()
        self.other.cookies = []

    def open(self, path: str):
        self.browser.open(self.host.url + path)

    def logIn(self, name: str = NAME):
        self.browser.fill("#username", name)
        self.browser.fill("#password", PASSWORD)
        self.browser.follow("main button[type=submit]")

    def origins(self):
        """Another site, and another origin of the same site, such as a sibling host."""
        return [f"http://{host}:{self.other.port}/" for host in ("localhost", "127.0.0.1")]

    def fetched(self, path: str) -> dict:
        """What anybody can get from the site: a CSRF token with its cookie."""
        with urllib.request.urlopen(self.host.url + path) as answer:
            token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())[1]
            return {"token": token, "cookie": answer.headers["Set-Cookie"].split(";")[0]}

    def attack(self, page: str, path: str, fields: dict):
        self.other.send(self.host.url + path, fields)
        self.browser.open(page)
        self.browser.find("footer, #count")  # a page of this site is displayed
        self.assertTrue(self.browser.url().startswith(self.host.url + path), self.browser.url())

    def isStranger(self) -> bool:
        self.open("/")
        return "You are NOT logged in" in self.browser.text("main")

    def testForeignPageLogsNobodyIn(self):
        for page in self.origins():
            fields = {"username": OTHER, "password": PASSWORD, "csrf_token": self.fetched("/auth/login")["token"], "next": "/"}
            self.attack(page, "/auth/login", fields)
            self.assertIn("A page of another site sent this form", self.browser.text("[role=alert]"))
            self.assertEqual(self.browser.value("#username"), "")
            self.assertTrue(self.isStranger(), page)
        self.browser.screenshot(self.output / "login-forged.png")

    def testForeignPageWithItsOwnCookieLogsNobodyIn(self):
        """A sibling host or another port can set its cookie here: over plain http nothing prevents it."""
        mine = self.fetched("/auth/login")
        self.other.cookies = [mine["cookie"] + "; Path=/"]
        fields = {"username": OTHER, "password": PASSWORD, "csrf_token": mine["token"]}
        self.attack(self.origins()[1], "/auth/login", fields)
        self.assertTrue(self.isStranger())

    def testForeignPageCannotSwitchTheLoggedInUser(self):
        self.open("/auth/login")
        self.logIn()
        for page in self.origins():
            fields = {"username": OTHER, "password": PASSWORD, "csrf_token": self.fetched("/auth/login")["token"]}
            self.attack(page, "/auth/login", fields)
            self.open("/")
            self.assertIn(f"Hi {NAME}!", self.browser.text("main"))

    def testForeignPageLogsNobodyOut(self):
        self.open("/auth/login")
        self.logIn()
        for page in self.origins():
            self.attack(page, "/auth/logout", {"csrf_token": self.fetched("/auth/login")["token"]})
            self.assertIn("A page of another site sent this", self.browser.text("main"))
            self.assertFalse(self.isStranger(), page)
        self.browser.follow("footer form button")
        self.assertTrue(self.isStranger())

    def testForeignPageSendsNoPublicForm(self):
        self.open("/wall")
        before = int(self.browser.text("#count"))
        for page in self.origins():
            self.attack(page, "/wall", {"csrf_token": self.fetched("/wall")["token"]})
            self.assertIn("A page of another site sent this", self.browser.text("main"))
        self.open("/wall")
        self.browser.follow("button")
        self.assertEqual(int(self.browser.text("#count")), before + 1)

    def testFormIsAcceptedAfterItsCookieExpired(self):
        self.open("/auth/login")
        self.browser.forgetCookies()
        self.logIn()
        self.assertIn(f"Hi {NAME}!", self.browser.text("main"))

    def testTwoTabsShareTheForm(self):
        self.open("/auth/login")
        names = self.browser.cookieNames()
        self.open("/wall")
        self.assertEqual((names, self.browser.cookieNames()), (["portico_form"], ["portico_form"]))

    # ---- a login whose cookie does not come back -----------------------------------------------------------------------------

    def showsExplanation(self, words: str):
        self.assertIn(words, self.browser.text("[role=alert]"))
        self.host.waitForLog(words)
        self.assertEqual(urllib.parse.urlsplit(self.browser.url()).path, "/auth/login")

    def testBrowserThatRefusesCookiesSeesAnExplanation(self):
        self.browser = Browser(self.driver, cookies=False)
        self.addCleanup(self.browser.close)
        self.open("/private")
        self.logIn()
        self.showsExplanation("Your browser did not send the login cookie back")
        self.browser.screenshot(self.output / "login-no-cookie.png")

    def testStaleCookieOfAnotherPathIsExplained(self):
        self.other.page, self.other.cookies = "<p>stale</p>", ["session=stale; Path=/private"]
        self.browser.open(self.origins()[1])
        self.open("/auth/login?next=/private")
        self.logIn()
        self.showsExplanation("Your browser sends two login cookies for this site")

    def testStaleCookieOfTheWholeDomainIsExplained(self):
        self.browser.open(f"http://site.example:{self.port}/auth/login")
        self.browser.setCookie("http://site.example/", "session", "stale", domain=".site.example")
        self.logIn()
        self.showsExplanation("Your browser sends two login cookies for this site")

    def testSecureCookieThatBlocksTheNewOneIsExplained(self):
        self.browser.open(f"http://site.example:{self.port}/auth/login")
        self.browser.setCookie("https://site.example/", "session", "stale", secure=True)
        self.logIn()
        self.assertIn("You are NOT logged in", self.browser.text("main"))
        self.browser.follow("main a")
        self.showsExplanation("Your browser kept an older cookie in place of the login cookie")


if __name__ == "__main__":
    sys.exit(main())
