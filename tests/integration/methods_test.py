#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Methods beyond GET and POST over real sockets: where they are served, refused and listed, and that a body on any of them is
framed the same way."""
import json
import unittest

from raw import HEAD, Raw, statusesIn
from suite import main, runningHost
from mirror import Mirror, ask, linesOf

HEALTH = f"GET /healthz HTTP/1.1\r\n{HEAD}\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"


def request(method: str, target: str = "/mirror", more: str = "", body: str = "") -> str:
    return f"{method} {target} HTTP/1.1\r\n{HEAD}{more}\r\n{body}"


class MethodsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        plugins = cls.enterClassContext(Mirror()).plugins
        cls.host = cls.enterClassContext(runningHost("methods", users={}, plugins=plugins))

    def statuses(self, text: str) -> list:
        with Raw(self.host.url) as client:
            return statusesIn(client.say(text).finishSending().rest())

    def answer(self, text: str) -> tuple:
        with Raw(self.host.url) as client:
            return client.say(text).answer()

    def testDeclaredMethodsReachTheirHandler(self):
        for method in ("PUT", "DELETE", "PROPFIND", "OPTIONS"):
            self.assertEqual(ask(self.host.url, request(method), "method"), [f"{method}="])

    def testMethodOfAnotherRouteIsKnownAndNotAllowed(self):
        for target, allowed in (("/", "GET, HEAD, OPTIONS"), ("/mirror/pieces", "OPTIONS, PUT")):
            status, headers, _ = self.answer(request("PROPFIND", target))
            self.assertEqual((status, headers["allow"]), (405, allowed))
        self.assertEqual(self.answer(request("GET"))[1]["allow"], "DELETE, OPTIONS, PROPFIND, PUT")
        self.assertEqual(self.statuses(request("PROPFIND", "/nowhere") + HEALTH), [404, 200])
        self.assertEqual(self.answer(request("PROPFIND", "/assets/site.css"))[1]["allow"], "GET, HEAD, OPTIONS")

    def testServerListsItsMethods(self):
        allowed = self.answer(request("OPTIONS", "*"))[1]["allow"]
        self.assertEqual(allowed, "DELETE, GET, HEAD, OPTIONS, POST, PROPFIND, PUT")

    def testMethodThatNoRouteHasIsNotImplemented(self):
        for method in ("PROPPATCH", "propfind", "PROPFINDS", "BREW", "TRACE", "CONNECT", "put", "X" * 40):
            self.assertEqual(self.statuses(request(method) + HEALTH), [501], method)

    def testBodyIsFramedTheSameWayOnEveryMethod(self):
        for method in ("PUT", "DELETE", "PROPFIND", "OPTIONS"):
            for framing, body in (("Content-Length: 5\r\n", "hello"), (CHUNKED, "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")):
                with Raw(self.host.url) as client:
                    client.say(request(method, more=framing, body=body) + HEALTH)
                    self.assertEqual(linesOf(client.answer()[2], "method"), [f"{method}=hello"])
                    self.assertEqual(client.answer()[0], 200)

    def testBodyOfARefusedMethodIsNotARequest(self):
        """The body of a request that is answered without reading it must not be served as the next one."""
        for framing, body in ((f"Content-Length: {len(HEALTH)}\r\n", HEALTH), (CHUNKED, f"{len(HEALTH):x}\r\n{HEALTH}\r\n0\r\n\r\n")):
            for method, status in (("PATCH", 405), ("DELETE", 405), ("PROPFIND", 405), ("BREW", 501), ("GET", 200)):
                got = self.statuses(request(method, "/", framing, body))
                self.assertEqual(got, [status], (method, framing))

    def testAmbiguousFramingIsRefusedOnEveryMethod(self):
        for method in ("PUT", "DELETE", "PROPFIND", "BREW"):
            for framing in ("Content-Length: 5\r\n" + CHUNKED, "Content-Length: 5\r\nContent-Length: 5\r\n", CHUNKED * 2,
                            "Content-Length: +5\r\n"):
                self.assertEqual(self.statuses(request(method, more=framing, body=HEALTH)), [400], (method, framing))
            self.assertEqual(self.statuses(request(method, more="Transfer-Encoding: gzip\r\n")), [501])

    def testForeignPagesMayNotSendThem(self):
        foreign = "Sec-Fetch-Site: cross-site\r\nCookie: a=b\r\n"
        for method in ("PUT", "DELETE", "PROPFIND"):
            self.assertEqual(self.statuses(request(method, more=foreign)), [403], method)
        self.assertEqual(self.statuses(request("OPTIONS", more=foreign)), [200])

    def testTheyAreListedAndLogged(self):
        lines = [line.split()[:3] for line in self.host.run("routes").stdout.splitlines()]
        for method in ("DELETE", "OPTIONS", "PROPFIND", "PUT"):
            self.assertIn([method, "/mirror", "public"], lines)
        listed = {(route["method"], route["path"]) for route in json.loads(self.host.run("routes", "--json").stdout)}
        self.assertIn(("PROPFIND", "/mirror"), listed)
        self.answer(request("PROPFIND", "/mirror?logged=1"))
        self.host.waitForLog('"PROPFIND /mirror?logged=1 HTTP/1.1" 200')


if __name__ == "__main__":
    main()
