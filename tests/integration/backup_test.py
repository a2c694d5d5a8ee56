#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""`portico backup` and `portico restore` with and without a running server: what was backed up comes back, what was there is kept
aside, and an incomplete backup changes nothing."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

from client import Client
from clients_under_load import ClientsUnderLoad
from suite import NAME, PASSWORD, SOURCE, main, runningHost

LEAVER = "leaver@gmail.com"


class BackupTest(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-backup-")))
        self.pages, self.file = self.scratch / "pages", self.scratch / "site.tar.gz"
        shutil.copytree(SOURCE / "pages", self.pages)
        (self.pages / "news.html").write_text("<p>old news</p>")
        self.host = self.enterContext(runningHost("backup", pages=[self.pages], users={NAME: PASSWORD, LEAVER: PASSWORD}))
        self.confD = self.host.scratch / "conf.d"
        self.confD.mkdir()
        (self.confD / "name.toml").write_text('site.name = "Old"\n')
        (self.confD / "off.toml").symlink_to("/dev/null")
        self.client = Client(self.host.url)

    def canLogIn(self, name: str) -> bool:
        return Client(self.host.url).logIn(name, PASSWORD).status == 303

    def backup(self):
        self.host.mustRun("backup", str(self.file))

    def restore(self, file=None) -> pathlib.Path:
        """The folder in which the previous files are kept."""
        said = self.host.mustRun("restore", "--yes", str(file or self.file))
        return pathlib.Path(re.search(r"the previous state is saved in (\S+)", said)[1])

    def change(self):
        self.host.mustRun("user", "add", "--password-stdin", "new@gmail.com", input=PASSWORD + "\n")
        self.host.mustRun("user", "delete", LEAVER)
        (self.pages / "news.html").write_text("<p>new news</p>")
        (self.pages / "more.html").write_text("<p>more</p>")
        (self.confD / "name.toml").write_text('site.name = "New"\n')
        self.host.mustRun("reload")

    def state(self) -> tuple:
        return (self.canLogIn("new@gmail.com"), self.canLogIn(LEAVER), "new news" in self.client.get("/news").text,
                self.client.get("/more").status, "New" in self.client.get("/").text)

    OLD, NEW = (False, True, False, 404, False), (True, False, True, 200, True)

    def testRestoreUnderLoadBringsTheOldStateBackAndSavesThePresentOne(self):
        self.host.mustRun("reload")
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        with ClientsUnderLoad(self.host.url, self.client.cookies, ["/private", "/news", "/"], clients=2) as load:
            self.backup()
            self.assertEqual(self.state(), self.OLD)
            self.change()
            self.assertEqual(self.state(), self.NEW)
            before = self.restore()
            self.assertEqual(self.state(), self.OLD)
            self.assertEqual(self.client.get("/private").status, 200)
            self.assertTrue((self.confD / "off.toml").is_symlink())
            self.restore(before)
            self.assertEqual(self.state(), self.NEW)
            self.assertEqual(self.client.get("/private").status, 200)
        self.assertEqual(load.failures, [])
        self.assertGreater(load.requests, 0)
        self.assertEqual(stat.S_IMODE(before.stat().st_mode), 0o600)
        for folder in (self.host.scratch, self.host.state, self.scratch):
            self.assertEqual([path for path in folder.iterdir() if path.name.startswith(".portico-")], [])

    def testRestoreOfKeysMakesOldCookiesValidAgain(self):
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        cookies = dict(self.client.cookies)
        self.backup()
        (self.host.state / "auth_cookie" / "signing.key").unlink()
        (self.host.state / "csrf.key").unlink()
        self.host.mustRun("reload")
        self.assertNotEqual(self.client.get("/private").status, 200)
        self.restore()
        self.client.cookies = cookies
        self.assertEqual(self.client.get("/private").status, 200)

    def testSessionsBegunAfterTheBackupEnd(self):
        self.backup()
        self.assertEqual(self.client.logIn(NAME, PASSWORD).status, 303)
        self.restore()
        self.assertNotEqual(self.client.get("/private").status, 200)

    def testArchiveIsReadableByItsOwnerOnlyAndTheCommandSaysWhatItContains(self):
        done = self.host.run("backup", str(self.file))
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("contains keys, password hashes and sessions", done.stderr)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        listed = subprocess.run(["tar", "-tzf", self.file], check=True, text=True, capture_output=True).stdout.split("\n")
        self.assertEqual(listed[0], "manifest.json")
        for path in ("configuration/portico.toml", "configuration/conf.d/name.toml", "pages/0/news.html", "state/keys/csrf.key",
                     "state/files/auth_cookie/signing.key", "state/saved/users_sqlite/users.db"):
            self.assertIn(path, listed)

    def testFilesOfAPluginThatDoesNotSaveThemAreCopied(self):
        own = self.host.state / "somebody"
        own.mkdir(mode=0o700)
        (own / "notes").write_text("old")
        self.backup()
        (own / "notes").write_text("new")
        (own / "later").write_text("new")
        self.restore()
        self.assertEqual([(path.name, path.read_text()) for path in own.iterdir()], [("notes", "old")])

    def testStandardOutputAndInput(self):
        command = [self.host.program, "backup", "-", "--config", self.host.config]
        archive = subprocess.run(command, check=True, capture_output=True).stdout
        self.change()
        asked = subprocess.run([self.host.program, "restore", "-", "--config", self.host.config], input=archive, capture_output=True)
        self.assertEqual(asked.returncode, 2, asked.stderr)
        subprocess.run([self.host.program, "restore", "-", "--yes", "--config", self.host.config], input=archive, check=True,
                       capture_output=True)
        self.assertEqual(self.state(), self.OLD)

    def testRestoreThatIsNotConfirmedChangesNothing(self):
        self.backup()
        self.change()
        done = self.host.run("restore", str(self.file), input="n\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn(str(self.pages), done.stderr)
        self.assertIn("the data of users_sqlite", done.stderr)
        self.assertEqual(self.state(), self.NEW)
        self.host.run("restore", str(self.file), input="y\n")
        self.assertEqual(self.state(), self.OLD)

    def testIncompleteBackupChangesNothing(self):
        self.backup()
        self.change()
        whole = self.file.read_bytes()
        for bad in (b"", b"hello", whole[:len(whole) // 2], whole[:-30]):
            self.file.write_bytes(bad)
            done = self.host.run("restore", "--yes", str(self.file))
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("nothing was changed", done.stderr)
        self.assertEqual(self.host.run("restore", "--yes", str(self.scratch / "missing")).returncode, 1)
        self.assertEqual(self.state(), self.NEW)

    def testPagesNeverReplaceAnotherFolder(self):
        self.backup()
        config = self.host.config.read_text()
        self.host.config.write_text(config.replace(str(self.pages), str(SOURCE / "pages")))
        done = self.host.run("restore", "--yes", str(self.file))
        self.assertEqual(done.returncode, 1)
        self.assertIn("is not a page folder now", done.stderr)

    def testFailedLoadRollsConfigurationAndPagesBack(self):
        self.host.stop()
        self.backup()
        (self.pages / "news.html").write_text("<p>new news</p>")
        database = self.host.state / "users_sqlite" / "users.db"
        database.write_bytes(b"no database at all" * 1000)
        done = self.host.run("restore", "--yes", str(self.file))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("users.db", done.stderr)
        self.assertIn("before-restore-", done.stderr)
        self.assertIn("new news", (self.pages / "news.html").read_text())
        database.unlink()
        self.assertIn("no server runs", self.host.mustRun("restore", "--yes", str(self.file)))
        self.host.serve()
        self.client = Client(self.host.url)
        self.assertEqual(self.state(), self.OLD)

    def testRestoreReplacesABrokenConfiguration(self):
        self.backup()
        self.host.config.write_text("site.nam = 1\nstate.directory = \"" + str(self.host.state) + "\"\n"
                                    f'pages.directories = ["{self.pages}"]\nserver.control = "{self.host.scratch}/control.sock"\n')
        self.assertEqual(self.host.run("backup", str(self.scratch / "other")).returncode, 78)
        self.assertFalse((self.scratch / "other").exists())
        done = self.host.run("restore", "--yes", str(self.file))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("was copied as files", done.stderr)
        self.assertEqual(self.state(), self.OLD)

    # The folder was replaced by another one: a second server that had it open lost its pages.
    def testRestoreWritesIntoTheExistingPageFolders(self):
        before = [(path.stat().st_ino, path.stat().st_mode) for path in (self.pages, self.pages / "assets")]
        self.backup()
        self.change()
        self.restore()
        self.assertEqual([(path.stat().st_ino, path.stat().st_mode) for path in (self.pages, self.pages / "assets")], before)
        self.assertIn("old news", (self.pages / "news.html").read_text())
        self.assertFalse((self.pages / "more.html").exists())

    def testDataOfAnotherServerIsNotReplaced(self):
        self.backup()
        with runningHost("backup-other", pages=[self.pages]) as other:
            kept = (other.state / "users_sqlite" / "users.db").stat().st_ino
            done = other.run("restore", "--yes", str(self.file))
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"the backup comes from a server that keeps its data in {self.host.state}", done.stderr)
            self.assertIn("nothing was changed", done.stderr)
            self.assertEqual((other.state / "users_sqlite" / "users.db").stat().st_ino, kept)

    def testArchiveThatUndoesTheRestoreIsNamedBeforeAnythingChanges(self):
        self.backup()
        done = self.host.run("restore", "--yes", str(self.file))
        self.assertRegex(done.stderr, r"the current state is saved in \S*before-restore-\S+")

    def fullDisk(self, size: str) -> pathlib.Path:
        """A separately mounted disk; fill() uses up its free space."""
        disk = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-disk-")))
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "portico-test", str(disk)], capture_output=True).returncode != 0:
            self.skipTest("SKIPPED: nothing can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "--lazy", str(disk)], check=True)
        return disk

    def fill(self, disk: pathlib.Path):
        with (disk / "full").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root mounts a disk to fill")
    def testBackupNeedsNoSpaceOnTheDiskOfTheState(self):
        disk = self.fullDisk("2m")
        self.host.stop()
        shutil.copytree(self.host.state, disk / "state")
        (disk / "state").chmod(0o700)
        self.host.config.write_text(self.host.config.read_text().replace(f'"{self.host.state}"', f'"{disk}/state"'))
        self.host.serve()
        self.fill(disk)
        self.backup()
        (disk / "full").unlink()
        self.client = Client(self.host.url)
        self.change()
        self.restore()
        self.assertEqual(self.state(), self.OLD)

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root mounts a disk to fill")
    def testBackupOntoAFullDiskNamesTheFileAndTheDisk(self):
        """The message was "cannot be written: Write error", without file and reason."""
        disk = self.fullDisk("1m")
        (self.pages / "large.html").write_bytes(os.urandom(2 << 20))
        done = self.host.run("backup", str(disk / "site.tgz"))
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{disk}/site.tgz", done.stderr)
        self.assertIn("No space left on device", done.stderr)
        self.assertEqual(list(disk.iterdir()), [])

    # The message gave the reason of an earlier failure: "No such file or directory".
    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root mounts a disk to fill")
    def testRestoreOnAFullDiskFailsWithTheReasonAndChangesNothing(self):
        disk = self.fullDisk("3m")
        shutil.copytree(self.pages, disk / "pages")
        self.host.config.write_text(self.host.config.read_text().replace(f'"{self.pages}"', f'"{disk}/pages"'))
        self.pages = disk / "pages"
        self.host.mustRun("reload")
        (self.pages / "large.html").write_text("x" * 1_000_000)
        self.backup()
        (self.pages / "large.html").unlink()
        self.change()
        self.fill(disk)
        done = self.host.run("restore", "--yes", str(self.file))
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left on device", done.stderr)
        self.assertNotIn("No such file", done.stderr)
        self.assertEqual(self.state(), self.NEW)
        self.assertEqual([path for path in self.pages.iterdir() if path.name.startswith(".portico-")], [])

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root acts for the server's user")
    def testRootKeepsTheOwnersOfRestoredFiles(self):
        nobody = 65534
        self.host.stop()
        self.host.scratch.chmod(0o755)
        private = self.scratch / "private"
        private.mkdir(mode=0o700)
        for path in (self.host.state, *self.host.state.rglob("*")):
            os.chown(path, nobody, nobody)
        os.chown(self.pages / "news.html", nobody, 0)
        (self.confD / "name.toml").chmod(0o640)
        self.file = private / "site.tar.gz"
        self.backup()
        os.chown(self.file, nobody, nobody)
        self.assertIn("if you trust it", self.host.run("restore", "--yes", str(self.file)).stderr)
        os.chown(self.file, 0, 0)
        (self.confD / "name.toml").unlink()
        (self.pages / "news.html").unlink()
        self.restore()
        owners = {path.stat().st_uid for path in self.host.state.rglob("*") if not path.name.startswith("before-restore-")}
        self.assertEqual(owners, {nobody})
        self.assertEqual((self.pages / "news.html").stat().st_uid, nobody)
        about = (self.confD / "name.toml").stat()
        self.assertEqual((about.st_uid, stat.S_IMODE(about.st_mode)), (0, 0o640))


if __name__ == "__main__":
    main()
