#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""One network takes as much as it can, and a client from another network is still served. 127.0.0.0/24 attacks; 127.0.1.5 is the
other client."""
import re
import selectors
import threading
import time
import unittest

from client import Client
from raw import Raw, get
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

PERSON = "127.0.1.5"
OTHER = "user2@gmail.com"
EXAMPLES = PLUGINS.parent / "examples"
HASHING = """
[hashing]
memory = "8 MiB"
passes = 1
wait = "1m"
"""
CLOCK = get("/clock/ticks")
BEGIN = '--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
REST = "x" * 200000 + "\r\n--b--\r\n"
LINE = re.compile(r"^\d{4}-\d\d-\d\dT\S+ (?:Warning|Error) ", re.M)


def token(name: str, password: str) -> str:
    body = f"grant_type=password&username={name}&password={password}".replace("@", "%40").replace(" ", "+")
    return (f"POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}")


class Flood:
    """Persistent connections that repeatedly request a token with a wrong password."""

    def __init__(self, host, connections: int = 80):
        self.answers = []
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(host.url, f"127.0.0.{i + 1}")) for i in range(connections)]

    def _run(self, url: str, source: str):
        while not self._end.is_set():
            with Raw(url, source=source) as wire:
                wire.socket.settimeout(None)  # it waits behind all others of its kind
                try:
                    while not self._end.is_set():
                        status, headers, _ = wire.say(token(NAME, "wrong")).answer()
                        self.answers.append((status, "retry-after" in headers))
                except (EOFError, ConnectionError):
                    pass  # refused: try again

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        while len(self.answers) < 200:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self._end.set()
        for thread in self._threads:
            thread.join()


class LoginTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("shares_logins", users={NAME: PASSWORD, OTHER: PASSWORD}, more=HASHING))

    def logInTwelveTimes(self, name: str, source: str):
        statuses = []
        for _ in range(12):
            with Raw(self.host.url, source=source) as wire:
                statuses.append(wire.say(token(name, PASSWORD)).head()[0])
        self.assertEqual(statuses, [200] * 12)

    def testPersonOfAnotherNetworkLogsIn(self):
        with Flood(self.host) as flood:
            self.logInTwelveTimes(NAME, PERSON)
            browser = Client(self.host.url, source=PERSON)
            self.assertEqual(browser.logIn(NAME, PASSWORD).status, 303)
        self.assertEqual({status for status, _ in flood.answers}, {400, 429})
        self.assertTrue(all(again for status, again in flood.answers if status == 429))

    def testOtherAccountOfTheSameNetworkLogsIn(self):
        with Flood(self.host):
            self.logInTwelveTimes(OTHER, "127.0.0.200")

    def testFloodWritesOneLogLineASecondOfEachKind(self):
        before, began = len(LINE.findall(self.host.logged())), time.monotonic()
        with Flood(self.host) as flood:
            pass
        self.assertLessEqual(len(LINE.findall(self.host.logged())) - before, 4 * (time.monotonic() - began + 3))
        self.assertGreaterEqual(len(flood.answers), 200)
        self.host.waitForLog("more like it from 127.0.0.0/24)")


class LaneTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pages = [SOURCE / "pages", *sorted((SOURCE / "examples").glob("*/pages"))]
        cls.host = cls.enterClassContext(runningHost("shares_lanes", pages=pages, plugins=[PLUGINS, EXAMPLES],
                                                     users={NAME: PASSWORD, OTHER: PASSWORD}, more="\n[plugins.clock]\ntick = 20\n[limits]\nbody_wait = \"5m\"\n"))

    def wire(self, source: str) -> Raw:
        return self.enterContext(Raw(self.host.url, source=source))

    def testLongBodyOfALoginIsRefusedBeforeItIsSent(self):
        for target in ("/auth/login", "/token", "/auth/logout"):
            wire = self.wire("127.0.0.1")
            wire.say(f"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\na")
            status, headers = wire.head()
            self.assertEqual((status, headers["connection"]), (413, "close"), target)

    def testLongAnonymousBodyIsNotReadOnAGuardedRoute(self):
        for i in range(6):  # more than limits.slow_bodies
            wire = self.wire(f"127.0.0.{i + 1}")
            wire.say("POST /upload HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                     "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n")
            self.assertEqual(wire.head()[0], 401)

    def upload(self, source: str, name: str = NAME) -> Raw:
        client = Client(self.host.url, source=source)
        client.logIn(name, PASSWORD)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        wire = self.wire(source).say(
            f"POST /upload HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n"
            f"Content-Length: {len(BEGIN + REST)}\r\n\r\n{BEGIN}")
        self.assertEqual(wire.head()[0], 100)  # the body is being read
        return wire

    @staticmethod
    def end(wire: Raw) -> int:
        try:
            return wire.say(REST).head()[0]
        except (ConnectionError, EOFError):  # answered and closed while the test was still sending
            return 429

    def testSlowBodiesOfOneNetworkDoNotStopAnother(self):
        slow = [self.upload(f"127.0.0.{i + 1}") for i in range(4)]
        self.assertEqual(self.end(self.upload(PERSON)), 200)
        self.assertEqual(sorted(self.end(wire) for wire in slow), [200, 200, 200, 429])

    # An account that came from four networks had all places, and nobody had more than one.
    def testSlowBodiesOfOneAccountDoNotStopAnother(self):
        slow = [self.upload(f"127.0.{i + 2}.1") for i in range(4)]
        self.assertEqual(self.end(self.upload(PERSON, OTHER)), 200)
        self.assertEqual(sorted(self.end(wire) for wire in slow), [200, 200, 200, 429])

    def testStreamsOfOneNetworkDoNotStopAnother(self):
        streams = [self.wire(f"127.0.0.{i + 1}").say(CLOCK) for i in range(8)]
        for wire in streams:
            self.assertEqual(wire.head()[0], 200)
        person = self.wire(PERSON).say(CLOCK)
        self.assertEqual(person.head()[0], 200)
        self.assertEqual(self.wire("127.0.0.9").say(CLOCK).head()[0], 429)
        person._until(lambda have: have.count(b"data: ") >= 5)


class DescriptorTest(unittest.TestCase):
    def testIdleConnectionsAreClosedWhenDescriptorsRunOut(self):
        host = runningHost("shares_descriptors", users={}, more="\n[limits]\nidle = \"5m\"\nhead_wait = \"5m\"\n")
        self.enterContext(host)
        host.stop()
        host.serve(through=["prlimit", "--nofile=96:96"])
        self.assertRegex(host.logged(), r"limits\.connections allows 16384 connections.* \d+ are missing")
        self.assertIn("are missing", host.run("doctor").stdout)
        asking = self.enterContext(Raw(host.url))
        self.assertEqual(asking.say(get("/assets/site.css")).answer()[0], 200)
        idle = [self.enterContext(Raw(host.url)) for _ in range(150)]
        for _ in range(20):  # each is served, and an idle connection was closed for it
            with Raw(host.url) as client:
                self.assertIn(client.say(get("/healthz")).head()[0], (200, 503))
        with Raw(host.url, source=PERSON) as person:  # their network gives it one
            self.assertEqual(person.say(get("/healthz")).head()[0], 200)
        for client in idle:
            client.socket.close()

    def testAssetWithoutADescriptorIs503AndLogged(self):
        host = self.enterContext(runningHost("shares_assets", users={}, more="\n[limits]\nhead_wait = \"5m\"\n"))
        host.stop()
        host.serve(through=["prlimit", "--nofile=96:96"])
        asking = self.enterContext(Raw(host.url))
        self.assertEqual(asking.say(get("/assets/site.css")).answer()[0], 200)
        turnedAway = False
        while not turnedAway:  # each has begun a request, so that it is not idle
            client = self.enterContext(Raw(host.url)).say("G")
            client.socket.settimeout(0.2)
            try:
                turnedAway = b" 503 " in client.socket.recv(1000)
            except TimeoutError:
                pass
        status, headers, _ = asking.say(get("/assets/site.css")).answer()
        self.assertEqual((status, "retry-after" in headers), (503, True))
        host.waitForLog('a file cannot be opened: Too many open files: "/assets/site.css"')


class DenialTest(unittest.TestCase):
    # A stranger with sixty /64s used up all kinds of lines, and what an account was denied had none.
    def testAnonymousFloodDoesNotSuppressTheLogOfAnAccountsDenials(self):
        host = self.enterContext(runningHost("shares_denials", top='server.trusted_proxies = ["127.0.0.1"]\n'))

        def headersFrom(address: str, **more) -> dict:
            return {"X-Forwarded-For": address, "X-Forwarded-Proto": "https", **more}

        member = Client(host.url)
        login = {"username": NAME, "password": PASSWORD}
        self.assertEqual(member.post("/auth/login", login, headers=headersFrom("192.0.2.7")).status, 303)
        foreign = {"Sec-Fetch-Site": "cross-site"}
        for i in range(60):
            stranger = Client(host.url)
            self.assertEqual(stranger.post("/auth/logout", {}, headers=headersFrom(f"2001:db8:0:{i:x}::1", **foreign)).status, 403)
        self.assertEqual(member.post("/auth/logout", {}, headers=headersFrom("192.0.2.7", **foreign)).status, 403)
        host.waitForLog(f'account "{NAME}", rule "own form"')


class BufferedTest(unittest.TestCase):
    """Incomplete bodies occupy memory, which is bounded; one network gets at most half of it."""

    HALF = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + "x" * 50000

    def write(self, size: str):
        (self.host.scratch / "conf.d").mkdir(exist_ok=True)
        (self.host.scratch / "conf.d" / "size.toml").write_text(f'limits.buffered = "{size}"\nlimits.body_wait = "5m"\n')

    def accepted(self) -> int:
        """How many are kept before one is refused; all are closed afterwards."""
        clients, held = [], 0
        with selectors.DefaultSelector() as answers:
            while not answers.select(0):
                client = Raw(self.host.url, source="127.0.0.1").say(self.HALF)
                clients.append(client)
                answers.register(client.socket, selectors.EVENT_READ, client)
                with Raw(self.host.url, source=PERSON) as person:  # by now all earlier ones are counted
                    self.assertEqual(person.say(get("/healthz")).head()[0], 200)
                held += 1
            refused = answers.select(0)[0][0].data
            self.assertEqual(refused.head()[0], 429)
        with Raw(self.host.url, source=PERSON) as person:
            person.say(self.HALF).say("x" * 10000)
            self.assertEqual(person.head()[0], 405)  # it was accepted
        for client in clients:
            client.socket.close()
        return held - 1

    def testMemoryOfBodiesIsBounded(self):
        self.host = self.enterContext(runningHost("shares_buffered", users={}))
        self.assertEqual(self.host.stop(), 0)
        self.write("1 MiB")
        self.host.serve()
        few = self.accepted()
        self.assertTrue(4 <= few <= 9, few)  # 512 KiB divided by what one occupies, from 58 KiB to twice that
        self.host.waitForLog("127.0.0.1: 429: limits.buffered is used up; the client is from 127.0.0.0/24")
        self.write("4 MiB")
        self.assertIn("limits.buffered has changed; the new value takes effect when the server is restarted", self.host.ask("reload"))
        self.assertLess(self.accepted(), 12)
        self.assertEqual(self.host.stop(), 0)
        self.host.serve()
        self.assertGreaterEqual(self.accepted(), 16)


if __name__ == "__main__":
    main()
