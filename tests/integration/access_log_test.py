#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The access log: one line when an answer has ended, with the bytes that were sent and the reason if it was truncated."""
import json
import os
import pathlib
import tempfile
import unittest

from raw import Raw, get
from suite import PLUGINS, SOURCE, main, runningHost

MIB = 1 << 20
SIZE = 64 * MIB  # more than all buffers of a connection


class AccessLogTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        (self.folder / "assets").mkdir()
        self.film = self.folder / "assets/film.bin"
        self.film.touch()
        os.truncate(self.film, SIZE)

    def serve(self, name: str, more: str = ""):
        return self.enterContext(runningHost(name, users={}, pages=[self.folder, SOURCE / "pages"],
                                             more='\n[log]\naccess = "json"\n' + more))

    def reading(self, host) -> Raw:
        """A client that has read the head and reads no further."""
        client = self.enterContext(Raw(host.url, receiveBuffer=4096))
        self.assertEqual(client.say(get("/assets/film.bin")).head()[0], 200)
        return client

    @staticmethod
    def lines(host, target: str = "/assets/film.bin") -> list:
        every = (json.loads(line) for line in host.logged().splitlines() if line.startswith("{"))
        return [line for line in every if line["target"] == target]

    def line(self, host, word: str) -> dict:
        host.waitForLog(word)
        [line] = self.lines(host)
        return line

    def assertIsCut(self, line: dict, why: str):
        self.assertEqual((line["cut"], line["status"]), (why, 200))
        self.assertTrue(0 < line["bytes"] < SIZE, line)

    def testLineIsWrittenWhenTheAnswerHasEnded(self):
        host = self.serve("access_end")
        client = self.reading(host)
        with Raw(host.url) as other:
            other.say(get("/nowhere", "Connection: close\r\n")).rest()
        host.waitForLog('"/nowhere"')
        self.assertEqual(self.lines(host), [])  # still being sent
        client.finishSending()
        self.assertEqual(len(client.rest()), SIZE)
        line = self.line(host, "/assets/film.bin")
        self.assertEqual(line["bytes"], SIZE)
        self.assertNotIn("cut", line)

    def testDisconnectedClientIsLogged(self):
        host = self.serve("access_gone")
        self.reading(host).socket.close()
        self.assertIsCut(self.line(host, '"cut"'), "client gone")

    def testClientThatDisconnectsInASilentStreamIsLogged(self):
        """The handler waits for its next event and returns without an error: the log line looked like that of a complete stream."""
        host = self.enterContext(runningHost("access_stream", users={}, plugins=[PLUGINS, PLUGINS.parent / "examples"],
                                             more='\n[log]\naccess = "json"\n[plugins.clock]\ntick = 60000\n'))
        with Raw(host.url) as client:
            self.assertEqual(client.say(get("/clock/ticks")).head()[0], 200)
        host.waitForLog('"/clock/ticks"')
        [line] = self.lines(host, "/clock/ticks")
        self.assertEqual((line["cut"], line["status"]), ("client gone", 200))

    def testClientThatReadsNothingIsLogged(self):
        host = self.serve("access_slow", '[limits]\nwrite_wait = "1s"\nleast_rate = "1 MiB"\n')
        client = self.reading(host)
        self.assertIsCut(self.line(host, '"cut"'), "too slow")
        self.assertLess(len(client.rest()), SIZE)

    def testFileThatShrinksIsLoggedAndTheConnectionEnds(self):
        host = self.serve("access_shrank")
        client = self.reading(host)
        os.truncate(self.film, 8 * MIB)
        self.assertEqual(len(client.rest()), 8 * MIB)  # the connection ends here; no next answer follows
        line = self.line(host, '"cut"')
        self.assertEqual((line["cut"], line["bytes"]), ("file shrank", 8 * MIB))
        host.waitForLog(f"request {line['id']}: a file became shorter, or could not be read, while it was sent")

    def testAnswerCutByAStopOfTheServerIsLogged(self):
        host = self.serve("access_stop", '[limits]\nstop_wait = "0s"\n')
        self.reading(host)
        self.assertEqual(host.stop(), 0)
        self.assertIsCut(self.line(host, '"cut"'), "server stopping")

    def testTextFormatsHaveTheTruncationAtTheEndOfTheLine(self):
        for form, end in (("common", ""), ("combined", ' "-" "-"')):
            host = self.enterContext(runningHost(f"access_{form}", users={}, pages=[self.folder, SOURCE / "pages"],
                                                 more=f'\n[log]\naccess = "{form}"\n'))
            self.reading(host).socket.close()
            host.waitForLog('"cut: client gone"')
            self.assertRegex(host.logged(), f'"GET /assets/film.bin HTTP/1.1" 200 [0-9]+{end} "cut: client gone"\n')


if __name__ == "__main__":
    main()
