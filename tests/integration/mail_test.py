#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Mail: a plugin that needs portico.mail/1, and mail_folder, whose files are read with Python's own parser."""
import email
import email.policy
import mailbox
import stat
import time
import unittest

from client import Client
from suite import PLUGINS, STANDARD, main, runningHost

GUEST = PLUGINS.parent / "tests/plugins/postman"
OK, INVALID = 0, -4
MAIL = {"to": "ada@example.org", "subject": "Hello", "text": "Text.\n"}


class MailFolderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost(
            "mail_folder", {**STANDARD, "mail": "mail_folder"}, users={}, plugins=[PLUGINS, GUEST],
            more='\n[plugins.mail_folder]\nfrom = "site@portico.example"\nfrom_name = "Störche"\n'))
        cls.folder = cls.host.state / "mail_folder/mail"

    def send(self, **fields) -> tuple:
        answer = Client(self.host.url, browser=False).post("/mail", {**MAIL, **fields}).json
        return answer["status"], answer["why"]

    def mails(self) -> list:
        """Removes and returns the mails."""
        box = mailbox.Maildir(self.folder, factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default))
        mails = list(box)
        box.clear()
        return mails

    def testMailIsReadByOthersAsItWasWritten(self):
        self.mails()
        subject = "Grüße aus Århus: " + "sehr lang und breit " * 10
        text = "Ein Satz.\n.\n..zwei Punkte\nFrom hier\n" + "ü" * 3000 + "\nEnde \n"
        html = "<p>=Grüße= &amp; mehr</p>\n" * 50
        self.assertEqual(self.send(subject=subject.strip(), name='Ada "die Erste" Lovelace', text=text, html=html,
                                   reply_to="desk@example.org", reply_to_name="Büro"), (OK, ""))
        [mail] = self.mails()
        self.assertEqual(mail["Subject"], subject.strip())
        self.assertEqual(mail["From"].addresses[0].display_name, "Störche")
        self.assertEqual(mail["From"].addresses[0].addr_spec, "site@portico.example")
        self.assertEqual(mail["To"].addresses[0].display_name, 'Ada "die Erste" Lovelace')
        self.assertEqual(mail["Reply-To"].addresses[0].display_name, "Büro")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertRegex(mail["Message-ID"], r"^<[0-9a-f]{32}@portico\.example>$")
        self.assertIsNotNone(mail["Date"].datetime)
        self.assertEqual(mail.get_content_type(), "multipart/alternative")
        self.assertEqual([part.get_content_type() for part in mail.iter_parts()], ["text/plain", "text/html"])
        self.assertEqual(mail.get_body(("plain",)).get_content(), text)
        self.assertEqual(mail.get_body(("html",)).get_content(), html)
        self.assertEqual(mail.defects, [])

    def testEveryRecipientIsNamed(self):
        self.mails()
        self.assertEqual(self.send(to="ada@example.org,bob@example.org")[0], OK)
        [mail] = self.mails()
        self.assertEqual([one.addr_spec for one in mail["To"].addresses], ["ada@example.org", "bob@example.org"])

    def testNoValueAddsAHeader(self):
        self.mails()
        for name in ("to", "subject", "name", "reply_to"):
            status, why = self.send(**{name: "ada@example.org\r\nBcc: eve@example.org"})
            self.assertEqual(status, INVALID)
            self.assertNotIn("eve", why)
        self.assertEqual(self.send(to="bücher@example.org"), (
            INVALID, "a mail address must be in ASCII; write an international domain in its xn-- form"))
        self.assertEqual(self.mails(), [])

    def testNobodyElseReadsTheFiles(self):
        self.assertEqual(self.send()[0], OK)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (self.folder / "new").iterdir()}
        self.assertEqual((modes, stat.S_IMODE(self.folder.stat().st_mode)), ({0o600}, 0o700))

    def testTaskSendsWithoutTheVisitor(self):
        self.mails()
        self.assertEqual(Client(self.host.url, browser=False).post("/mail/later", MAIL).text, "later")
        deadline = time.monotonic() + 60
        while not (mails := self.mails()) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual([mail["Subject"] for mail in mails], ["Hello"])


class ChoiceTest(unittest.TestCase):
    def testMailMustBeChosenWhenAPluginNeedsIt(self):
        host = self.enterContext(runningHost("mail_choice", users={}))
        self.assertRegex(host.mustRun("plugins", "list"), r"mail_folder .* idle .*\n +is not used: no plugin needs portico.mail/1")
        config = host.config.read_text()
        host.config.write_text(config.replace(f'["{PLUGINS}"]', f'["{PLUGINS}", "{GUEST}"]'))
        refused = host.run("check")
        self.assertIn("portico.mail/1 is provided by mail_folder, mail_smtp; name one of them in capabilities.mail",
                      refused.stdout + refused.stderr)
        host.config.write_text(host.config.read_text() + 'mail = "mail_folder"\n')
        self.assertRegex(host.mustRun("plugins", "list"), r"mail_folder +1\.0\.0 +used")


if __name__ == "__main__":
    main()
