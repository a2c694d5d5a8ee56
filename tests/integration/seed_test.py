#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The seed's own four templates, unchanged: the resulting site, with the seed's bugs fixed."""
import unittest

from client import Client
from suite import NAME, PASSWORD, SOURCE, main, runningHost

TEMPLATES = SOURCE / "plugins" / "pages_jinja" / "engine" / "tests" / "seed"


class SeedTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The seed guards its private page in Python; here a line of configuration does.
        cls.host = cls.enterClassContext(runningHost("seed", pages=TEMPLATES, more='\n[pages.guards]\n"/private" = "user"\n'))

    def setUp(self):
        self.browser = Client(self.host.url)

    def testHomePageDiffersForUsersAndAnonymousVisitors(self):
        self.assertIn("You are NOT logged in :(", self.browser.get("/").text)
        self.assertEqual(self.browser.logIn(NAME, PASSWORD).status, 303)
        self.assertIn(f"Hi {NAME}! You are logged in", self.browser.get("/").text)

    def testLoginPageHasTheFormOfTheSeed(self):
        form = self.browser.get("/auth/login")
        self.assertEqual(form.status, 200)
        self.assertIn("<h1>Login 🫥</h1>", form.text)
        self.assertIn('<form action="/auth/login" method="post">', form.text)

    def testLoginErrorsAreShownWithoutThePassword(self):
        form = self.browser.logIn(NAME, "SuperSecretPw")
        self.assertIn('<p style="color: red">Incorrect Email or Password</p>', form.text)
        self.assertIn(f'value="{NAME}"', form.text)
        self.assertNotIn("SuperSecretPw", form.text)

    def testPrivatePageIsForUsers(self):
        self.assertEqual(self.browser.get("/private").status, 303)
        self.browser.logIn(NAME, PASSWORD)
        self.assertIn(f"<p>Hello {NAME}!</p>", self.browser.get("/private").text)

    def testIncludedSiteMapIsNoPage(self):
        self.assertIn("This code snippet will appear in each file", self.browser.get("/").text)
        self.assertEqual(self.browser.get("/_site_map").status, 404)


if __name__ == "__main__":
    main()
