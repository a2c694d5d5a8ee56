#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Streamed answers and bodies over real sockets, with the examples `clock` (an event stream) and `upload` (a form with files)."""
import concurrent.futures
import pathlib
import re
import select
import unittest

from client import Client
from streaming_client import Wire
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

EXAMPLES = PLUGINS.parent / "examples"
MIB = 1 << 20
LIMITS = """
[plugins.clock]
tick = 20
[plugins.upload]
largest = "24 MiB"
[limits]
streams = 2
slow_bodies = 2
upload = "32 MiB"
body_wait = "1s"
stop_wait = "5m"
"""
CLOCK = "GET /clock/ticks HTTP/1.1\r\nHost: localhost\r\n\r\n"
HELLO = "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def part(filename: str, content: bytes) -> bytes:
    return (f'--b\r\nContent-Disposition: form-data; name="files"; filename="{filename}"\r\n\r\n').encode() + content + b"\r\n"


END = b"--b--\r\n"


class StreamingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pages = [SOURCE / "pages", *sorted((SOURCE / "examples").glob("*/pages"))]
        cls.host = cls.enterClassContext(cls.start("streaming", pages))
        client = Client(cls.host.url)
        client.logIn(NAME, PASSWORD)
        cls.cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    @staticmethod
    def start(name: str, pages=None):
        return runningHost(name, pages=pages or [SOURCE / "pages"], plugins=[PLUGINS, EXAMPLES], more=LIMITS)

    def wire(self) -> Wire:
        return Wire(self.host.url)

    def upload(self, framing: str, boundary: str = "b", more: str = "") -> str:
        return (f"POST /upload HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
                f"Content-Type: multipart/form-data; boundary={boundary}\r\n{framing}\r\n{more}\r\n")

    def chunked(self, body: bytes, size: int) -> bytes:
        pieces = (body[at:at + size] for at in range(0, len(body), size))
        return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"

    def kept(self) -> list:
        return sorted((self.host.state).rglob("*-[0-9]"), key=lambda file: file.stat().st_mtime)

    # ---- answers -----------------------------------------------------------------------------------------------------------

    def testEventsArriveWhileTheHandlerRuns(self):
        with self.wire() as wire:
            wire.send(CLOCK)
            head = wire.until(rb"^HTTP/1\.1 200 OK\r\n.*?\r\n\r\n")[0]
            self.assertIn(b"\r\nTransfer-Encoding: chunked\r\n", head)
            self.assertIn(b"\r\nContent-Type: text/event-stream\r\n", head)
            for _ in range(3):
                wire.until(rb"^25\r\ndata: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\n\n\r\n")

    def testHttp10StreamIsNotChunked(self):
        with self.wire() as wire:
            head = wire.send("GET /clock/ticks HTTP/1.0\r\n\r\n").until(rb"^.*?\r\n\r\n")[0]
            self.assertNotIn(b"Transfer-Encoding", head)
            self.assertIn(b"\r\nConnection: close\r\n", head)
            wire.until(rb"^data: [^\n]*\n\ndata: ")

    def testHeadOfAStreamHasNoBodyAndKeepsTheConnection(self):
        with self.wire() as wire:
            wire.send(CLOCK.replace("GET", "HEAD") + HELLO)
            wire.until(rb"^HTTP/1\.1 200 OK\r\n.*?\r\n\r\n")
            self.assertTrue(wire.rest().startswith(b"HTTP/1.1 200 OK\r\n"))

    def testTooManyStreamsAre503AndPagesAreServed(self):
        with self.wire() as first, self.wire() as second, self.wire() as third, self.wire() as page:
            for wire in (first, second):
                wire.send(CLOCK).until(rb"data: ")
            self.assertEqual(third.send(CLOCK).status(), 503)
            self.assertEqual(page.send(HELLO).status(), 200)
        self.mustHaveAFreeStream()

    def testDisconnectedReaderFreesItsStream(self):
        for _ in range(5):  # more than limits.streams
            self.mustHaveAFreeStream()

    def mustHaveAFreeStream(self):
        """An event tells the server that a reader has gone; until then it answers 503."""
        for _ in range(2000):
            with self.wire() as wire:
                if wire.send(CLOCK).status() == 200:
                    return wire.until(rb"data: ")
        self.fail("no stream became free")

    def login(self, name: str) -> str:
        self.host.mustRun("user", "add", "--password-stdin", name, input=PASSWORD + "\n")
        client = Client(self.host.url)
        client.logIn(name, PASSWORD)
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    def testStreamEndsWhenItsLoginEnds(self):
        """The stream continued for a disabled user as long as the connection lasted."""
        cookie = self.login("reader@gmail.com")
        with self.wire() as reader, self.wire() as stranger:
            reader.send(CLOCK.replace("\r\n\r\n", f"\r\nCookie: {cookie}\r\n\r\n")).until(rb"data: .*\n\n")
            stranger.send(CLOCK).until(rb"data: .*\n\n")
            self.host.mustRun("user", "disable", "reader@gmail.com")
            self.assertFalse(reader.rest().endswith(b"\r\n0\r\n\r\n"))
            stranger.until(rb"data: .*\n\n")
        self.host.waitForLog('account "reader@gmail.com", rule "public": the answer was cut off: the sender no longer has access')

    def testUploadOfAUserDisabledMeanwhileIsDiscarded(self):
        cookie, self.cookie = self.cookie, self.login("writer@gmail.com")
        self.addCleanup(setattr, self, "cookie", cookie)
        before, begin = self.kept(), part("late.txt", b"late")[:-2]
        # The body must not pause while the command runs, which takes long on a busy machine.
        with self.wire() as wire, concurrent.futures.ThreadPoolExecutor(1) as pool:
            wire.send(self.upload(f"Content-Length: {len(begin) + 200 * 65536}")).send(begin)
            disabled = pool.submit(self.host.mustRun, "user", "disable", "writer@gmail.com")
            for _ in range(199):  # the user is checked again every 3 s
                if select.select([wire.socket], [], [], 0.5)[0]:
                    break
                wire.send(b"x" * 65536)
            disabled.result()
            self.assertEqual(wire.status(), 401)
        self.assertEqual(before, self.kept())

    def testStoppingServerEndsStreamsLongBeforeStopWaitIsOver(self):
        with self.start("streaming_stop") as host, Wire(host.url) as wire:
            wire.send(CLOCK).until(rb"data: ")
            self.assertEqual(host.stop(), 0)
            self.assertTrue(wire.rest().endswith(b"0\r\n\r\n"))  # complete, not cut off

    # ---- bodies ------------------------------------------------------------------------------------------------------------

    def resident(self) -> int:
        return int(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{self.host.pid}/status").read_text())[1]) * 1024

    # Each stream kept the generation with which it began, and after eight reloads the next one was refused.
    def testReloadEndsStreamsOfTheGenerationThatItReplaces(self):
        with self.start("streaming_reload") as host:
            for _ in range(10):
                with Wire(host.url) as wire:
                    wire.send(CLOCK).until(b"data: ")
                    host.mustRun("reload")
                    wire.until(b"\r\n0\r\n\r\n")

    def testUploadOf20MiBIsStoredWithoutBufferingItInMemory(self):
        content = bytes(range(256)) * (20 * MIB // 256)
        body = part("film.bin", content) + END
        before = self.resident()
        with self.wire() as wire:
            wire.send(self.upload(f"Content-Length: {len(body)}")).send(body)
            status, page = wire.answer()
            self.assertEqual(status, 200)
            self.assertIn(b"<strong>film.bin</strong>, 20971520 bytes.", page)
        self.assertEqual(self.kept()[-1].read_bytes(), content)
        self.assertLess(self.resident() - before, 8 * MIB)

    def testConnectionContinuesAfterAStreamedBody(self):
        body = part("a.txt", b"x" * 200000) + END
        with self.wire() as wire:
            wire.send(self.upload("Transfer-Encoding: chunked")).send(self.chunked(body, 5000))
            self.assertEqual(wire.answer()[0], 200)
            wire.send(self.upload(f"Content-Length: {len(body)}")).send(body + HELLO.encode())
            self.assertEqual(wire.answer()[0], 200)
            self.assertEqual(wire.status(), 200)

    def testFileIsStoredForEveryEncodingOfItsName(self):
        for sent in ("filename*=UTF-8''na%C3%AFve.txt", "filename*=\"utf-8'en'na%C3%AFve.txt\"", "filename=\"naïve.txt\"",
                     "filename=\"=?utf-8?B?bmHDr3ZlLnR4dA==?=\"; filename*=utf-8''na%C3%AFve.txt", "filename*=ISO-8859-1''na%EFve.txt"):
            body = f"--b \r\nContent-Disposition: form-data; name=files; {sent}\r\n\r\nx\r\n--b--\t\r\n".encode()
            with self.wire() as wire:
                wire.send(self.upload(f"Content-Length: {len(body)}")).send(body)
                status, page = wire.answer()
                self.assertIn("<strong>naïve.txt</strong>, 1 bytes.", page.decode(), sent)
        body = b"--b\r\nContent-Disposition: form-data; name=files; filename*0=a.txt\r\n\r\nx\r\n--b--\r\n"
        with self.wire() as wire:
            self.assertEqual(wire.send(self.upload(f"Content-Length: {len(body)}")).send(body).status(), 400)

    def testPartsAreFoundWhereverTheBodyIsSplit(self):
        body = part("one.txt", b"one\r\n--a") + part("two.txt", b"\r\n-") + END
        for size in (1, 2, 7, 100):
            with self.wire() as wire:
                wire.send(self.upload("Transfer-Encoding: chunked")).send(self.chunked(body, size))
                page = wire.answer()[1]
                self.assertIn(b"<strong>one.txt</strong>, 8 bytes.", page)
                self.assertIn(b"<strong>two.txt</strong>, 3 bytes.", page)

    def testBodyBeyondTheLimitIsRefused(self):
        with self.wire() as wire:
            self.assertEqual(wire.send(self.upload(f"Content-Length: {33 * MIB}")).status(), 413)
        with self.wire() as wire:  # without a declared length
            wire.send(self.upload("Transfer-Encoding: chunked")).send(b"%x\r\n" % (33 * MIB))
            self.assertEqual(wire.status(), 413)

    def testBodyBelowTheMinimumRateIs408(self):
        with self.wire() as wire:
            wire.send(self.upload(f"Content-Length: {MIB}")).send(part("a", b"x"))
            self.assertEqual(wire.status(), 408)

    def testTooManySlowBodiesAre503(self):
        with self.wire() as first, self.wire() as second, self.wire() as third:
            for wire in (first, second):
                wire.send(self.upload(f"Content-Length: {MIB}", more="Expect: 100-continue\r\n"))
                wire.until(rb"^HTTP/1\.1 100 Continue\r\n\r\n")  # the body is being read
            self.assertEqual(third.send(self.upload(f"Content-Length: {MIB}")).status(), 503)
            self.assertEqual([first.status(), second.status()], [408, 408])

    def testAnswerBeforeTheBodyWasReadArrivesAndClosesTheConnection(self):
        with self.wire() as wire:
            wire.send(self.upload(f"Content-Length: {MIB // 2}").replace("multipart/form-data", "text/plain"))
            wire.send(b"x" * (MIB // 2))
            self.assertEqual(wire.status(), 415)
            self.assertIn(b"\r\nConnection: close\r\n", b"\r\n" + wire.rest())

    def testNoContinueIsSentForARefusedBody(self):
        with self.wire() as wire:
            wire.send(self.upload(f"Content-Length: {MIB}", more="Expect: 100-continue\r\n").replace("multipart", "text"))
            self.assertEqual(wire.status(), 415)

    def testFileBeyondThePluginsLimitGetsThePluginsAnswer(self):
        body = part("large", b"x" * (25 * MIB)) + END
        before = self.kept()
        with self.wire() as wire:
            wire.send(self.upload(f"Content-Length: {len(body)}")).send(body)
            self.assertEqual(wire.answer()[0], 413)
        self.assertEqual(self.kept(), before)

    def testFormOfAForeignSiteIsRefusedBeforeItIsRead(self):
        request = self.upload(f"Content-Length: {MIB}", more="Expect: 100-continue\r\n")
        for site in ("Sec-Fetch-Site: cross-site\r\n", "Origin: http://evil.example\r\n", ""):
            with self.wire() as wire:
                self.assertEqual(wire.send(request.replace("Sec-Fetch-Site: same-origin\r\n", site)).status(), 403)


if __name__ == "__main__":
    main()
