#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Request framing in the real program: an ambiguous request is refused and its connection closed; request smuggling is
impossible."""
import re
import unittest

from raw import HEAD, Raw, get, post
from suite import main, runningHost

SMUGGLED = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"  # its answer is a 200 that no page resembles
CHUNKED = "Transfer-Encoding: chunked\r\n"
FORM = "grant_type=magic&username=a&password=b"
MARK = b"\r\n\r\nok\n"


class FramingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("framing", users={}))

    def all(self, text) -> bytes:
        with Raw(self.host.url) as client:
            return client.say(text).finishSending().rest()

    def statuses(self, text) -> list:
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", self.all(text))]

    def assertRefused(self, text, status: int):
        """One answer with that status, then the server closes the connection; nothing after it is served."""
        with Raw(self.host.url) as client:
            got = client.say(text).say(SMUGGLED).rest()
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d{3}) ", got), [str(status).encode()], text)
        self.assertIn(b"\r\nConnection: close\r\n", got, text)
        self.assertNotIn(MARK, got, text)

    def testAmbiguousLengthsAreRefused(self):
        for framing in ("Content-Length: 5\r\n" + CHUNKED, CHUNKED + "Content-Length: 5\r\n",
                        "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Content-Length: 5, 5\r\n", "Content-Length: +5\r\n", "Content-Length: -5\r\n",
                        "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n", "Content-Length: 5a\r\n", "Content-Length:\r\n",
                        "Content-Length: 99999999999999999999\r\n", "Content-Length: 5\x00\r\n", "Content-Length: \xb25\r\n",
                        "Content-Length : 5\r\n", "Content-Length\t: 5\r\n", " Content-Length: 5\r\n",
                        "X: y\r\n Content-Length: 5\r\n", "X: y\r\n\tContent-Length: 5\r\n", "Content-Length: 5\n",
                        "Content-Length: 5\r", "X: y\nContent-Length: 5\r\n", CHUNKED + CHUNKED, "Transfer-Encoding : chunked\r\n",
                        "X: \x0b\r\n" + CHUNKED, "X: y\r\rTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\n\x00X: y\r\n",
                        CHUNKED + "transfer-encoding: identity\r\n", "Transfer-Encoding: chunked\r\nCONTENT-LENGTH: 0\r\n"):
            self.assertRefused(post(framing, "0\r\n\r\n"), 400)

    def testTransferCodingsOtherThanChunkedAreRefused(self):
        for coding in ("gzip", "gzip, chunked", "chunked, identity", "identity", "xchunked", "chunked, chunked", "chunked;q=1",
                       "\"chunked\"", "chunked chunked", ",chunked", "chunked,", "chunkedx", "cow"):
            self.assertRefused(post(f"Transfer-Encoding: {coding}\r\n", "0\r\n\r\n"), 501)

    def testTransferCodingIgnoresCaseAndSurroundingSpace(self):
        for coding in ("CHUNKED", " chunked \t"):
            got = self.all(post(f"Transfer-Encoding: {coding}\r\n", f"{len(FORM):x}\r\n{FORM}\r\n0\r\n\r\n") + SMUGGLED)
            self.assertIn(b"unsupported_grant_type", got)
            self.assertTrue(got.endswith(MARK))

    def testMalformedChunksAreRefused(self):
        for body in ("5\r\nhelloXX\r\n0\r\n\r\n", "zz\r\n", "-1\r\n", "+5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
                     "5\nhello\n0\n\n", "5 \r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
                     "5;a\nhello\r\n0\r\n\r\n", "5;\x00\r\nhello\r\n0\r\n\r\n", "\r\n", ";a\r\n", "0\r\nX y\r\n\r\n",
                     "0\r\nX: y\n\r\n", "0\r\n X: y\r\n\r\n", "11111111111111111\r\n"):
            self.assertRefused(post(CHUNKED, body), 400)

    def testChunksBeyondTheirLimitsAreRefused(self):
        for body in ("ffffffffffffffff\r\n", "8000000000000000\r\n", "5;" + "x" * 257 + "\r\n",
                     "0\r\n" + "X: y\r\n" * 101 + "\r\n", "0\r\nX: " + "y" * 16400 + "\r\n\r\n",
                     "".join(f"1;{'x' * 250}\r\na\r\n" for _ in range(17))):
            self.assertRefused(post(CHUNKED, body), 413)

    def testChunksAtTheirLimitsAreAccepted(self):
        for size, tail in ((f"{len(FORM):x};{'x' * 255}", "0\r\n\r\n"), (f"{len(FORM):016x}", "0\r\n\r\n"),
                           (f"{len(FORM):X}", "0\r\n" + "X: y\r\n" * 100 + "\r\n"),
                           (f"{len(FORM):x};a=\"b\"", "000\r\nContent-Length: 9\r\n\r\n")):
            got = self.all(post(CHUNKED, f"{size}\r\n{FORM}\r\n{tail}") + SMUGGLED)
            self.assertIn(b"unsupported_grant_type", got, size)
            self.assertTrue(got.endswith(MARK), size)

    def testBodyIsNotReadAsARequest(self):
        got = self.all(post(f"Content-Length: {len(SMUGGLED)}\r\n", SMUGGLED))
        self.assertNotIn(MARK, got)
        got = self.all(get("/", f"Content-Length: {len(SMUGGLED)}\r\n") + SMUGGLED + SMUGGLED)  # a GET with a body
        self.assertEqual(got.count(MARK), 1)

    def testBodySentByteByByteIsAccepted(self):
        with Raw(self.host.url) as client:
            for byte in post(CHUNKED, f"{len(FORM):x}\r\n{FORM}\r\n0\r\n\r\n"):
                client.say(byte)
            self.assertIn(b"unsupported_grant_type", client.answer()[2])
            self.assertEqual(client.say(get()).answer()[0], 200)

    def testContinueIsSentOnlyToClientsThatExpectIt(self):
        with Raw(self.host.url) as client:
            client.say(post(f"Content-Length: {len(FORM)}\r\nExpect: 100-Continue\r\n"))
            self.assertEqual(client.head(), (100, {}))
            self.assertIn(b"unsupported_grant_type", client.say(FORM).answer()[2])
        self.assertEqual(self.statuses(post(f"Content-Length: {len(FORM)}\r\nExpect: 100-continue\r\n", FORM))[-1], 400)
        with Raw(self.host.url) as client:  # refused because of its length: no 100 Continue
            self.assertEqual(client.say(post("Content-Length: 99999999999\r\nExpect: 100-continue\r\n")).statuses(), [413])
        with Raw(self.host.url) as client:  # nothing waits for this body; it is larger than limits.buffered_body
            client.say(post("Content-Length: 500000\r\nExpect: 100-continue\r\n", target="/nowhere"))
            self.assertEqual(client.statuses(), [404])
        for version, expectation in (("1.0", "100-continue"), ("1.1", "100-continue")):
            self.assertEqual(self.statuses(f"GET / HTTP/{version}\r\n{HEAD}Expect: {expectation}\r\n\r\n"), [200])

    def testRequestIsRefusedBeforeItsBodyIsSent(self):
        self.assertRefused("POST /token HTTP/1.0\r\n\r\n", 411)
        self.assertRefused(post("Content-Length: 1048577\r\n"), 413)
        self.assertRefused(post("Content-Length: 3\r\nContent-Encoding: gzip\r\n", "abc"), 415)
        self.assertRefused(post("Content-Length: 3\r\nExpect: 200-ok\r\n", "abc"), 417)
        self.assertRefused(post(CHUNKED.replace("HTTP/1.1", "HTTP/1.0"), "").replace("HTTP/1.1", "HTTP/1.0"), 400)

    def testChunkedBodyBeyondTheLimitIsRefused(self):
        with Raw(self.host.url) as client:
            client.say(post(CHUNKED, "100000\r\n" + "x" * 0x100000 + "\r\n1\r\nx\r\n0\r\n\r\n"))
            self.assertEqual(client.statuses(), [413])


if __name__ == "__main__":
    main()
