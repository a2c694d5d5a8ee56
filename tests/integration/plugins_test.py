#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Bad files in the plugin directory: each gets its sentence, the rest of the site serves, and what is needed stops the start."""
import pathlib
import shutil
import subprocess
import unittest

from client import Client
from suite import NAME, PASSWORD, PLUGINS, PROGRAM, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"


class PluginsTest(unittest.TestCase):
    def setUp(self):
        self.host = self.enterContext(runningHost("plugins"))
        self.dropIn = self.host.scratch / "plugins"
        self.dropIn.mkdir(mode=0o755)
        with self.host.config.open("r+") as config:
            text = config.read().replace(f'directories = ["{PLUGINS}"]', f'directories = ["{PLUGINS}", "{self.dropIn}"]')
            config.seek(0)
            config.write(text)
        self.assertEqual(self.host.stop(), 0)

    def guest(self, case: str) -> pathlib.Path:
        return pathlib.Path(shutil.copy(GUESTS / case / f"{case}.so", self.dropIn))

    def put(self, name: str, content: bytes) -> pathlib.Path:
        file = self.dropIn / name
        file.write_bytes(content)
        file.chmod(0o644)
        return file

    def sentenceOf(self, plugin: str, isListed: bool = True) -> str:
        """What the log of a server that serves says first about it. `plugins list`, which starts no plugin, says the same."""
        self.host.serve()
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 303)
        self.assertEqual(self.host.stop(), 0)
        sentences = [line.split("host: ", 1)[1] for line in self.host.logged().splitlines() if "host: " in line]
        sentence = next(sentence for sentence in sentences if plugin in sentence)
        if isListed:
            self.assertIn(sentence, self.host.mustRun("plugins", "list"))
        return sentence

    def testTextFileIsNoPlugin(self):
        self.put("x.so", b"I am a text file\n")
        self.assertRegex(self.sentenceOf("x.so"), "not an ELF file")

    def testInfoOfWhatIsNoPluginSaysSo(self):
        file = self.put("x.so", b"I am a text file\n")
        asked = subprocess.run([PROGRAM, "plugins", "info", file], text=True, capture_output=True)
        self.assertEqual((asked.returncode, asked.stdout), (1, ""))
        self.assertIn("not an ELF file", asked.stderr)

    def testTruncatedFileIsRefused(self):
        whole = (PLUGINS / "auth_basic.so").read_bytes()
        self.put("cut.so", whole[:len(whole) // 2])
        self.assertRegex(self.sentenceOf("cut.so"), "truncated|cut off|damaged|incomplete")

    def testOtherAbiMajorIsRefused(self):
        self.guest("major_2")
        self.assertRegex(self.sentenceOf("major_2"), r"ABI 2\.")

    def testNewerAbiMinorIsRefused(self):
        self.guest("minor_99")
        self.assertRegex(self.sentenceOf("minor_99"), r"1\.99.*upgrade portico")

    def testThrowInStartIsRefused(self):
        self.guest("throws_in_start")
        self.assertIn("the sky falls", self.sentenceOf("throws_in_start", isListed=False))

    def testFileThatOthersMayWriteIsRefused(self):
        self.guest("greeter").chmod(0o666)
        self.assertRegex(self.sentenceOf("greeter"), "writ")

    def testGoodPluginServesAsSoonAsItIsThere(self):
        self.guest("greeter")
        self.host.serve()
        self.assertIn("greeter", self.host.mustRun("routes"))

    def testRefusedPluginThatIsNeededStopsTheStart(self):
        self.host.config.write_text(self.host.config.read_text().replace('users = "users_sqlite"', 'users = "x"'))
        self.put("x.so", b"I am a text file\n")
        done = self.host.run("serve")
        self.assertEqual(done.returncode, 78)
        self.assertRegex(done.stderr, "x.so.*not an ELF file")
        self.assertIn("capabilities.users", done.stderr)

    def testAllFaultsAreToldAtOnce(self):
        self.put("x.so", b"I am a text file\n")
        self.guest("major_2")
        self.guest("throws_in_create")
        listed = self.host.mustRun("plugins", "list")
        for sentence in ("not an ELF file", "ABI 2.", "the sky falls"):
            self.assertIn(sentence, listed)
        checked = self.host.run("check")
        self.assertEqual(checked.returncode, 0)
        self.assertIn("3 plugins would start, 3 refused", checked.stdout)
        self.assertIn("not an ELF file", checked.stderr)


if __name__ == "__main__":
    main()
