#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The site as browsers and programs see it: every route of the seed's app and its status, logging in and out, tokens."""
import time
import unittest
from urllib.parse import quote

from client import Client
from suite import NAME, PASSWORD, main, runningHost

SECRET = "Welcome to this private page."


class SiteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("site"))

    def setUp(self):
        self.browser = Client(self.host.url)
        self.program = Client(self.host.url, browser=False)

    def token(self, **form):
        form = {"grant_type": "password", "username": NAME, "password": PASSWORD} | form
        return self.program.post("/token", {name: value for name, value in form.items() if value is not None})

    def testAnonymousHomePageOffersTheLogin(self):
        home = self.browser.get("/")
        self.assertEqual(home.status, 200)
        self.assertIn("You are NOT logged in :(", home.text)
        self.assertIn("/auth/login", home.text)

    def testHeadAnswersLikeGetWithoutABody(self):
        head, get = self.browser.request("HEAD", "/"), self.browser.get("/")
        self.assertEqual((head.status, head["Content-Type"], head.body), (200, get["Content-Type"], b""))
        self.assertEqual(len(head["Content-Length"]), len(get["Content-Length"]))

    def testPrivatePageRedirectsToTheLoginAndBack(self):
        sent = self.browser.get("/private?a=1")
        self.assertEqual((sent.status, sent["Location"]), (303, "/auth/login?next=" + quote("/private?a=1")))
        form = self.browser.get(sent["Location"])
        self.assertIn('value="/private?a=1"', form.text)
        done = self.browser.post("/auth/login", {"username": NAME, "password": PASSWORD, "next": "/private?a=1"})
        self.assertEqual((done.status, done["Location"]), (303, "/private?a=1"))
        private = self.browser.get(done["Location"])
        self.assertEqual(private.status, 200)
        self.assertIn(SECRET, private.text)
        self.assertIn(f"Hello {NAME}!", private.text)
        self.assertEqual(private["Cache-Control"], "no-store")

    def testPrivatePageIs401ForAProgram(self):
        answer = self.program.get("/private")
        self.assertEqual((answer.status, answer["Content-Type"]), (401, "application/problem+json"))
        self.assertIn("Bearer", answer["WWW-Authenticate"])
        self.assertEqual(answer.json["status"], 401)
        self.assertEqual(answer.json["request_id"], answer["X-Request-Id"])
        self.assertEqual(answer.json["detail"], "Not authenticated")
        wrong = self.program.get("/private", headers={"Authorization": "Bearer x"})
        self.assertEqual((wrong.status, wrong.json["detail"]), (401, "Could not validate credentials"))

    def testEmptyLoginFormIsShownAgainWithTheMessageOfTheSeed(self):
        form = self.browser.logIn("", "")
        self.assertEqual(form.status, 422)
        self.assertIn("Email is required", form.text)
        self.assertIn("A valid password is required", form.text)

    def testWrongPasswordKeepsTheNameAndShowsNoPassword(self):
        form = self.browser.logIn(NAME, "SuperSecretPw")
        self.assertEqual(form.status, 422)
        self.assertIn("Incorrect Email or Password", form.text)
        self.assertIn(f'value="{NAME}"', form.text)
        self.assertNotIn("SuperSecretPw", form.text)
        self.assertEqual(form.headers.get_all("Set-Cookie"), None)

    def testUnknownNameLooksLikeAWrongPassword(self):
        known, unknown = self.browser.logIn(NAME, "wrong one"), self.browser.logIn("who@gmail.com", "wrong one")
        self.assertEqual(known.status, unknown.status)
        self.assertEqual(known.text.replace(NAME, "").split("csrf_token")[0],
                         unknown.text.replace("who@gmail.com", "").split("csrf_token")[0])

    def testLoginCookieHasAllItsAttributes(self):
        cookie = self.browser.logIn(NAME, PASSWORD)["Set-Cookie"]
        for attribute in ("Path=/", "HttpOnly", "SameSite=Lax"):
            self.assertIn(attribute, cookie)
        self.assertRegex(cookie, r"^[a-z_]+=[A-Za-z0-9_.-]+;")

    def testHomePageGreetsTheUser(self):
        self.browser.logIn(NAME, PASSWORD)
        home = self.browser.get("/")
        self.assertIn("You are logged in :)", home.text)
        self.assertIn(f"Hi {NAME}!", home.text)

    def testNextRedirectsOnlyWithinTheSite(self):
        for target in ("//evil.example", "https://evil.example", "/\\evil.example", "/%2f/evil", "/a\r\nSet-Cookie: x=y"):
            done = self.browser.post("/auth/login", {"username": NAME, "password": PASSWORD, "next": target})
            self.assertEqual((done.status, done["Location"]), (303, "/"), target)

    def testLogoutEndsTheSessionForGood(self):
        self.browser.logIn(NAME, PASSWORD)
        kept = dict(self.browser.cookies)
        done = self.browser.post("/auth/logout", {})
        self.assertEqual((done.status, done["Location"]), (303, "/"))
        self.assertEqual(self.browser.cookies, {})
        self.browser.cookies = kept
        self.assertEqual(self.browser.get("/private").status, 303)

    def testLinkCannotLogAnybodyOut(self):
        self.browser.logIn(NAME, PASSWORD)
        answer = self.browser.get("/auth/logout")
        self.assertEqual(answer.status, 405)
        self.assertIn("POST", answer["Allow"])
        self.assertEqual(self.browser.get("/private").status, 200)

    def testForeignSiteCannotLogAnybodyOutOrIn(self):
        self.browser.logIn(NAME, PASSWORD)
        evil = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        self.assertEqual(self.browser.post("/auth/logout", {}, headers=evil).status, 403)
        self.assertEqual(self.browser.get("/private").status, 200)
        stranger = Client(self.host.url)
        answer = stranger.post("/auth/login", {"username": NAME, "password": PASSWORD}, headers=evil)
        self.assertIn(answer.status, (403, 422))
        self.assertEqual(stranger.cookies, {})

    def testTokenDoesNotHelpAForeignSite(self):
        """What an attacker can obtain or plant: a token, and the cookie that belongs to it."""
        attacker = Client(self.host.url)
        form = {"username": NAME, "password": PASSWORD, "csrf_token": self.formToken(attacker)}
        for site, origin in (("cross-site", "https://evil.example"), ("same-site", "https://sibling.example"),
                             ("same-site", self.host.url), ("same-origin", "https://evil.example"),
                             ("none", "https://evil.example"), ("garbage", self.host.url), (None, "https://evil.example"),
                             (None, "null")):
            for cookies in ({}, attacker.cookies):
                victim = Client(self.host.url)
                victim.cookies = dict(cookies)
                answer = victim.post("/auth/login", form, headers={"Sec-Fetch-Site": site, "Origin": origin})
                self.assertEqual(answer.status, 403, (site, origin))
                self.assertNotIn("session", victim.cookies)
                self.assertNotIn(NAME, answer.text)

    def testOldBrowserLogsInWithTheCookieOfItsOwnForm(self):
        old = {"Sec-Fetch-Site": None, "Sec-Fetch-Mode": None, "User-Agent": "Mozilla/4.0 (compatible; MSIE 8.0)"}
        attacker, victim = Client(self.host.url), Client(self.host.url)
        form = {"username": NAME, "password": PASSWORD, "csrf_token": self.formToken(attacker)}
        self.assertEqual(victim.post("/auth/login", form, headers=old).status, 403)  # the victim has no cookie yet
        again = victim.post("/auth/login", form, headers=old)  # now the victim has a cookie
        self.assertEqual(again.status, 403)
        self.assertIn("Please try again", again.text)
        self.assertIn(f'value="{NAME}"', again.text)  # the form is filled in again
        form["csrf_token"] = self.tokenIn(again)
        self.assertEqual(victim.post("/auth/login", form, headers=old).status, 303)
        self.assertEqual(victim.post("/auth/logout", form, headers=old).status, 403)  # a token from before the login

    def testOnlyPagesWithAFormSetACookie(self):
        home, form = self.browser.get("/"), self.browser.get("/auth/login")
        self.assertEqual((home["Set-Cookie"], home["Cache-Control"]), ("", "no-cache"))
        self.assertRegex(form["Set-Cookie"], r"^portico_form=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; SameSite=Lax$")
        self.assertEqual(form["Cache-Control"], "no-store")
        self.assertEqual(self.browser.get("/auth/login")["Set-Cookie"], "")

    def tokenIn(self, page) -> str:
        return page.text.split('name="csrf_token" value="')[1].split('"')[0]

    def formToken(self, client: Client) -> str:
        return self.tokenIn(client.get("/auth/login"))

    def testRefusalsAndLoginsLeaveOneLineEach(self):
        before = len(self.host.logged())
        seen = []

        def line(*parts):
            self.host.waitForLog(parts[0], before)  # of identical lines, the second is written a second later
            seen.append(parts)

        self.program.get("/private?secret=canary")
        line('denied: 401 GET "/private" from 127.0.0.1, account unknown, rule "user": no token was sent')
        self.program.get("/private", headers={"Authorization": "Bearer x"})
        line('denied: 401 GET "/private"', "the bearer token names no live session")
        evil = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        self.browser.post("/auth/login", {"username": NAME, "password": PASSWORD}, headers=evil)
        line('denied: 403 POST "/auth/login"', 'account unknown, rule "own form": sent by a foreign site', "https://evil.example")
        self.browser.logIn(NAME, PASSWORD)
        line(f'login of "{NAME}" (', "from 127.0.0.1")
        self.browser.post("/auth/logout", {}, headers={"Sec-Fetch-Site": "cross-site"})
        line('denied: 403 POST "/auth/logout"', f'account "{NAME}", rule "own form"')
        self.browser.logIn(NAME, "canary")
        line("login denied from 127.0.0.1", f'account "{NAME}"', "wrong password")
        self.browser.logIn("canary@gmail.com", PASSWORD)
        line("login denied from 127.0.0.1", "account unknown: no such account")
        self.browser.post("/auth/logout", {})
        line(f'logout of "{NAME}" (')
        self.host.stop()  # writes the lines that were held back
        logged = "\n".join(line for line in self.host.logged()[before:].splitlines() if "denied" in line or "auth_cookie" in line)
        self.host.serve()
        for parts in seen:
            lines = [line for line in logged.splitlines() if all(part in line for part in parts)]
            self.assertGreaterEqual(len(lines), 1, (parts, logged))
        self.assertGreaterEqual(logged.count("denied: 401"), 2)
        self.assertGreaterEqual(logged.count("denied: 403"), 2)
        self.assertNotIn("canary", logged)

    def testOldBrowserNeedsTheTokenOfTheForm(self):
        self.browser.logIn(NAME, PASSWORD)
        silent = {"Sec-Fetch-Site": None, "Sec-Fetch-Mode": None}
        self.assertEqual(self.browser.post("/auth/logout", {}, headers=silent).status, 403)
        page = self.browser.get("/private").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        self.assertEqual(self.browser.post("/auth/logout", {"csrf_token": token}, headers=silent).status, 303)

    def testPasswordInTheQueryIsNoLogin(self):
        answer = self.browser.request("POST", f"/auth/login?username={NAME}&password={quote(PASSWORD)}", {})
        self.assertEqual(answer.status, 422)
        self.assertIn("Email is required", answer.text)

    def testTokenOpensThePrivatePage(self):
        answer = self.token()
        self.assertEqual((answer.status, answer["Cache-Control"]), (200, "no-store"))
        self.assertEqual(answer.json["token_type"].lower(), "bearer")
        self.assertGreater(answer.json["expires_in"], 0)
        bearer = {"Authorization": "Bearer " + answer.json["access_token"]}
        self.assertIn(SECRET, self.program.get("/private", headers=bearer).text)

    def testUnknownScopesOfATokenAreLeftOut(self):
        answer = self.token(scope="read write")
        self.assertEqual((answer.status, answer.json["scope"]), (200, ""))
        self.assertNotIn("scope", self.token().json)
        self.assertEqual(self.token(scope='a"b').json["error"], "invalid_scope")

    def testTokenErrorsAreThoseOfRfc6749(self):
        for form, status, error in (({"password": "wrong one"}, 400, "invalid_grant"),
                                    ({"grant_type": None}, 400, "invalid_request"),
                                    ({"grant_type": "magic"}, 400, "unsupported_grant_type"),
                                    ({"username": None}, 400, "invalid_request")):
            answer = self.token(**form)
            self.assertEqual((answer.status, answer.json["error"]), (status, error), form)
        self.assertEqual(self.program.get("/token").status, 405)

    def testAlteredTokensAreRefused(self):
        good = self.token().json["access_token"]
        head, claims, signature = good.split(".")
        for bad in (good + ".", good + "=", good[:-2], f"{head}.{claims}.", f"{head}.{claims}", "x", claims,
                    f"{head}.{claims[:-2]}.{signature}"):
            answer = self.program.get("/private", headers={"Authorization": "Bearer " + bad})
            self.assertEqual(answer.status, 401, bad)
            self.assertIn("invalid_token", answer["WWW-Authenticate"])

    def testTwoKindsOfCredentialsIdentifyNobody(self):
        self.browser.logIn(NAME, PASSWORD)
        bearer = {"Authorization": "Bearer " + self.token().json["access_token"]}
        self.assertNotEqual(self.browser.get("/private", headers=bearer).status, 200)

    def testDisabledUserIsLoggedOutWithinASecond(self):
        self.host.mustRun("user", "add", "--password-stdin", "leaver@gmail.com", input=PASSWORD + "\n")
        self.browser.logIn("leaver@gmail.com", PASSWORD)
        self.assertEqual(self.browser.get("/private").status, 200)
        self.host.mustRun("user", "disable", "leaver@gmail.com")
        disabled = time.monotonic()
        # The time when a request is sent counts, not when its answer arrives: a slow machine must not make a correct server fail.
        while (sent := time.monotonic()) and self.browser.get("/private").status == 200:
            self.assertLess(sent - disabled, 1, "a disabled user is still in after a second")
        self.assertEqual(self.browser.logIn("leaver@gmail.com", PASSWORD).status, 422)

    def testUnknownPathIsAPageForBrowsersAndJsonForPrograms(self):
        page, problem = self.browser.get("/nowhere"), self.program.get("/nowhere")
        self.assertEqual((page.status, page["Content-Type"]), (404, "text/html; charset=utf-8"))
        self.assertEqual((problem.status, problem["Content-Type"]), (404, "application/problem+json"))

    def testOptionsNamesTheMethods(self):
        answer = self.program.request("OPTIONS", "/auth/login")
        self.assertEqual((answer.status, sorted(answer["Allow"].split(", "))), (204, ["GET", "HEAD", "OPTIONS", "POST"]))

    def testEveryAnswerHasTheSecurityHeaders(self):
        answers = [self.browser.get(target) for target in ("/", "/private", "/nowhere", "/auth/login", "/assets/site.css",
                                                           "/%2e%2e/x", "/%zz", "/auth/logout")]
        answers += [self.program.get("/private"), self.token(), self.token(password="x"), self.browser.post("/", {})]
        for answer in answers:
            for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options",
                         "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Request-Id",
                         "Cache-Control", "Date"):
                self.assertTrue(answer[name], f"{answer.status} without {name}")
            self.assertEqual(answer["Strict-Transport-Security"], "")  # only over TLS

    def testAssetIsCachedUntilItChanges(self):
        style = self.browser.get("/assets/site.css")
        self.assertEqual((style.status, style["Content-Type"]), (200, "text/css; charset=utf-8"))
        again = self.browser.get("/assets/site.css", headers={"If-None-Match": style["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.browser.get("/assets/../index.html").status, 404)
        self.assertEqual(self.browser.get("/assets/%2e%2e/_layout.html").status, 404)

    def testTrailingSlashRedirectsToThePage(self):
        answer = self.browser.get("/private/?a=1")
        self.assertEqual((answer.status, answer["Location"]), (308, "/private?a=1"))


if __name__ == "__main__":
    main()
