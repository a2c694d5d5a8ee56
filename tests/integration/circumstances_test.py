#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""External circumstances must not keep the server from serving: the date, the network, a full disk, a store that comes up
late."""
import json
import os
import pathlib
import re
import ssl
import subprocess
import tempfile
import unittest

from client import Client
from suite import NAME, PASSWORD, main, runningHost
from tls_test import makeCertificate, section

AUTHORITY = """\
[ca]
default_ca = own
[own]
database = index.txt
rand_serial = yes
default_md = sha256
policy = policy
x509_extensions = extensions
new_certs_dir = .
[policy]
commonName = supplied
[extensions]
subjectAltName = DNS:localhost,IP:127.0.0.1
[req]
distinguished_name = name
[name]
"""


def makeDatedCertificate(folder: pathlib.Path, name: str, begin: str, end: str):
    """A certificate that is valid from `begin` to `end` ("20200101000000Z"); openssl creates those only through a CA."""
    with tempfile.TemporaryDirectory(prefix="portico-test-") as scratch:
        (pathlib.Path(scratch) / "own.cnf").write_text(AUTHORITY)
        (pathlib.Path(scratch) / "index.txt").touch()

        def openssl(*words):
            subprocess.run(["openssl", *words, "-config", "own.cnf"], cwd=scratch, check=True, capture_output=True)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=test",
                "-keyout", str(folder / f"{name}.key"), "-out", "request")
        openssl("ca", "-batch", "-selfsign", "-in", "request", "-keyfile", str(folder / f"{name}.key"), "-notext",
                "-out", str(folder / f"{name}.pem"), "-startdate", begin, "-enddate", end)
    (folder / f"{name}.key").chmod(0o600)


class DateTest(unittest.TestCase):
    """`serve` used to end with 78, so that the service manager did not retry, and `reload` was refused."""
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        makeCertificate(cls.folder, "good", "DNS:other.example")
        makeDatedCertificate(cls.folder, "old", "20200101000000Z", "20200201000000Z")
        makeDatedCertificate(cls.folder, "new", "20990101000000Z", "20990201000000Z")

    def serves(self, *names: str) -> ssl.SSLContext:
        self.host = self.enterContext(runningHost("date", users={}, tls=True, more=self.section(*names)))
        self.answers()

    def section(self, *names: str) -> str:
        return section(self.folder, [f"{name}.pem" for name in names], [f"{name}.key" for name in names])

    def answers(self):
        careless = ssl.create_default_context()
        careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
        self.assertEqual(Client(self.host.tlsUrl, context=careless).get("/").status, 200)

    def assertReported(self, sentence: str):
        self.host.waitForLog(sentence)
        warnings = json.loads(self.host.mustRun("status", "--json"))["healthWarnings"]
        self.assertEqual([sentence in warning for warning in warnings], [True])
        self.assertRegex(self.host.mustRun("status"), f"warning +.*{re.escape(sentence)}")
        self.assertIn(sentence, self.host.run("doctor").stdout)
        checked = self.host.run("check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn(sentence, checked.stderr)
        reloaded = self.host.run("reload")
        self.assertEqual(reloaded.returncode, 0, reloaded.stderr)
        self.assertIn(sentence, reloaded.stderr)
        self.answers()

    def testExpiredCertificate(self):
        self.serves("old")
        self.assertReported("old.pem: the certificate expired on 2020-02-01 00:00 UTC; renew it")

    def testOneOfTwoCertificatesHasExpired(self):
        self.serves("good", "old")
        self.assertReported("old.pem: the certificate expired on 2020-02-01")

    def testClockIsBehind(self):
        self.serves("new")
        self.assertReported("new.pem: the certificate is not valid before 2099-01-01")

    def testRenewedCertificateIsUsedAfterAReload(self):
        self.serves("old")
        config = self.host.config.read_text()
        self.host.config.write_text(config.replace("old.", "good."))
        self.assertEqual(self.host.run("reload").stderr, "")
        self.assertEqual(json.loads(self.host.mustRun("status", "--json"))["healthWarnings"], [])

    # A corrupt file has nothing to do with the date: it is refused, and the old one stays in use.
    def testWrongKeyAtAReloadKeepsTheOldCertificate(self):
        self.serves("good")
        self.host.config.write_text(self.host.config.read_text().replace("good.key", "old.key"))
        self.assertEqual(self.host.run("reload").returncode, 78)
        self.answers()


class NetworkTest(unittest.TestCase):
    # 192.0.2.1 (TEST-NET-1) is assigned to nobody: to the server it looks like an address that the network will bring up later.
    def testAddressThatTheMachineDoesNotHaveYetIsReported(self):
        with runningHost("network", users={}, listen=["127.0.0.1:0", "192.0.2.1:0"]) as host:
            self.assertEqual(Client(host.url).get("/").status, 200)
            away = host.addresses[1]
            sentence = f"{away}: this machine does not have that address now"
            host.waitForLog(sentence)
            self.assertIn(sentence, host.mustRun("status"))
            self.assertIn(f"this machine does not currently have the address of {away}", host.run("doctor").stdout)


class LateStoreTest(unittest.TestCase):
    def late(self, capabilities: dict, setting: str):
        """A server whose users are on a disk that is not mounted yet, and the mount point."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        more = f'[plugins.{capabilities["users"]}]\npath = "{folder}/disk/{setting}"\n'
        host = runningHost("late", users={}, more=more, capabilities=capabilities)
        self.enterContext(host)
        return host, folder / "disk"

    def assertLoginsAre503(self, host):
        self.assertEqual(Client(host.url).get("/").status, 200)
        self.assertEqual(Client(host.url).logIn(NAME, PASSWORD).status, 503)

    def waitForLoginStatus(self, host, status: int):
        while Client(host.url).logIn(NAME, PASSWORD).status != status:
            self.assertIsNone(host.exitCode)

    def testDatabaseIsUsedWhenItsDiskIsMounted(self):
        host, disk = self.late({"auth": "auth_cookie", "users": "users_sqlite", "sessions": "users_sqlite", "pages": "pages_jinja"},
                               "users.db")
        self.assertLoginsAre503(host)
        host.waitForLog("until it can be opened, nobody is identified and nobody can log in")
        self.assertEqual(host.run("reload").returncode, 0)
        self.assertLoginsAre503(host)
        disk.mkdir()
        host.mustRun("user", "add", "--password-stdin", NAME, input=PASSWORD + "\n")
        self.waitForLoginStatus(host, 303)

    def testPasswordFileIsUsedWhenItsDiskIsMounted(self):
        host, disk = self.late({"auth": "auth_cookie", "users": "users_file", "sessions": "sessions_memory",
                                "pages": "pages_jinja"}, "users.htpasswd")
        self.assertLoginsAre503(host)
        host.waitForLog("until it is readable, nobody can log in")
        disk.mkdir()
        (disk / "users.htpasswd").touch(mode=0o600)
        self.waitForLoginStatus(host, 422)


@unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root mounts a disk to fill")
class FullDiskTest(unittest.TestCase):
    """The first start and later ones on a disk that is completely full."""
    def setUp(self):
        self.disk = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "portico-test", str(self.disk)], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("SKIPPED: nothing can be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(self.disk)], check=True)

    def fill(self):
        with (self.disk / "full").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def testSiteServesOnAFullDiskAndLogsInWhenThereIsSpace(self):
        host = runningHost("full", users={})
        state = self.disk / "state"
        state.mkdir(mode=0o700)
        host.config.write_text(host.config.read_text().replace(f'"{host.state}"', f'"{state}"')
                               .replace(f'"{host.scratch}/cache"', f'"{self.disk}/cache"'))
        self.fill()
        self.addCleanup(host.__exit__)
        host.serve()
        self.assertEqual(Client(host.url).get("/").status, 200)
        self.assertEqual(Client(host.url).logIn(NAME, PASSWORD).status, 503)
        for sentence in ("csrf.key cannot be written: No space left on device", "logins last no longer than this server runs",
                         "until it can be opened, nobody is identified"):
            host.waitForLog(sentence)
        host.waitForLog("No space left on device; see plugins.cache; it runs from a copy in memory")
        self.assertRegex(host.mustRun("status"), "warning .* it runs from a copy in memory")
        self.assertEqual(host.run("reload").returncode, 0)
        (self.disk / "full").unlink()
        host.mustRun("user", "add", "--password-stdin", NAME, input=PASSWORD + "\n")
        self.assertEqual(host.run("reload").returncode, 0)
        self.assertEqual(Client(host.url).logIn(NAME, PASSWORD).status, 303)
        self.assertTrue((state / "csrf.key").exists())


if __name__ == "__main__":
    main()
