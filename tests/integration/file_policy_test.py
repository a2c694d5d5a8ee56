#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Files that others may write are not trusted, and secrets that others may read are refused: the messages of `check`, `serve`,
`reload` and `doctor`."""
import os
import unittest

from client import Client
from suite import main, runningHost

BAD_CONFIGURATION = 78
NOBODY = 65534


class FilePolicyTest(unittest.TestCase):
    def setUp(self):
        self.host = runningHost("file-policy", users={})
        self.addCleanup(self.host.__exit__)
        (self.host.scratch / "conf.d").mkdir()
        (self.host.scratch / "plugins.d").mkdir()

    def write(self, name: str, text: str, mode: int):
        file = self.host.scratch / name
        file.write_text(text)
        file.chmod(mode)
        return file

    def assertRefused(self, sentence: str):
        for command in ("check", "serve"):
            done = self.host.run(command)
            self.assertEqual(done.returncode, BAD_CONFIGURATION, done.stdout + done.stderr)
            self.assertIn(sentence, done.stderr)
        doctor = self.host.run("doctor")
        self.assertEqual(doctor.returncode, 1)
        self.assertIn(sentence, doctor.stdout)

    def assertAccepted(self):
        done = self.host.run("check")
        self.assertEqual(done.returncode, 0, done.stderr)

    def testConfigurationFileWritableByEveryoneIsRefused(self):
        file = self.write("conf.d/name.toml", 'site.name = "Theirs"\n', 0o666)
        self.assertRefused(f"{file}: is writable by users other than its owner; chmod go-w it")
        file.chmod(0o644)
        self.assertAccepted()

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root gives files away")
    def testConfigurationFileOfAnotherOwnerIsRefused(self):
        file = self.write("conf.d/name.toml", 'site.name = "Theirs"\n', 0o666)
        os.chown(file, NOBODY, NOBODY)
        self.assertRefused(f"{file}: belongs to user {NOBODY}, who is neither root nor this server's user 0")

    def testConfigurationFolderWritableByEveryoneIsRefused(self):
        (self.host.scratch / "conf.d").chmod(0o777)
        self.assertRefused("conf.d: is writable by users other than its owner")

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root gives files away")
    def testParentFolderOfAnotherOwnerIsRefused(self):
        """The folder's owner removed conf.d, and the page that a file in it guarded became public."""
        os.chown(self.host.scratch, NOBODY, NOBODY)
        self.assertRefused(f"is in {self.host.scratch}, which belongs to user {NOBODY}; chown root that folder")

    def testSigningKeyReadableByEveryoneIsRefused(self):
        file = self.write("plugins.d/auth_cookie.toml", 'signing_key = "0123456789abcdefghijklmnopqrstuv"\n', 0o644)
        self.assertRefused("plugins.auth_cookie.signing_key is a secret, but everybody on this machine may read this file; do: chmod "
                           f"o-rwx {file}")
        file.chmod(0o600)
        self.assertAccepted()

    def testStateDirectoryWritableByEveryoneIsRefused(self):
        self.host.state.chmod(0o777)
        self.assertRefused(f"state.directory: {self.host.state}: is writable by users other than its owner")

    def useState(self, folder):
        text = self.host.config.read_text()
        self.host.config.write_text(text.replace(f'"{self.host.state}"', f'"{folder}"'))

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root becomes another user")
    def testStateDirectoryThatAnotherUserCanReplaceIsRefused(self):
        """Root became that user, and used the accounts that the user had added."""
        theirs = self.host.scratch / "theirs"
        (theirs / "state").mkdir(parents=True, mode=0o700)
        for folder in (theirs, theirs / "state"):
            os.chown(folder, NOBODY, NOBODY)
        self.useState(theirs / "state")
        self.assertRefused(f"state.directory: {theirs}/state: is in {theirs}, which belongs to user {NOBODY}")
        (theirs / "state").rmdir()  # a folder that the user can create later is no better
        self.assertRefused(f"state.directory: {theirs}/state: is in {theirs}, which belongs to user {NOBODY}")

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root becomes another user")
    def testStateDirectoryWhereEveryoneMayCreateItMustBelongToRoot(self):
        sticky = self.host.scratch / "sticky"
        (sticky / "state").mkdir(parents=True, mode=0o700)
        sticky.chmod(0o1777)
        self.useState(sticky / "state")
        self.assertAccepted()
        os.chown(sticky / "state", NOBODY, NOBODY)
        self.assertRefused(f"state.directory: {sticky}/state: belongs to user {NOBODY}, who may have created it")
        (sticky / "state").rename(self.host.scratch / "gone")
        self.assertRefused(f"state.directory: {sticky}/state: does not exist, and another user could create it")

    def testReloadIsRefusedAndTheOldConfigurationServes(self):
        self.host.serve()
        file = self.write("conf.d/name.toml", 'site.name = "Theirs"\n', 0o666)
        done = self.host.run("reload")
        self.assertEqual(done.returncode, BAD_CONFIGURATION)
        self.assertIn(str(file), done.stderr)
        self.assertNotIn("Theirs", Client(self.host.url).get("/").text)

    def assertCacheIsUnused(self):
        cache = self.host.scratch / "cache"
        self.host.serve()
        self.assertEqual(Client(self.host.url).get("/").status, 200)
        self.assertEqual(list(cache.iterdir()), [])
        self.host.waitForLog("until the next start plugins run from copies in memory")
        self.assertIn(f"warning     plugins.cache: {cache}: ", self.host.mustRun("status"))
        self.assertIn(f"plugins.cache: {cache} ", self.host.run("doctor").stdout)

    def testCacheWritableByEveryoneIsNotUsed(self):
        (self.host.scratch / "cache").mkdir()
        (self.host.scratch / "cache").chmod(0o777)
        self.assertCacheIsUnused()

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root gives files away")
    def testCacheOfAnotherOwnerIsNotUsed(self):
        (self.host.scratch / "cache").mkdir(mode=0o700)
        os.chown(self.host.scratch / "cache", NOBODY, NOBODY)
        self.assertCacheIsUnused()


if __name__ == "__main__":
    main()
