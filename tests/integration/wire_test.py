#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Request heads and connections as bytes, with the real program: malformed ones are refused and closed, the rest is served in
order."""
import email.utils
import re
import time
import unittest

from raw import HEAD, Raw, get
from suite import main, runningHost

MARK = b"\r\n\r\nok\n"
HEALTH = get("/healthz")


class WireTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("wire", users={}, top='server.hosts = ["localhost", "127.0.0.1"]\n'))

    def statuses(self, text: str) -> list:
        with Raw(self.host.url) as client:
            return client.say(text).finishSending().statuses()

    def assertRefused(self, text: str, status: int):
        with Raw(self.host.url) as client:
            got = client.say(text).say(HEALTH).rest()
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d{3}) ", got), [str(status).encode()], text)
        self.assertIn(b"\r\nConnection: close\r\n", got, text)

    def assertKept(self, text: str, status: int, method: str = "GET"):
        with Raw(self.host.url) as client:
            self.assertEqual(client.say(text).answer(method)[0], status, text)
            self.assertEqual(client.say(HEALTH).answer()[2], b"ok\n", text)

    def testMissingOrRepeatedHostIsRefused(self):
        self.assertRefused("GET / HTTP/1.1\r\n\r\n", 400)
        self.assertRefused(get("/", "Host: localhost\r\n"), 400)
        self.assertRefused(get("/", "host: other\r\n"), 400)
        for host in ("a/b", "a b", "user@localhost", "localhost:port", "", "[::1", "a,b"):
            self.assertRefused(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)

    def testForeignHostIsRefused(self):
        self.assertRefused("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", 421)
        self.assertKept("GET / HTTP/1.1\r\nHost: LOCALHOST:8080\r\n\r\n", 200)
        self.assertKept("GET / HTTP/1.1\r\nHost: localhost.\r\n\r\n", 200)
        self.assertKept("GET / HTTP/1.1\r\nHost: localhost.:8080\r\n\r\n", 200)
        self.assertRefused("GET / HTTP/1.1\r\nHost: localhost..\r\n\r\n", 400)

    def testMalformedRequestLinesAreRefused(self):
        for line in ("GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET /", "GET", "GET\t/ HTTP/1.1",
                     "GET / http/1.1", "GET / HTTP/11", "GET / HTTP/1.1x", "G\x00T / HTTP/1.1", "GET /a b HTTP/1.1", "G(T / HTTP/1.1"):
            self.assertRefused(f"{line}\r\n{HEAD}\r\n", 400)
        for version in ("9.9", "2.0", "1.2", "0.9", "3.0"):
            self.assertRefused(f"GET / HTTP/{version}\r\n{HEAD}\r\n", 505)

    def testUnknownMethodsAreRefused(self):
        for method in ("TRACE", "CONNECT", "BREW", "get", "X" * 40):
            self.assertRefused(f"{method} / HTTP/1.1\r\n{HEAD}\r\n", 501)
        self.assertKept(f"DELETE / HTTP/1.1\r\n{HEAD}\r\n", 405)
        self.assertKept(f"OPTIONS * HTTP/1.1\r\n{HEAD}\r\n", 204)

    def testMalformedHeaderLinesAreRefused(self):
        for line in ("X-a : b", "X a: b", ": b", "X\x00: b", "X: a\x00b", "X: a\x7f", "X", "\tX: a", "X: a\r\n folded", "X: a\nY: b",
                     "X: a\rY: b", "(X): a"):
            self.assertRefused(get("/", line + "\r\n"), 400)
        self.assertKept(get("/", "X:a\r\nY: \t b \t\r\nZ:\r\n"), 200)

    def testHeadsBeyondTheirLimitsAreRefused(self):
        self.assertRefused(get("/" + "a" * 8192), 414)
        self.assertKept(get("/" + "a" * 8191), 404)
        self.assertRefused(get("/", "".join(f"X{i}: y\r\n" for i in range(100))), 431)
        self.assertKept(get("/", "".join(f"X{i}: y\r\n" for i in range(99))), 200)
        room = 16384 - len(HEAD) - len("X: \r\n")
        self.assertRefused(get("/", f"X: {'y' * (room + 1)}\r\n"), 431)
        self.assertKept(get("/", f"X: {'y' * room}\r\n"), 200)

    def testTooLongHeadIsRefusedBeforeItEnds(self):
        with Raw(self.host.url) as client:  # no line breaks
            self.assertEqual(client.say("GET /" + "a" * 20000).statuses(), [414])
        with Raw(self.host.url) as client:
            self.assertEqual(client.say(f"GET / HTTP/1.1\r\n{HEAD}X: " + "y" * 20000).statuses(), [431])

    def testRefusalIsAnHtmlPageForABrowser(self):
        """431 was sent as JSON, because no part of a head that was too long had been parsed."""
        accept = f"{HEAD}Accept: text/html,*/*;q=0.8\r\n"
        room = "y" * 16384
        for text, status in ((f"GET / HTTP/1.1\r\n{accept}Cookie: {room}\r\n\r\n", 431),
                             (f"GET / HTTP/1.1\r\n{accept}Cookie: {room}", 431),
                             (f"GET / HTTP/1.1\r\n{accept}" + "X: y\r\n" * 100 + "\r\n", 431),
                             (f"GET /{'a' * 8192} HTTP/1.1\r\n{accept}\r\n", 414),
                             (f"GET / HTTP/2.0\r\n{accept}\r\n", 505), (f"GET / HTTP/1.1\r\n{accept}X : y\r\n\r\n", 400),
                             (f"POST /auth/login HTTP/1.1\r\n{accept}Content-Length: 99999999999\r\n\r\n", 413)):
            for fetch, kind in (("", "text/html; charset=utf-8"), ("Sec-Fetch-Mode: cors\r\n", "application/problem+json")):
                with Raw(self.host.url) as client:
                    got = client.say(text.replace("Accept: ", f"{fetch}Accept: ")).head()
                    self.assertEqual((got[0], got[1]["content-type"]), (status, kind), text[:80])
        with Raw(self.host.url) as client:  # nothing to read
            self.assertEqual(client.say("\0").head()[1]["content-type"], "application/problem+json")

    def testAmbiguousPathsAreRefused(self):
        for path in ("/a%2fb", "/a%2Fb", "/a%5cb", "/%00", "/%c0%af", "/%e0%80%af", "/%f4%90%80%80", "/%ed%a0%80", "/%ff", "/../x",
                     "/a/../../x", "/%2e%2e/x", "/.%2e/x", "//x", "/a//b", "/a\\b", "/%zz", "/%", "/%1", "/%1f",
                     "/%7f", "/a#b", "x", "*", "?", "/a%0ab", "/a%0d%0ab"):
            self.assertRefused(get(path), 400)

    def testPathIsDecodedOnce(self):
        self.assertKept(get("/%68ealthz2"), 404)
        self.assertKept(get("/%2561"), 404)
        self.assertKept(get("/assets/site%2ecss"), 200)
        self.assertEqual(self.statuses(get("/assets/site%252ecss")), [404])

    def testDotSegmentsAreResolvedBeforeAnythingElse(self):
        for path in ("/assets/../", "/a/..", "/./", "/%2e/", "/a/%2E%2e/"):
            self.assertEqual(self.statuses(get(path)), [200], path)
        self.assertKept(get("/assets/../assets/./site.css"), 200)

    def testAbsoluteFormIsAccepted(self):
        self.assertKept("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)
        self.assertKept("GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)
        self.assertRefused("GET http://other/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)
        self.assertRefused("GET http://user@localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)

    def testRequestsOfOneConnectionAreAnsweredInOrder(self):
        self.assertEqual(self.statuses("\r\n" + get() + get("/nowhere") + HEALTH + get()), [200, 404, 200, 200])
        self.assertEqual(self.statuses(get("/", "Connection: close\r\n") + get()), [200])
        self.assertEqual(self.statuses((get("/assets/site.css") + get("/nowhere")) * 100), [200, 404] * 100)

    def testHttp10IsServed(self):
        with Raw(self.host.url) as client:
            got = client.say("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n" + HEALTH).rest()
        self.assertTrue(got.startswith(b"HTTP/1.1 200 ") and b"\r\nConnection: close\r\n" in got)
        self.assertNotIn(MARK, got)
        with Raw(self.host.url) as client:
            client.say("GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n")
            self.assertEqual(client.answer()[1]["connection"], "keep-alive")
            self.assertEqual(client.say(HEALTH).answer()[0], 200)

    def testHeadIsGetWithoutABody(self):
        for target in ("/", "/nowhere", "/assets/site.css", "/healthz"):
            with Raw(self.host.url) as client:
                client.say(f"HEAD {target} HTTP/1.1\r\n{HEAD}\r\n" + get(target))
                status, headers, _ = client.answer("HEAD")
                full = client.answer()
                self.assertEqual((status, headers["content-length"]), (full[0], full[1]["content-length"]), target)

    def testDateHeaderIsTheCurrentTime(self):
        for target in ("/", "/healthz", "/nowhere", "/%00"):
            with Raw(self.host.url) as client:
                date = email.utils.parsedate_to_datetime(client.say(get(target)).head()[1]["date"])
                self.assertLess(abs(date.timestamp() - time.time()), 600, target)

    def testHalfClosedClientGetsItsAnswer(self):
        self.assertEqual(self.statuses(get()), [200])

    def testDisconnectedClientIsDropped(self):
        for _ in range(50):
            with Raw(self.host.url) as client:
                client.say(get() * 10)
        self.assertKept(get(), 200)


if __name__ == "__main__":
    main()
