#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""What a handler learns of a request over real sockets: every field in order, trailers, and the connection."""
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest
from urllib.parse import urlsplit

from raw import HEAD, Raw
from suite import main, runningHost
from mirror import Mirror, ask, linesOf

CHUNKED = "Transfer-Encoding: chunked\r\n"
TRAILER = "Digest: a=b\r\nx-raw: \xe9\x80\r\nCookie: sid=1\r\nContent-Length: 7\r\ndigest: c\r\n"
KEPT = ["Digest=a=b", "x-raw=\xe9\x80", "digest=c"]


def put(more: str = "", body: str = "", target: str = "/mirror") -> str:
    return f"PUT {target} HTTP/1.1\r\n{HEAD}{more}\r\n{body}"


class FieldsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        plugins = cls.enterClassContext(Mirror()).plugins
        cls.host = cls.enterClassContext(runningHost("fields", users={}, plugins=plugins))

    def status(self, text: str) -> int:
        with Raw(self.host.url) as client:
            return client.say(text).head()[0]

    def testHeadersComeAsSentAndInOrder(self):
        sent = "x-B: 1\r\nX-b:2\r\nAccept: a\r\nX-Raw: \t\xe9\x80 \xff\t\r\nX-B:\r\n"
        self.assertEqual(ask(self.host.url, put(sent), "header"),
                         ["Host=localhost", "x-B=1", "X-b=2", "Accept=a", "X-Raw=\xe9\x80 \xff", "X-B="])
        many = "".join(f"X-{i}: {i}\r\n" for i in range(99))
        self.assertEqual(ask(self.host.url, put(many), "header")[1:], [f"X-{i}={i}" for i in range(99)])

    def testCookiesQueryAndFormComeInOrder(self):
        more = ("Cookie: b=2; a=1\r\nCookie: b=3\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Content-Length: 11\r\nOrigin: http://localhost\r\n")
        text = put(more, "f=%26&g=1+2", "/mirror?z=1&a=%41&z=")
        for kind, expected in (("cookie", ["b=2", "a=1", "b=3"]), ("query", ["z=1", "a=A", "z="]), ("form", ["f=&", "g=1 2"])):
            self.assertEqual(ask(self.host.url, text, kind), expected)

    def testTrailerOfASmallBody(self):
        text = put(CHUNKED, f"5\r\nhello\r\n0\r\n{TRAILER}\r\n")
        self.assertEqual(ask(self.host.url, text, "trailer"), KEPT)
        self.assertEqual(ask(self.host.url, text, "method"), ["PUT=hello"])
        self.assertEqual(ask(self.host.url, text, "cookie"), [])
        self.assertEqual(ask(self.host.url, text, "header"), ["Host=localhost", "Transfer-Encoding=chunked"])
        self.assertEqual(ask(self.host.url, put(CHUNKED, "0\r\n\r\n"), "trailer"), [])
        self.assertEqual(ask(self.host.url, put(), "trailer"), [])

    def testTrailerBelongsToItsRequest(self):
        with Raw(self.host.url) as client:
            client.say(put(CHUNKED, f"0\r\n{TRAILER}\r\n") + put(CHUNKED, "0\r\nX: y\r\n\r\n") + put())
            for expected in (KEPT, ["X=y"], []):
                self.assertEqual(linesOf(client.answer()[2], "trailer"), expected)

    def testTrailerOfALargeBodyComesAtItsEnd(self):
        size = 300_000  # more than limits.buffered_body
        with Raw(self.host.url) as client:
            client.say(put(CHUNKED + "Expect: 100-continue\r\n", target="/mirror/pieces"))
            client.say(f"{size:x}\r\n" + "x" * size)
            client.say(f"\r\n0\r\n{TRAILER}")  # the handler waits for its end
            client.say("\r\n")
            status, _, body = client.answer()
            while status == 100:
                status, _, body = client.answer()
        self.assertEqual(status, 200)
        self.assertEqual((linesOf(body, "body"), linesOf(body, "early"), linesOf(body, "trailer")), ([f"bytes={size}"], [], KEPT))
        text = put(CHUNKED, f"{size:x}\r\n" + "x" * size + f"\r\n0\r\n{TRAILER}\r\n")
        self.assertEqual(ask(self.host.url, text, "trailer"), KEPT)

    def testTrailersBeyondTheLimitsOfAHeaderAreRefused(self):
        fields = "".join(f"X{i}: y\r\n" for i in range(100))
        self.assertEqual(len(ask(self.host.url, put(CHUNKED, f"0\r\n{fields}\r\n"), "trailer")), 100)
        self.assertEqual(self.status(put(CHUNKED, f"0\r\n{fields}X: y\r\n\r\n")), 413)
        longest = "X: " + "y" * (16384 - 5) + "\r\n"
        self.assertEqual(self.status(put(CHUNKED, f"0\r\n{longest}\r\n")), 200)
        self.assertEqual(self.status(put(CHUNKED, f"0\r\nX{longest}\r\n")), 413)
        for bad in ("X : y\r\n", " X: y\r\n", "X\r\n", "X: \0\r\n"):
            self.assertEqual(self.status(put(CHUNKED, f"0\r\n{bad}\r\n")), 400)

    def testPortIsThatOfTheClient(self):
        with Raw(self.host.url) as client:
            port = client.socket.getsockname()[1]
            self.assertEqual(linesOf(client.say(put()).answer()[2], "connection"),
                             [f"port={port}", "version=", "cipher=", "subject=", "certificate=0"])


class ClientCertificateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        cls.openssl("req", "-x509", *cls.newKey("site"), "-subj", "/CN=site", "-addext", "subjectAltName=DNS:localhost",
                    "-out", "site.pem")
        for authority in ("ca", "strangers"):
            cls.openssl("req", "-x509", *cls.newKey(authority), "-subj", f"/CN={authority}", "-out", f"{authority}.pem")
        for name, authority in (("ada", "ca"), ("eve", "strangers")):
            cls.openssl("req", *cls.newKey(name), "-subj", f"/O=Example, Inc/CN={name}", "-out", f"{name}.csr")
            cls.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                        "-CAcreateserial", "-days", "3", "-out", f"{name}.pem")
        files = {key: cls.folder / name for key, name in (("certificates", "site.pem"), ("keys", "site.key"), ("client_ca", "ca.pem"))}
        more = "\n[tls]\n" + "".join(f'{key} = ["{file}"]\n' for key, file in files.items())
        plugins = cls.enterClassContext(Mirror()).plugins
        cls.host = cls.enterClassContext(runningHost("client-certificates", users={}, plugins=plugins, more=more, tls=True))

    @classmethod
    def openssl(cls, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=cls.folder)
        for key in cls.folder.glob("*.key"):
            key.chmod(0o600)

    @staticmethod
    def newKey(name: str) -> list:
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key"]

    def said(self, name: str = "", version=ssl.TLSVersion.TLSv1_3) -> list:
        """What the mirror says of the connection; nothing if it is refused."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.folder / "site.pem")
        context.minimum_version = context.maximum_version = version
        if name:
            context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        place = urlsplit(self.host.tlsUrl)
        received = b""
        try:
            with socket.create_connection((place.hostname, place.port), timeout=30) as plain, \
                    context.wrap_socket(plain, server_hostname="localhost") as connection:
                connection.sendall(put("Connection: close\r\n").encode())
                while piece := connection.recv(65536):
                    received += piece
        except (ssl.SSLError, ConnectionError):
            return []
        return linesOf(received, "connection")

    def testCertificateOfTheAuthorityIsGivenToTheHandler(self):
        der = ssl.PEM_cert_to_DER_cert((self.folder / "ada.pem").read_text())
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            said = self.said("ada", version)
            self.assertIn(f"version={version.name.replace('_', '.')}", said)
            self.assertIn("subject=CN=ada,O=Example\\, Inc", said)
            self.assertIn(f"certificate={len(der)}", said)
            self.assertTrue(any(line.startswith("cipher=TLS_") for line in said), said)

    def testClientWithoutACertificateIsServed(self):
        said = self.said()
        self.assertIn("subject=", said)
        self.assertIn("certificate=0", said)

    def testCertificateOfAnotherAuthorityIsRefused(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            self.assertEqual(self.said("eve", version), [])


if __name__ == "__main__":
    main()
