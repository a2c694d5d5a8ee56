#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The client's address behind a proxy: believed only from trusted proxies, by default from none, and the cookies match."""
import tempfile
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
        """Sends each on its own connection; returns the addresses in the log."""
        with runningHost(name, users={}, top=top) as host:
            for text in sent:
                with Raw(host.url) as client:
                    client.say(text).finishSending().rest()
            self.assertEqual(host.stop(), 0)
            return addressesIn(host.logged())

    def loginCookie(self, name: str, top: str, more: str) -> tuple:
        with runningHost(name, top=top) as host, Raw(host.url) as client:
            status, headers, _ = client.say(login(more)).answer()
            return status, headers.get("set-cookie", "")

    def testNoProxyIsTrustedByDefault(self):
        asked = get("/nowhere", f"X-Forwarded-For: {CLIENT}\r\nForwarded: for={CLIENT}\r\n")
        self.assertEqual(self.clients("no_proxy", "", asked), ["127.0.0.1"])
        with runningHost("no_proxy_protocol", users={}) as host, Raw(host.url) as client:
            self.assertEqual(client.say(f"PROXY TCP4 {CLIENT} 127.0.0.1 1 80\r\n" + get()).statuses(), [400])

    def testHeadersOfOtherPeersAreIgnored(self):
        for header in ("x-forwarded", "forwarded", "proxy-protocol"):
            top = f'server.trusted_proxies = ["10.0.0.0/8", "unix"]\nserver.proxy_header = "{header}"\n'
            asked = get("/nowhere", f"X-Forwarded-For: {CLIENT}\r\nForwarded: for={CLIENT}\r\n")
            self.assertEqual(self.clients("other_peer", top, asked), ["127.0.0.1"], header)

    def testOnlyTheConfiguredHeaderIsUsed(self):
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
                         [CLIENT, "192.0.2.8", "192.0.2.8", "127.0.0.1", "unknown"])
        with runningHost("proxy_protocol_must", users={}, top=top) as host:
            for bad in (get().encode(), b"PROXY TCP4 x y 1 2\r\n" + asked, V2 + b"\x31\x11\0\x0c" + bytes(12) + asked):
                with Raw(host.url) as client:
                    self.assertEqual(client.say(bad).rest(), b"")
            with Raw(host.url) as client:
                for byte in two + asked:  # byte by byte, with the next request directly after the last byte
                    client.say(bytes([byte]))
                self.assertEqual(client.answer()[0], 404)
            with Raw(host.url) as client:
                client.say(one[:20])
                self.assertEqual(client.say(one[20:] + asked).answer()[0], 404)

    def testProxyHeaderWithManyExtensionsIsAccepted(self):
        """Cloud private links pass the origin of the client in them."""
        top = 'server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "proxy-protocol"\n'
        asked = get("/nowhere").encode()

        def two(extension: int) -> bytes:
            more = b"\xea" + (extension - 3).to_bytes(2, "big") + b"x" * (extension - 3)
            return V2 + b"\x21\x11" + (12 + len(more)).to_bytes(2, "big") + b"\xc0\0\2\x08\x7f\0\0\1\0\1\0\x50" + more
        most = 4096 - 16 - 12
        self.assertEqual(self.clients("proxy_extensions", top, *(two(size) + asked for size in (3, 600, 1100, 3000, most))),
                         ["192.0.2.8"] * 5)
        with runningHost("proxy_too_long", users={}, top=top) as host, Raw(host.url) as client:
            self.assertEqual(client.say(two(most + 1) + asked).rest(), b"")
            host.waitForLog("a PROXY header longer than its limit")

    def testProxyThatSendsNoHeaderIsLogged(self):
        top = 'server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "proxy-protocol"\n'
        with runningHost("proxy_none", users={}, top=top) as host:
            for _ in range(20):
                with Raw(host.url) as client:
                    self.assertEqual(client.say(get()).rest(), b"")
            host.waitForLog('server.proxy_header = "proxy-protocol" expects its connections to begin with')
            self.assertEqual(host.logged().count("expects its connections to begin with"), 1)
            self.assertIn("received: no PROXY header", host.run("doctor").stdout)

    def testCookiesFollowTheClient(self):
        trusted = 'server.trusted_proxies = ["127.0.0.1"]\n'
        status, cookie = self.loginCookie("cookie_https", trusted, f"X-Forwarded-For: {CLIENT}\r\nX-Forwarded-Proto: https\r\n")
        self.assertEqual(status, 303)
        self.assertIn("Secure", cookie)
        # The proxy is on this machine, the client is not: its password crossed a network unencrypted.
        status, cookie = self.loginCookie("cookie_http", trusted, f"X-Forwarded-For: {CLIENT}\r\n")
        self.assertNotEqual(status, 303)
        self.assertEqual(cookie, "")
        self.assertEqual(self.loginCookie("cookie_alone", "", "")[0], 303)  # from this machine, without a proxy

    def testLoginOfAnUnknownClientOverPlainHttpIsRefused(self):
        """The proxy is on this machine, the client may be anywhere: its password crossed a network, or may have."""
        def refuses(host, *mores, where=""):
            for more in mores:
                with Raw(where or host.url) as client:
                    status, headers, _ = client.say(more if isinstance(more, bytes) else login(more)).answer()
                    self.assertNotEqual(status, 303, more)
                    self.assertNotIn("set-cookie", headers, more)
        with runningHost("loopback_untrusted", top='server.hosts = ["localhost", "www.example.org"]\n') as host:
            refuses(host, f"X-Forwarded-For: {CLIENT}\r\n", "X-Forwarded-For: 127.0.0.1\r\n", "X-Forwarded-Proto: https\r\n",
                    "X-Real-IP: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n", "Via: 1.1 proxy\r\n", "Origin: http://www.example.org\r\n",
                    login("").replace("Host: localhost", "Host: www.example.org").encode())
            token = host.run("doctor").stdout
            self.assertIn("127.0.0.1 sends X-Forwarded-For and is not in server.trusted_proxies", token)
            self.assertEqual(host.logged().count("is not in server.trusted_proxies"), 1)
            self.assertIn("is not in server.trusted_proxies", host.mustRun("status"))
            host.mustRun("reload")
            self.assertNotIn("is not in server.trusted_proxies", host.mustRun("status"))
        with runningHost("loopback_trusted", top='server.trusted_proxies = ["127.0.0.1"]\n') as host:
            refuses(host, "", *(f"X-Forwarded-For: {value}\r\n" for value in (
                "unknown", "_hidden", "203.0.113.9, garbage", "", "127.0.0.1,", "127.0.0.1 x", "[127.0.0.1", "203.0.113.9:x")),
                    "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: \r\n", "Forwarded: for=127.0.0.1\r\n")
        with runningHost("loopback_forwarded", top='server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "forwarded"\n') as host:
            refuses(host, "", "Forwarded: for=unknown\r\n", "Forwarded: for=_hidden\r\n", "Forwarded: by=127.0.0.1\r\n",
                    "Forwarded: for=127.0.0.1, for=unknown\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
        with runningHost("loopback_proxy", top='server.trusted_proxies = ["127.0.0.1"]\nserver.proxy_header = "proxy-protocol"\n') as host:
            refuses(host, *((line + login("")).encode() for line in ("PROXY UNKNOWN\r\n", f"PROXY TCP4 {CLIENT} 127.0.0.1 1 80\r\n")),
                    V2 + b"\x20\0\0\0" + login("").encode(), V2 + b"\x21\0\0\0" + login("").encode())
        with tempfile.TemporaryDirectory(prefix="portico-test-") as folder:
            path = f"unix:{folder}/http.sock"
            with runningHost("loopback_unix", listen=["127.0.0.1:0", path]) as host:
                refuses(host, "", where=path)

    def testProxyWithoutAnyHeaderIsRecognized(self):
        """nginx with `proxy_pass` alone: /token and HTTP Basic accepted passwords that had crossed a network unencrypted."""
        asked = get().replace("HTTP/1.1", "HTTP/1.0")
        form = f"grant_type=password&{LOGIN}"
        token = (f"POST /token HTTP/1.0\r\n{HEAD}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
                 f"\r\n{form}")
        with runningHost("silent_proxy") as host:
            for text, status in ((token.replace("HTTP/1.0", "HTTP/1.1"), 200), (token, 400), (asked, 200)):
                with Raw(host.url) as client:
                    self.assertEqual(client.say(text).answer()[0], status)
            self.assertNotIn("does not say so", host.run("doctor").stdout)  # programs on this machine use HTTP/1.0, too
            with Raw(host.url) as client:
                client.say(asked.replace("\r\n\r\n", "\r\nUser-Agent: Mozilla/5.0\r\n\r\n")).rest()
            self.assertIn("came through a proxy that does not say so (detected by HTTP/1.0)", host.run("doctor").stdout)

    def testSchemeOfThePublicUrlAppliesBehindAProxyThatReportsNone(self):
        """A plain `proxy_pass` adds no header and requests the address from its configuration."""
        status, cookie = self.loginCookie("bare_proxy", 'server.public_url = "https://www.example.org"\n', "Connection: close\r\n")
        self.assertEqual(status, 303)
        self.assertRegex(cookie, "^__Host-.*; Secure")
        with runningHost("bare_proxy_doctor", top='server.public_url = "https://www.example.org"\n') as host:
            self.assertIn("no proxy is trusted", host.run("doctor").stdout)
        status, cookie = self.loginCookie("http_of_https", 'server.public_url = "https://www.example.org"\n'
                                          'server.trusted_proxies = ["127.0.0.1"]\n', f"X-Forwarded-For: {CLIENT}\r\nX-Forwarded-Proto: http\r\n")
        self.assertNotEqual(status, 303)  # a trusted proxy says otherwise

    def testForeignHostNameIsRefusedOnALoopbackListener(self):
        """DNS rebinding: a page of evil.example requests evil.example, which now resolves to 127.0.0.1."""
        evil = get().replace("localhost", "evil.example")
        def statusOf(name, top="", text=evil, **more):
            with runningHost(name, users={}, top=top, **more) as host, Raw(host.url) as client:
                return client.say(text).answer()[0], host.run("doctor").stdout
        status, doctor = statusOf("rebinding")
        self.assertEqual(status, 421)
        self.assertIn('a request for "evil.example" was refused with 421', doctor)
        self.assertEqual(statusOf("rebinding_no", text=get().replace("localhost", "app.localhost:9"))[0], 200)
        self.assertEqual(statusOf("rebinding_hosts", 'server.hosts = ["evil.example"]\n')[0], 200)
        self.assertEqual(statusOf("rebinding_url", 'server.public_url = "http://evil.example"\n')[0], 200)
        self.assertEqual(statusOf("rebinding_trust", 'server.trusted_proxies = ["127.0.0.1"]\n')[0], 200)
        self.assertEqual(statusOf("rebinding_open", listen=["0.0.0.0:0"])[0], 200)


if __name__ == "__main__":
    main()
