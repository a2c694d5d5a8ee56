#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Who the client is behind a proxy: believed from listed peers only, from none by default, and cookies follow it."""
import unittest

from raw import HEAD, Raw, get
from suite import NAME, PASSWORD, main, runningHost

CLIENT = "192.0.2.7"
LOGIN = f"username={NAME.replace('@', '%40')}&password={PASSWORD.replace(' ', '+')}"
V2 = b"\r\n\r\n\0\r\nQUIT\n"


def login(more: str) -> str:
    return (f"POST /auth/login HTTP/1.1\r\n{HEAD}Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Length: {len(LOGIN)}\r\n{more}\r\n{LOGIN}")


def addressesIn(log: str) -> list:
    """The clients of the requests for /nowhere in the access log."""
    return [line.split(" - ")[0].split()[-1] for line in log.splitlines() if '"GET /nowhere ' in line]


class ProxiesTest(unittest.TestCase):
    def clients(self, name: str, top: str, *sent) -> list:
        """Sends each on a connection of its own; the addresses that the log then has."""
        with runningHost(name, users={}, top=top) as host:
            for text in sent:
                with Raw(host.url) as client:
                    client.say(text).endSaying().rest()
            self.assertEqual(host.stop(), 0)
            return addressesIn(host.logged())

    def loginCookie(self, name: str, top: str, more: str) -> tuple:
        with runningHost(name, top=top) as host, Raw(host.url) as client:
            status, headers, _ = client.say(login(more)).answer()
            return status, headers.get("set-cookie", "")

    def testNobodyIsBelievedByDefault(self):
        asked = get("/nowhere", f"X-Forwarded-For: {CLIENT}\r\nForwarded: for={CLIENT}\r\n")
        self.assertEqual(self.clients("no_proxy", "", asked), ["127.0.0.1"])
        with runningHost("no_proxy_protocol", users={}) as host, Raw(host.url) as client:
            self.assertEqual(client.say(f"PROXY TCP4 {CLIENT} 127.0.0.1 1 80\r\n" + get()).statuses(), [400])

    def testOtherPeersAreNotBelieved(self):
        for header in ("x-forwarded", "forwarded", "proxy-protocol"):
            top = f'server.trusted_proxies = ["10.0.0.0/8", "unix"]\nserver.proxy_header = "{header}"\n'
            asked = get("/nowhere", f"X-Forwarded-For: {CLIENT}\r\nForwarded: for={CLIENT}\r\n")
            self.assertEqual(self.clients("other_peer", top, asked), ["127.0.0.1"], header)

    def testOnlyTheChosenHeaderIsBelieved(self):
        trusted = 'server.trusted_proxies = ["127.0.0.0/8"]\n'
        asked = get("/nowhere", f"X-Forwarded-For: 1.1.1.1, {CLIENT}\r\nForwarded: for=192.0.2.8\r\n")
        self.assertEqual(self.clients("x_forwarded", trusted, asked), [CLIENT])
        self.assertEqual(self.clients("forwarded", trusted + 'server.proxy_header = "forwarded"\n', asked), ["192.0.2.8"])

    def testProxyProtocol(self):
        top = 'server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "proxy-protocol"\n'
        one = f"PROXY TCP4 {CLIENT} 127.0.0.1 1 80\r\n".encode()
        two = V2 + b"\x21\x11\0\x0c\xc0\0\2\x08\x7f\0\0\1\0\1\0\x50"
        local = V2 + b"\x20\0\0\0"
        asked = get("/nowhere", "X-Forwarded-For: 1.1.1.1\r\n").encode()
        self.assertEqual(self.clients("proxy_protocol", top, one + asked, two + asked + asked, local + asked,
                                      b"PROXY UNKNOWN\r\n" + asked),
                         [CLIENT, "192.0.2.8", "192.0.2.8", "127.0.0.1", "127.0.0.1"])
        with runningHost("proxy_protocol_must", users={}, top=top) as host:
            for bad in (get().encode(), b"PROXY TCP4 x y 1 2\r\n" + asked, V2 + b"\x31\x11\0\x0c" + bytes(12) + asked):
                with Raw(host.url) as client:
                    self.assertEqual(client.say(bad).rest(), b"")
            with Raw(host.url) as client:
                for byte in two + asked:  # in pieces, the request behind it in the same one as its last byte
                    client.say(bytes([byte]))
                self.assertEqual(client.answer()[0], 404)
            with Raw(host.url) as client:
                client.say(one[:20])
                self.assertEqual(client.say(one[20:] + asked).answer()[0], 404)

    def testCookiesFollowTheClient(self):
        trusted = 'server.trusted_proxies = ["127.0.0.1"]\n'
        status, cookie = self.loginCookie("cookie_https", trusted, f"X-Forwarded-For: {CLIENT}\r\nX-Forwarded-Proto: https\r\n")
        self.assertEqual(status, 303)
        self.assertIn("Secure", cookie)
        # Its proxy is on this machine, the client is not: its password came over a network in the open.
        status, cookie = self.loginCookie("cookie_http", trusted, f"X-Forwarded-For: {CLIENT}\r\n")
        self.assertNotEqual(status, 303)
        self.assertEqual(cookie, "")
        # Not believed: the peer itself is on this machine, and says nothing of TLS.
        status, cookie = self.loginCookie("cookie_alone", "", f"X-Forwarded-For: {CLIENT}\r\nX-Forwarded-Proto: https\r\n")
        self.assertEqual(status, 303)
        self.assertNotIn("Secure", cookie)


if __name__ == "__main__":
    main()
