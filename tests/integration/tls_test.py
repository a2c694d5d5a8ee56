#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The site over TLS: versions and names, answers to clients without TLS, cookies, and bad certificates."""
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest
from urllib.parse import urlsplit

from client import Client
from suite import NAME, PASSWORD, SOURCE, main, runningHost

BAD_CONFIGURATION = 78


def makeCertificate(folder: pathlib.Path, name: str, names: str) -> None:
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3",
                    "-subj", "/CN=test", "-addext", f"subjectAltName={names}", "-keyout", str(folder / f"{name}.key"),
                    "-out", str(folder / f"{name}.pem")], check=True, capture_output=True)
    (folder / f"{name}.key").chmod(0o600)


def section(folder: pathlib.Path, chains: list, keys: list, more: str = "") -> str:
    files = {"certificates": [folder / name for name in chains], "keys": [folder / name for name in keys]}
    return "\n[tls]\n" + "".join(f"{key} = [{', '.join(chr(34) + str(path) + chr(34) for path in paths)}]\n"
                                 for key, paths in files.items()) + more


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        makeCertificate(cls.folder, "site", "DNS:localhost,IP:127.0.0.1")
        makeCertificate(cls.folder, "other", "DNS:other.example,DNS:*.wild.example")


class TlsTest(Certificates):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        more = section(cls.folder, ["site.pem", "other.pem"], ["site.key", "other.key"])
        cls.host = cls.enterClassContext(runningHost("tls", more=more, tls=True))
        cls.address = (urlsplit(cls.host.tlsUrl).hostname, urlsplit(cls.host.tlsUrl).port)

    def context(self, *trusted: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for name in trusted or ("site", "other"):
            context.load_verify_locations(self.folder / f"{name}.pem")
        return context

    def client(self, **more) -> Client:
        return Client(self.host.tlsUrl, context=self.context(), **more)

    def connect(self, context: ssl.SSLContext, name: str = "localhost") -> ssl.SSLSocket:
        connection = socket.create_connection(self.address, timeout=30)
        try:
            return context.wrap_socket(connection, server_hostname=name, suppress_ragged_eofs=False)
        except BaseException:
            connection.close()
            raise

    def status(self, connection: ssl.SSLSocket, host: str) -> int:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return int(received.split(b" ")[1])

    def testHttp10IsServedOverTls(self):
        context = self.context()
        context.set_alpn_protocols(["http/1.0"])
        with self.connect(context) as connection:
            self.assertEqual(connection.selected_alpn_protocol(), "http/1.0")
            self.assertEqual(self.status(connection, "localhost"), 200)
        done = subprocess.run(["curl", "--silent", "--http1.0", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}",
                               self.host.tlsUrl], capture_output=True, text=True)
        self.assertEqual(done.stdout, "200")
        context.set_alpn_protocols(["h2"])
        self.assertRaises(ssl.SSLError, self.connect, context)

    def testPlainHttpOnTheTlsPortIsAnsweredInPlainHttp(self):
        for method in ("GET", "HEAD", "DELETE", "OPTIONS"):
            with socket.create_connection(self.address, timeout=30) as plain:
                plain.sendall(f"{method} / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".encode())
                answer = b"".join(iter(lambda: plain.recv(65536), b""))
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 Bad Request\r\n"), answer)
            self.assertEqual(b"This port speaks https" in answer, method != "HEAD", method)
            self.assertEqual(b"<h1>400 Bad Request</h1>" in answer, method == "GET", method)
        with socket.create_connection(self.address, timeout=30) as plain:  # the health check must use the right port
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertTrue(b"".join(iter(lambda: plain.recv(65536), b"")).startswith(b"HTTP/1.1 400 "))
        self.host.waitForLog("127.0.0.1 speaks plain http on a port of server.listen_tls")
        self.assertEqual(self.host.logged().count("speaks plain http on a port"), 1)
        self.assertIn("speaks plain http on a port", self.host.run("doctor").stdout)

    def testOnlyTls12And13AreAccepted(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = self.context()
            context.minimum_version = context.maximum_version = version
            with self.connect(context) as connection:
                self.assertEqual(connection.version(), version.name.replace("_", "."))
                self.assertEqual(self.status(connection, "localhost"), 200)
        context = self.context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with self.assertRaises(ssl.SSLError):
            self.connect(context)

    def testHttp11IsTheOnlyAlpnProtocol(self):
        context = self.context()
        context.set_alpn_protocols(["h2", "http/1.1"])
        with self.connect(context) as connection:
            self.assertEqual(connection.selected_alpn_protocol(), "http/1.1")
        context = self.context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2  # so that the alert comes before the handshake is complete
        context.set_alpn_protocols(["h2"])
        with self.assertRaises(ssl.SSLError):
            self.connect(context)

    def testEachNameGetsItsCertificate(self):
        for name, certificate in (("localhost", "site"), ("other.example", "other"), ("a.wild.example", "other")):
            with self.connect(self.context(certificate), name) as connection:  # verifies the name
                self.assertEqual(self.status(connection, name), 200)
        context = self.context("site")
        context.check_hostname = False
        with self.connect(context, "unknown.example") as connection:
            self.assertEqual(self.status(connection, "unknown.example"), 200)

    def testHostOfAnotherCertificateIsMisdirected(self):
        with self.connect(self.context()) as connection:
            self.assertEqual(self.status(connection, "other.example"), 421)

    def testCloseNotifyIsSent(self):
        with self.connect(self.context()) as connection:
            self.assertEqual(self.status(connection, "localhost"), 200)  # recv would raise SSLEOFError without close_notify

    # A connection that exceeded its idle timeout was closed without a TLS close_notify.
    def testCloseNotifyIsSentToAnIdleConnection(self):
        more = section(self.folder, ["site.pem"], ["site.key"]) + '[limits]\nidle = "1s"\n'
        with runningHost("tls_idle", users={}, more=more, tls=True) as host:
            address = (urlsplit(host.tlsUrl).hostname, urlsplit(host.tlsUrl).port)
            with self.context().wrap_socket(socket.create_connection(address, timeout=60), server_hostname="localhost",
                                            suppress_ragged_eofs=False) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                while connection.recv(65536):
                    pass

    def testHstsIsSentOverTls(self):
        answer = self.client().get("/")
        self.assertEqual((answer.status, answer["Strict-Transport-Security"]), (200, "max-age=63072000"))

    def testLargeAnswersArriveWhole(self):
        style = self.client().get("/assets/site.css")
        self.assertEqual(style.body, (SOURCE / "pages/assets/site.css").read_bytes())

    def testLoginCookieIsSecureAndOfThisHostOnly(self):
        browser = self.client()
        done = browser.logIn(NAME, PASSWORD)
        cookie = done["Set-Cookie"]
        self.assertEqual(done.status, 303)
        self.assertTrue(cookie.startswith("__Host-"), cookie)
        self.assertIn("; Secure", cookie)
        self.assertEqual(browser.get("/private").status, 200)
        self.assertEqual(browser.post("/auth/logout", {}).status, 303)
        self.assertEqual(browser.get("/private").status, 303)

    def testPageOverPlainHttpRedirectsToHttps(self):
        sent = Client(self.host.url).get("/private?a=1")
        self.assertEqual((sent.status, sent["Location"]), (308, f"{self.host.tlsUrl}/private?a=1"))
        self.assertEqual(sent["Strict-Transport-Security"], "")

    def testProgramsAndFormsOverPlainHttpAreRefused(self):
        answers = [Client(self.host.url, browser=False).get("/private", headers={"Authorization": "Bearer x"}),
                   Client(self.host.url).logIn(NAME, PASSWORD)]
        for answer in answers:
            self.assertEqual((answer.status, answer["Content-Type"]), (403, "application/problem+json"))
            self.assertIn("use https", answer.json["detail"])

    def testHealthIsAnsweredOverPlainHttp(self):
        self.assertNotIn(Client(self.host.url, browser=False).get("/healthz").status, (308, 403))

    def testUnfinishedHandshakesDelayNoOtherClient(self):
        silent = [socket.create_connection(self.address, timeout=30) for _ in range(200)]
        try:
            for connection in silent[::2]:
                connection.sendall(b"\x16\x03\x01\x02\x00\x01")  # the first bytes of a ClientHello
            self.assertEqual(self.client().get("/").status, 200)
        finally:
            for connection in silent:
                connection.close()

    def testPlainHttpOnTheTlsPortDoesNotAffectOthers(self):
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertNotIn(b"200", connection.recv(65536))
        self.assertEqual(self.client().get("/").status, 200)


class BadCertificatesTest(Certificates):
    """None of these is served: no host starts."""

    def assertRefused(self, chains: list, keys: list, *sentences: str, command: str = "check"):
        host = runningHost("tls-refused", users={}, more=section(self.folder, chains, keys), tls=True)
        self.addCleanup(host.stop)
        done = host.run(command)
        self.assertEqual(done.returncode, BAD_CONFIGURATION, done.stdout + done.stderr)
        for sentence in sentences:
            self.assertIn(sentence, done.stderr)
        return done.stderr

    def testServerDoesNotStartWithAKeyOfAnotherCertificate(self):
        self.assertRefused(["site.pem"], ["other.key"], "is not the key of the certificate in", command="serve")

    def testMissingFilesAreAllNamed(self):
        self.assertRefused(["a.pem", "b.pem"], ["a.key", "site.key"], "a.pem: ", "b.pem: ", "a.key: ", "there is no such file")

    def testKeyThatOthersMayRead(self):
        loose = self.folder / "loose.key"
        loose.write_text((self.folder / "site.key").read_text())
        loose.chmod(0o644)
        said = self.assertRefused(["site.pem"], ["loose.key"], "is a secret but readable by everybody on this machine; chmod o-rwx it")
        self.assertNotIn("PRIVATE KEY", said)

    def testKeysMustBeAsManyAsCertificates(self):
        self.assertRefused(["site.pem", "other.pem"], ["site.key"], "there are 2 tls.certificates and 1 tls.keys")

    def testListenerNeedsACertificate(self):
        self.assertRefused([], [], "server.listen_tls needs a certificate")

    def testMatchingCertificateAndKeyAreAccepted(self):
        host = runningHost("tls-refused", users={}, more=section(self.folder, ["site.pem"], ["site.key"]), tls=True)
        self.addCleanup(host.stop)
        self.assertEqual(host.run("check").returncode, 0)


if __name__ == "__main__":
    main()
