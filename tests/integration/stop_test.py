#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""SIGTERM: no request that the server has begun fails, idle clients do not delay the stop, and new ones are refused."""
import threading
import unittest

from gate import Gate
from raw import Raw, get, post
from suite import main, runningHost

FORM = "grant_type=magic&username=a&password=b"


class Busy(threading.Thread):
    """Sends requests on one connection after the other until the server accepts no more; `failed` says what went wrong before."""

    def __init__(self, url: str):
        super().__init__(daemon=True)
        self._url = url
        self.answered = 0
        self.failed = ""
        self.going = threading.Event()

    def run(self):
        try:
            while self._connection():
                pass
        except Exception as fault:  # pylint: disable=broad-except
            self.failed = repr(fault)
        self.going.set()

    def _connection(self) -> bool:
        """False: a new connection was refused."""
        fresh = True
        try:
            with Raw(self._url) as client:
                while True:
                    status, headers, _ = client.say(get("/nowhere")).answer()
                    if status != 404:
                        raise AssertionError(f"status {status}")
                    fresh = False
                    self.answered += 1
                    if self.answered == 20:
                        self.going.set()
                    if headers.get("connection") == "close":
                        return True
        except (ConnectionError, EOFError):
            if not fresh:
                raise
            return False


class StopTest(unittest.TestCase):
    def testNoRequestFailsUnderLoad(self):
        for _ in range(3):
            with runningHost("stop_load", users={}) as host:
                crowd = [Busy(host.url) for _ in range(16)]
                for one in crowd:
                    one.start()
                for one in crowd:
                    one.going.wait()
                self.assertEqual(host.stop(), 0)
                for one in crowd:
                    one.join()
                self.assertEqual([one.failed for one in crowd if one.failed], [])
                self.assertGreaterEqual(min(one.answered for one in crowd), 20)

    def testStopDoesNotWaitForIdleClients(self):
        with runningHost("stop_idle", users={}, more='\n[limits]\nstop_wait = "5m"\nidle = "1h"\nhead_wait = "10m"\n') as host:
            silent = self.enterContext(Raw(host.url))
            idle = self.enterContext(Raw(host.url)).say(get())
            self.assertEqual(idle.answer()[0], 200)
            self.assertEqual(host.stop(), 0)
            self.assertEqual(silent.rest() + idle.rest(), b"")

    def testStopDoesNotWaitForSilentConnectionsOfProxies(self):
        top = 'server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "proxy-protocol"\n'
        with runningHost("stop_proxy", users={}, top=top,
                         more='\n[limits]\nstop_wait = "5m"\nhead_wait = "10m"\n') as host:
            silent = self.enterContext(Raw(host.url))
            with Raw(host.url) as client:
                self.assertEqual(client.say("PROXY UNKNOWN\r\n" + get()).answer()[0], 200)
            self.assertEqual(host.stop(), 0)
            self.assertEqual(silent.rest(), b"")

    def testRequestInFlightIsFinished(self):
        with runningHost("stop_begun", users={}) as host:
            body = self.enterContext(Raw(host.url)).say(post(f"Content-Length: {len(FORM)}\r\n", FORM[:5]))
            head = self.enterContext(Raw(host.url)).say("GET /nowhere HT")
            with Raw(host.url) as known:  # the server has read the requests before this one
                self.assertEqual(known.say(get()).answer()[0], 200)
            stopping = threading.Thread(target=host.stop)
            stopping.start()
            try:
                while True:  # until new ones are refused
                    Raw(host.url).socket.close()
            except ConnectionError:
                pass
            status, headers, text = body.say(FORM[5:]).answer()
            self.assertEqual((status, headers["connection"]), (400, "close"))
            self.assertIn(b"unsupported_grant_type", text)
            status, headers, _ = head.say("TP/1.1\r\nHost: localhost\r\n\r\n").answer()
            self.assertEqual((status, headers["connection"]), (404, "close"))
            stopping.join()

    def testStopWaitsForASlowHandler(self):
        with Gate() as gate, runningHost("stop_held", users={}, plugins=gate.plugins) as host:
            with Raw(host.url) as held:
                held.say(get("/hold"))
                gate.waitUntilHeld(1)
                stopping = threading.Thread(target=host.stop)
                stopping.start()
                try:
                    while True:
                        Raw(host.url).socket.close()
                except ConnectionError:
                    pass
                gate.release(1)
                self.assertEqual(held.answer()[2], b"let go")
                stopping.join()

    # The server waited for it without end, until systemd killed the server.
    def testHandlerThatNeverReturnsIsAbandoned(self):
        with Gate() as gate, runningHost("stop_lost", users={}, plugins=gate.plugins, more='\n[limits]\nstop_wait = "1s"\n') as host:
            with Raw(host.url) as held:
                held.say(get("/hold"))
                gate.waitUntilHeld(1)
                self.assertEqual(host.stop(), 1)
                self.assertIn("a request did not finish within limits.stop_wait", host.logged())
                self.assertEqual(held.rest(), b"")

    def testStopWaitsForAnIncompleteRequestOnlyUntilItsDeadline(self):
        with runningHost("stop_half", users={}, more='\n[limits]\nstop_wait = "1s"\n') as host:
            half = self.enterContext(Raw(host.url)).say("GET / HT")
            with Raw(host.url) as known:
                self.assertEqual(known.say(get()).answer()[0], 200)
            self.assertEqual(host.stop(), 0)
            self.assertEqual(half.rest(), b"")


if __name__ == "__main__":
    main()
