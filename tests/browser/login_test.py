#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The site in a real browser, served by the real program: anonymous, logged in, and logged out again.

Pages need no scripts: they contain none, and one test disables them."""
import re
import sys
from urllib.parse import parse_qs, urlsplit

from chrome import Browser
from suite import BrowserTest, main

NAME = "user1@gmail.com"
PASSWORD = "correct horse battery staple"
WRONG = "Incorrect Email or Password"
SECRET = "Welcome to this private page."


class LoginTest(BrowserTest):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(cls.newHost("portico", {NAME: PASSWORD}))

    def setUp(self):
        self.browser = self.newBrowser()

    def newBrowser(self, **options) -> Browser:
        browser = Browser(self.driver, **options)
        self.addCleanup(browser.close)
        self.addCleanup(lambda: self.assertEqual(browser.complaints(), []))  # runs before close
        return browser

    def open(self, path: str):
        self.browser.open(self.host.url + path)

    def path(self) -> str:
        return urlsplit(self.browser.url()).path

    def logIn(self, password: str = PASSWORD):
        self.browser.fill("#username", NAME)
        self.browser.fill("#password", password)
        self.browser.follow("main button[type=submit]")

    def keep(self, name: str):
        self.browser.screenshot(self.output / f"{name}.png")

    def testAnonymousVisitorSeesTheWelcomeAndALinkToTheLogin(self):
        self.open("/")
        text = self.browser.text("main")
        for words in ("Home page 🏡", "Welcome to the home page.", "You are NOT logged in :(", "Hello stranger."):
            self.assertIn(words, text)
        self.assertRegex(self.browser.text("footer"), r"Home[\s|]+Login[\s|]+Private[\s|]+Logout")
        self.keep("home-stranger")
        self.browser.follow("main a")
        self.assertEqual(self.path(), "/auth/login")
        self.assertEqual(self.browser.text("h1"), "Login 🫥")

    def testPrivatePageRedirectsToTheLoginAndBack(self):
        self.open("/private")
        self.assertEqual(self.path(), "/auth/login")
        self.assertEqual(parse_qs(urlsplit(self.browser.url()).query)["next"], ["/private"])
        self.logIn("not the password")
        self.assertEqual(self.browser.text("[role=alert]"), WRONG)
        self.assertEqual(self.browser.value("#username"), NAME)
        self.assertEqual(self.browser.value("#password"), "")
        self.assertEqual(self.browser.attribute("", "id"), "password")
        self.keep("login-wrong")
        self.logIn()
        self.assertEqual(self.path(), "/private")
        self.assertIn(f"Hello {NAME}!", self.browser.text("main"))
        self.assertIn(SECRET, self.browser.text("main"))
        self.keep("private")

    def testBackButtonShowsNoPrivatePageAfterLogout(self):
        self.open("/private")
        self.logIn()
        self.assertIn(SECRET, self.browser.text("main"))
        self.open("/")
        text = self.browser.text("main")
        self.assertIn("You are logged in :)", text)
        self.assertIn(f"Hi {NAME}! You are logged in, so you can access the private page. here!", text)
        self.keep("home-known")
        self.browser.follow("footer form button")
        self.assertIn("You are NOT logged in :(", self.browser.text("main"))
        for _ in range(4):
            self.browser.back()
            self.assertNotIn(SECRET, self.browser.text())
            self.assertNotIn(NAME, self.browser.text())
        self.open("/private")
        self.assertEqual(self.path(), "/auth/login")
        self.keep("after-logout")

    def testLoginWorksWithTheKeyboardOnly(self):
        self.open("/")
        self.browser.press("Tab")
        self.assertEqual(self.browser.text(""), "Skip to the content")
        self.keep("keyboard-skip")
        self.browser.press("Tab", "Tab")
        self.assertEqual(self.browser.text(""), "login")
        self.assertNotEqual(self.browser.style("", "outline-style"), "none")
        with self.browser.newPage():
            self.browser.press("Enter")
        self.assertEqual(self.browser.text("h1"), "Login 🫥")
        self.assertEqual(self.browser.attribute("", "id"), "username")
        with self.browser.newPage():
            self.browser.press(NAME, "Tab", PASSWORD, "Enter")
        self.assertEqual(self.browser.text("h2"), "You are logged in :)")
        self.assertEqual(self.path(), "/")

    def testLoginAndLogoutWorkWithoutJavaScript(self):
        self.browser = self.newBrowser(script=False)
        self.browser.open("data:text/html,<noscript>no script here</noscript>")
        self.assertEqual(self.browser.text(), "no script here")
        self.open("/private")
        self.logIn()
        self.assertIn(SECRET, self.browser.text("main"))
        self.browser.follow("footer form button")
        self.assertIn("You are NOT logged in :(", self.browser.text("main"))

    def testSmallPhoneNeverScrollsSideways(self):
        self.browser.becomePhone(320, 640)
        for name, path in (("home", "/"), ("login", "/auth/login"), ("missing", "/no/such/page")):
            self.checkFitsPhone(name, path)
        self.open("/auth/login")
        self.logIn()
        self.checkFitsPhone("private", "/private")

    def checkFitsPhone(self, name: str, path: str):
        self.open(path)
        self.assertEqual(self.browser.value("html", "clientWidth"), 320)
        self.assertLessEqual(self.browser.value("html", "scrollWidth"), 320, f"{path} is wider than the phone")
        self.keep(f"phone-{name}")

    def testColorSchemeOfTheBrowserIsUsed(self):
        for scheme, isDark in (("dark", True), ("light", False)):
            self.browser.preferScheme(scheme)
            self.open("/auth/login")
            paper, ink = (self.brightness(self.browser.style("html", name)) for name in ("background-color", "color"))
            self.assertEqual(paper < ink, isDark, f"{scheme}: paper {paper}, ink {ink}")
            self.keep(f"login-{scheme}")

    def brightness(self, colour: str) -> int:
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3])

    def testFieldsAreNamedForScreenReadersAndPasswordManagers(self):
        self.open("/auth/login")
        self.assertEqual(self.browser.spoken("#username"), ("textbox", "Email"))
        self.assertEqual(self.browser.spoken("#password")[1], "Password")
        self.assertEqual(self.browser.spoken("nav"), ("navigation", "Site map"))
        self.assertEqual(self.browser.text("[aria-current=page]"), "Login")
        self.assertEqual(self.browser.value("html", "lang"), "en")
        fields = [("#username", "username", "email", "username"), ("#password", "password", "password", "current-password")]
        for css, name, kind, fill in fields:
            seen = tuple(self.browser.attribute(css, attribute) for attribute in ("name", "type", "autocomplete"))
            self.assertEqual(seen, (name, kind, fill))

    def testUnknownAddressShowsAnErrorPageWithALinkHome(self):
        self.open("/no/such/page")
        self.assertEqual(self.browser.text("h1"), "There is nothing here 🧭")
        self.assertNotEqual(self.browser.text("code"), "")
        self.keep("missing")
        self.browser.follow("main a")
        self.assertEqual(self.browser.text("h1"), "Home page 🏡")


if __name__ == "__main__":
    sys.exit(main())
