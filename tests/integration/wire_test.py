#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Requests as bytes: what is ambiguous or malformed is refused and the connection closes, so that nothing can be smuggled in."""
import re
import socket
import unittest
from urllib.parse import urlsplit

from suite import main, runningHost

GET = "GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


class WireTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("wire", users={}))
        cls.address = (urlsplit(cls.host.url).hostname, urlsplit(cls.host.url).port)

    def send(self, text: str) -> bytes:
        """Everything that comes back until the server closes; the client's half is closed at once."""
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(text.encode("latin-1"))
            connection.shutdown(socket.SHUT_WR)
            pieces = []
            while piece := connection.recv(65536):
                pieces.append(piece)
        return b"".join(pieces)

    def statuses(self, text: str) -> list:
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", self.send(text))]

    def testAmbiguousLengthsAreRefusedAndNothingBehindThemIsServed(self):
        smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for framing in ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Content-Length: 5, 5\r\n", "Content-Length: +5\r\n", "Content-Length: -5\r\n",
                        "Content-Length: 0x5\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                        "Content-Length: 99999999999999999999\r\n"):
            # No answer at all is Poco's own refusal of a length that is no number.
            self.assertIn(self.statuses(POST + framing + "\r\n0\r\n\r\n" + smuggled), ([400], []), framing)

    def testUnknownTransferCodingIsNotImplemented(self):
        self.assertEqual(self.statuses(POST + "Transfer-Encoding: gzip\r\n\r\n"), [501])

    def testBodyBeyondTheLimitIsRefusedBeforeItIsRead(self):
        self.assertEqual(self.statuses(POST + "Content-Length: 1048577\r\n\r\n"), [413])

    def testHostIsThereExactlyOnce(self):
        self.assertEqual(self.statuses("GET / HTTP/1.1\r\n\r\n"), [400])
        self.assertEqual(self.statuses(GET + "Host: other\r\n\r\n"), [400])
        self.assertEqual(self.statuses("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), [400])
        self.assertEqual(self.statuses("GET / HTTP/1.0\r\n\r\n"), [200])

    def testHeaderNamesAreTokens(self):
        self.assertEqual(self.statuses(GET + "X-a : b\r\n\r\n"), [400])

    def testUnknownVersionIsRefused(self):
        self.assertEqual(self.statuses("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"), [505])

    def testUnknownMethodIsNotImplemented(self):
        for method in ("TRACE", "CONNECT", "BREW"):
            self.assertEqual(self.statuses(f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n"), [501], method)

    def testPathsWithTwoReadingsAreRefused(self):
        for path in ("/a%2fb", "/a%5cb", "/%00", "/%c0%af", "/../x", "/%2e%2e/x", "//x", "/a\\b", "/%zz", "/%1f"):
            self.assertEqual(self.statuses(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), [400], path)

    def testAbsoluteTargetIsServed(self):
        self.assertEqual(self.statuses("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), [200])
        self.assertEqual(self.statuses("GET http://other/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), [400])

    def testRequestsOfOneConnectionAreAnsweredInOrder(self):
        self.assertEqual(self.statuses(GET + "\r\n" + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n" + GET + "\r\n"),
                         [200, 404, 200])

    def testChunkedFormIsRead(self):
        body = "grant_type=magic&username=a&password=b"
        chunked = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
        answer = self.send(POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunked)
        self.assertIn(b"unsupported_grant_type", answer)

    def testStoppingServerFinishesAndEndsWithZero(self):
        with runningHost("stop", users={}) as host:
            with socket.create_connection((urlsplit(host.url).hostname, urlsplit(host.url).port), timeout=30) as idle:
                idle.sendall((GET + "\r\n").encode())
                self.assertTrue(idle.recv(65536).startswith(b"HTTP/1.1 200"))
                self.assertEqual(host.stop(), 0)


if __name__ == "__main__":
    main()
