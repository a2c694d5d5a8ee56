#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""mail_smtp against mail servers that are good, refuse, are silent, never end, or are not what they say."""
import concurrent.futures
import email
import email.policy
import pathlib
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from client import Client
from smtp_server import SmtpServer
from suite import PLUGINS, STANDARD, main, runningHost

GUEST = PLUGINS.parent / "tests/plugins/postman"
OK, DENIED, INVALID, UNAVAILABLE = 0, -1, -4, -5
MAIL = {"to": "ada@example.org", "subject": "Grüße", "text": "Text.\n.\nEnde\n"}
USER, PASSWORD = "site", "hunter2-is-secret"
TIMEOUT = 8


def certificate(folder: pathlib.Path, name: str, names: str) -> ssl.SSLContext:
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3",
                    "-subj", "/CN=localhost", "-addext", f"subjectAltName={names}", "-keyout", str(folder / f"{name}.key"),
                    "-out", str(folder / f"{name}.pem")], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def textOf(mail: bytes) -> str:
    return email.message_from_bytes(mail, policy=email.policy.default).get_content().replace("\r\n", "\n")


class MailSmtpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        good = certificate(folder, "good", "DNS:localhost")
        cls.otherName = certificate(folder, "other", "DNS:other.example,IP:127.0.0.1")
        cls.unknown = certificate(folder, "unknown", "DNS:localhost")
        trusted = folder / "trusted.pem"
        trusted.write_text((folder / "good.pem").read_text() + (folder / "other.pem").read_text())
        cls.server = cls.enterClassContext(SmtpServer(good, USER, PASSWORD))
        settings = {"host": "localhost", "port": cls.server.port, "ca_file": str(trusted), "user": USER, "password": PASSWORD,
                    "from": "site@portico.example", "timeout": f"{TIMEOUT}s", "connect_timeout": f"{TIMEOUT}s", "sessions": 2}
        host = runningHost(
            "mail_smtp", {**STANDARD, "mail": "mail_smtp"}, users={}, plugins=[PLUGINS, GUEST],
            more="\n[plugins.mail_smtp]\n" + "".join(f"{key} = {value!r}\n" for key, value in settings.items()))
        host.config.chmod(0o600)  # it contains a secret
        cls.host = cls.enterClassContext(host)

    def setUp(self):
        self.server.reset()

    def send(self, **fields) -> tuple:
        answer = Client(self.host.url, browser=False).post("/mail", {**MAIL, **fields}).json
        self.assertNotIn(PASSWORD, answer["why"])
        return answer["status"], answer["why"]

    def assertUnavailable(self, sentence: str, **fields):
        status, why = self.send(**fields)
        self.assertEqual(status, UNAVAILABLE, why)
        self.assertIn(sentence, why)
        self.assertEqual(self.server.mails, [])

    def configured(self, **settings):
        """Reloads with other settings until the end of the test."""
        drop = self.host.scratch / "conf.d/mail.toml"
        drop.parent.mkdir(exist_ok=True)
        drop.write_text("[plugins.mail_smtp]\n" + "".join(f"{key} = {value!r}\n" for key, value in settings.items()))
        self.addCleanup(lambda: (drop.unlink(missing_ok=True), self.host.mustRun("reload")))
        return self.host.run("reload")

    def testMailArrivesEncryptedAndAsItWasWritten(self):
        self.assertEqual(self.send(), (OK, ""))
        self.assertEqual(self.server.seen[:2], [("EHLO", False), ("STAR", False)])
        self.assertEqual(self.server.seen[2:7], [(verb, True) for verb in ("EHLO", "AUTH", "MAIL", "RCPT", "DATA")])
        [(sender, recipients, mail)] = self.server.mails
        self.assertEqual((sender, recipients), ("MAIL FROM:<site@portico.example>", ["RCPT TO:<ada@example.org>"]))
        self.assertEqual(email.message_from_bytes(mail, policy=email.policy.default)["Subject"], "Grüße")
        self.assertEqual(textOf(mail), MAIL["text"])

    def testSeveralRecipientsGetOneMail(self):
        self.assertEqual(self.send(to="ada@example.org,bob@example.org")[0], OK)
        self.assertEqual(self.server.mails[0][1], ["RCPT TO:<ada@example.org>", "RCPT TO:<bob@example.org>"])

    def testRefusedRecipientMeansNoMailForAnyone(self):
        self.server.replies = {"RCPT2": b"550 no such user"}
        status, why = self.send(to="ada@example.org,bob@example.org")
        self.assertEqual((status, self.server.mails), (DENIED, []))
        self.assertIn("550 no such user", why)
        self.assertNotIn("DATA", self.server.verbs())

    def testNothingIsSentWithoutStartTls(self):
        self.server.offers.remove(b"STARTTLS")
        self.assertUnavailable("does not offer STARTTLS")
        self.assertEqual(set(self.server.verbs()), {"EHLO"})

    def testNothingIsSentIfStartTlsIsRefused(self):
        self.server.replies = {"STARTTLS": b"454 not now"}
        self.assertUnavailable("refuses STARTTLS")
        self.assertEqual(set(self.server.verbs()), {"EHLO", "STAR"})

    def testCertificateOfAnotherNameIsRefused(self):
        self.server.context = self.otherName
        self.assertUnavailable("TLS failed")
        self.assertEqual(set(self.server.verbs()), {"EHLO", "STAR"})

    def testCertificateOfAnUnknownAuthorityIsRefused(self):
        self.server.context = self.unknown
        self.assertUnavailable("TLS failed")
        self.assertEqual(set(self.server.verbs()), {"EHLO", "STAR"})

    def testReplyInsertedBeforeTheHandshakeIsRefused(self):
        """Somebody on the way could otherwise answer for the server."""
        self.server.replies = {"STARTTLS": b"220 go\r\n250 forged"}
        self.assertUnavailable("between STARTTLS and the handshake")

    def testServerThatIsSilentIsGivenUp(self):
        for step in ("GREETING", "MAIL"):
            self.server.reset()
            self.server.replies = {step: lambda connection: time.sleep(TIMEOUT + 20)}
            began = time.monotonic()
            self.assertUnavailable("did not answer in time")
            self.assertLess(time.monotonic() - began, TIMEOUT + 10)

    def testServerThatNeverEndsIsGivenUp(self):
        def lines(connection):
            while True:
                connection.sendall(b"220-more\r\n")

        def oneLine(connection):
            while True:
                connection.sendall(b"220 " + b"x" * 1000)

        for endless in (lines, oneLine):
            self.server.replies = {"GREETING": endless}
            self.assertUnavailable("malformed or too long")

        def slowly(connection):
            while True:
                connection.sendall(b"2")
                time.sleep(0.1)

        self.server.replies = {"GREETING": lambda connection: (connection.sendall(b"220 "), slowly(connection))}
        began = time.monotonic()
        self.assertUnavailable("in time")
        self.assertLess(time.monotonic() - began, TIMEOUT + 10)

    def testServerThatClosesIsUnavailable(self):
        for step in ("GREETING", "EHLO", "STARTTLS", "LOGIN", "MAIL", "RCPT1", "DATA", "END"):
            with self.subTest(step):
                self.server.reset()
                self.server.replies = {step: None}
                self.assertUnavailable("localhost:")

    def testStatusTellsWhetherToTryAgain(self):
        for step in ("MAIL", "RCPT1", "DATA", "END"):
            for reply, expected in ((b"451 later", UNAVAILABLE), (b"421 closing", UNAVAILABLE), (b"554 spam", DENIED),
                                    (b"550-no\r\n550 never", DENIED), (b"530 log in first", UNAVAILABLE), (b"hello", UNAVAILABLE)):
                with self.subTest(step, reply=reply):
                    self.server.reset()
                    self.server.replies = {step: reply}
                    self.assertEqual(self.send()[0], expected)
                    self.assertEqual(self.server.mails, [])

    def testRefusedLoginIsForTheAdministrator(self):
        self.server.replies = {"LOGIN": f"535 wrong password {PASSWORD}".encode()}
        self.assertUnavailable("refuses the login (535)")
        self.server.offers = [b"STARTTLS", b"AUTH XOAUTH2"]
        self.assertUnavailable("offers no login")

    def testLoginWithTheOlderMechanism(self):
        self.server.offers = [b"STARTTLS", b"AUTH LOGIN"]
        self.assertEqual(self.send(), (OK, ""))

    def testMailThatIsTooLargeIsNotSent(self):
        self.server.offers.append(b"SIZE 2000")
        self.assertEqual(self.send(text="x" * 3000)[0], DENIED)
        self.assertNotIn("MAIL", self.server.verbs())

    def testLargeMailArrivesWhole(self):
        self.server.offers.remove(b"SIZE 1000000")
        text = "".join(f"Zeile {i} äöü\n" for i in range(3000))
        self.assertEqual(self.send(text=text)[0], OK)
        self.assertTrue(textOf(self.server.mails[0][2]) == text)  # a difference would take minutes to show

    def testBadMessageCausesNoConnection(self):
        for name in ("to", "subject", "name"):
            self.assertEqual(self.send(**{name: "ada@example.org\r\nRCPT TO:<eve@example.org>"})[0], INVALID)
        self.assertEqual(self.server.connections, 0)

    def testSessionsAreLimited(self):
        release = threading.Event()
        self.server.replies = {"MAIL": lambda connection: (release.wait(TIMEOUT), connection.sendall(b"250 ok\r\n"))}
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            sent = [pool.submit(self.send) for _ in range(4)]
            deadline = time.monotonic() + TIMEOUT
            while self.server.verbs().count("MAIL") < 2 and time.monotonic() < deadline:
                time.sleep(0.02)
            release.set()
            self.assertEqual([one.result() for one in sent], [(OK, "")] * 4)
        self.assertEqual(self.server.mostDelivering, 2)

    def testTlsFromTheFirstByte(self):
        self.assertEqual(self.configured(tls="tls").returncode, 0)
        self.server.implicit = True
        self.assertEqual(self.send(), (OK, ""))
        self.assertEqual({encrypted for _, encrypted in self.server.seen}, {True})
        self.server.reset()
        self.server.implicit, self.server.context = True, self.otherName
        self.assertUnavailable("TLS failed")
        self.server.reset()  # a server that speaks plain text
        self.assertUnavailable("TLS failed")
        self.assertEqual(self.server.mails, [])

    def testPlainTextIsOnlyForThisMachine(self):
        self.assertEqual(self.configured(tls="none").returncode, 0)
        self.assertEqual(self.send(), (OK, ""))
        self.assertEqual({encrypted for _, encrypted in self.server.seen}, {False})
        refused = self.configured(tls="none", host="mail.example.org")
        self.assertIn('plugins.mail_smtp.tls: "none" is only for a mail server on this machine', refused.stderr)

    def testPasswordIsInNoOutput(self):
        self.send()
        self.assertNotIn(PASSWORD, self.host.logged())
        for command in ("config show", "plugins list", "status"):
            self.assertNotIn(PASSWORD, self.host.mustRun(*command.split()))


if __name__ == "__main__":
    main()
