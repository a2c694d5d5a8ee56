#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""A site below a path of its host, behind a proxy that removes the path, looks the same as at the root."""
import sys
import time
from urllib.parse import urlsplit

from chrome import Browser
from suite import BrowserTest, main
from prefix_proxy import PrefixProxy

NAME = "user1@gmail.com"
PASSWORD = "correct horse battery staple"


class PrefixTest(BrowserTest):
    @classmethod
    def setUpClass(cls):
        cls.proxy = cls.enterClassContext(PrefixProxy("/team/app"))
        pages = [cls.source / "pages", *sorted((cls.source / "examples").glob("*/pages"))]
        cls.host = cls.enterClassContext(cls.newHost(
            "prefix", {NAME: PASSWORD}, pages=pages, plugins=[cls.plugins, cls.plugins.parent / "examples"],
            top=f'server.public_url = "{cls.proxy.url}"\nserver.public_path = "removed"\n'))
        cls.proxy.target = cls.host.url

    def setUp(self):
        self.browser = Browser(self.driver)
        self.addCleanup(self.browser.close)
        self.addCleanup(lambda: self.assertEqual(self.browser.complaints(), []))  # runs before close

    def path(self) -> str:
        return urlsplit(self.browser.url()).path

    def logIn(self):
        self.browser.fill("#username", NAME)
        self.browser.fill("#password", PASSWORD)
        self.browser.follow("main button[type=submit]")

    def testUserLogsInVisitsPagesAndLogsOut(self):
        self.browser.open(self.proxy.url + "/")
        self.browser.screenshot(self.output / "prefix-home.png")
        self.browser.follow("main a")
        self.assertEqual(self.path(), "/team/app/auth/login")
        self.logIn()
        self.assertEqual(self.path(), "/team/app/")
        self.assertIn("You are logged in :)", self.browser.text("main"))
        self.browser.follow("main a")
        self.assertEqual(self.path(), "/team/app/private")
        self.assertIn(f"Hello {NAME}!", self.browser.text("main"))
        self.browser.follow("footer form button")
        self.assertEqual(self.path(), "/team/app/")
        self.assertIn("You are NOT logged in :(", self.browser.text("main"))

    def testLoginReturnsToThePrivatePage(self):
        self.browser.open(self.proxy.url + "/private")
        self.logIn()
        self.assertEqual(self.path(), "/team/app/private")

    def testScriptOfAPluginFindsItsStream(self):
        self.browser.open(self.proxy.url + "/clock")
        shown = self.browser.text("#time")
        deadline = time.monotonic() + 60
        while self.browser.text("#time") == shown:
            self.assertLess(time.monotonic(), deadline, "the clock stands still")


if __name__ == "__main__":
    sys.exit(main())
