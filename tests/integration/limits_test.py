#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Silent, slow and numerous clients cost only memory: others are served meanwhile, and every client has a deadline."""
import os
import pathlib
import resource
import tempfile
import threading
import unittest

from client import Client
from gate import Gate
from raw import Raw, get, post, statusesIn
from suite import SOURCE, main, runningHost

FORM = "grant_type=magic&username=a&password=b"
FEW = "server.threads = 2\n"


def limits(**keys) -> str:
    return "\n[limits]\n" + "".join(f"{key} = {value!r}\n".replace("'", '"') for key, value in keys.items())


class SilenceTest(unittest.TestCase):
    """A host with two lanes."""

    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("silence", users={}, top=FEW, more=limits(
            connections_per_address=0, head_wait="5m", body_wait="5m", idle="5m")))

    def crowd(self, text: str, number: int) -> list:
        return [self.enterContext(Raw(self.host.url)).say(text) for _ in range(number)]

    def assertServed(self):
        for _ in range(20):
            self.assertEqual(Client(self.host.url).get("/").status, 200)

    def testSilentClientsOccupyNoLane(self):
        self.crowd("", 2000)
        self.assertServed()

    def testSlowHeadsOccupyNoLane(self):
        crowd = self.crowd("G", 200)
        for byte in get()[1:-1]:
            for client in crowd:
                client.say(byte)
            self.assertEqual(Client(self.host.url).get("/").status, 200)
        for client in crowd:
            self.assertEqual(client.say("\n").answer()[0], 200)

    def testSlowBodiesOccupyNoLane(self):
        crowd = self.crowd(post(f"Content-Length: {len(FORM)}\r\n", FORM[:-1]), 200)
        self.assertServed()
        for client in crowd:
            self.assertIn(b"unsupported_grant_type", client.say(FORM[-1]).answer()[2])

    def testIdleClientsOccupyNoLane(self):
        crowd = self.crowd(get("/healthz"), 500)
        for client in crowd:
            self.assertEqual(client.answer()[0], 200)
        self.assertServed()
        for client in crowd:
            self.assertEqual(client.say(get("/healthz")).answer()[0], 200)

    def testTlsHandshakeOnAPlainPortIs400(self):
        with Raw(self.host.url) as client:
            self.assertEqual(client.say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").statuses(), [400])


class DeadlineTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        (cls.pages / "assets").mkdir()
        (cls.pages / "assets" / "large.bin").write_bytes(bytes(64 << 20))
        cls.host = cls.enterClassContext(runningHost(
            "deadlines", users={}, top=FEW, pages=[cls.pages, SOURCE / "pages"],
            more=limits(head_wait="1s", body_wait="1s", idle="1s", write_wait="1s", least_rate="1 MiB", buffered_body="1 KiB")))

    def rest(self, text: str) -> bytes:
        with Raw(self.host.url) as client:
            return client.say(text).rest()

    def assertTooLate(self, text: str):
        got = self.rest(text)
        self.assertEqual(statusesIn(got), [408], text)
        self.assertIn(b"\r\nConnection: close\r\n", got)

    def testHeadHasADeadline(self):
        self.assertTooLate("GET / HTTP/1.1\r\nHost: loc")
        self.assertTooLate("\r\n")

    def testBodyHasADeadline(self):
        self.assertTooLate(post("Content-Length: 99\r\n", "a=b"))
        self.assertTooLate(post("Transfer-Encoding: chunked\r\n", "3\r\na=b\r\n"))
        self.assertEqual(statusesIn(self.rest(post("Content-Length: 99\r\nExpect: 100-continue\r\n"))), [100, 408])

    def testBodyThatALaneReadsHasADeadline(self):
        self.assertTooLate(post("Content-Length: 5000\r\n", "a=b"))

    def testNextHeadHasADeadline(self):
        self.assertEqual(statusesIn(self.rest(get() + "GET /")), [200, 408])

    def testSilentClientIsDisconnectedWithoutAnAnswer(self):
        self.assertEqual(self.rest(""), b"")

    def testIdleClientIsDisconnectedWithoutAnAnswer(self):
        self.assertEqual(statusesIn(self.rest(get())), [200])

    def testSlowReadersOccupyNoLaneAndAreDisconnected(self):
        slow = [self.enterContext(Raw(self.host.url, receiveBuffer=4096)).say(get("/assets/large.bin")) for _ in range(8)]
        for client in slow:
            self.assertEqual(client.head()[0], 200)
        self.assertEqual(Client(self.host.url).get("/").status, 200)
        # Nobody reads the answers: each connection is cut off at its deadline, which shows in the server's number of sockets.
        while self.openSockets() > 2:
            self.assertEqual(Client(self.host.url).get("/healthz").status, 200)
        for client in slow:
            self.assertLess(len(client.rest()), 64 << 20)

    def openSockets(self) -> int:
        folder = pathlib.Path(f"/proc/{self.host.pid}/fd")
        kinds = []
        for entry in folder.iterdir():
            try:
                kinds.append(os.readlink(entry))
            except FileNotFoundError:
                pass
        return sum(kind.startswith("socket:") for kind in kinds)


class CountTest(unittest.TestCase):
    def testConnectionsOfOneAddressAreLimited(self):
        with runningHost("per_address", users={}, more=limits(connections_per_address=3)) as host:
            self.assertNextConnectionIs503(host, 3)

    def testAllConnectionsAreLimited(self):
        with runningHost("connections", users={}, more=limits(connections=16)) as host:
            self.assertNextConnectionIs503(host, 16)

    def assertNextConnectionIs503(self, host, most: int):
        inside = [self.enterContext(Raw(host.url)).say(get("/healthz")) for _ in range(most)]
        for client in inside:
            self.assertEqual(client.answer()[0], 200)
        with Raw(host.url) as client:
            status, headers = client.head()
        self.assertEqual((status, headers["connection"]), (503, "close"))
        self.assertRegex(headers["retry-after"], r"^\d+$")
        inside[0].say(get("/healthz", "Connection: close\r\n")).rest()
        inside[0].socket.close()
        while (status := self.healthOfNewClient(host)) != 200:  # until the server notices that one is gone
            self.assertEqual(status, 503)

    def healthOfNewClient(self, host) -> int:
        with Raw(host.url) as client:
            return client.say(get("/healthz")).head()[0]


class IdleServerTest(unittest.TestCase):
    """Waiting costs no CPU. Each test lasts as long as a silent client, which the server disconnects after three seconds."""

    CALM = 0.5  # seconds of CPU; a busy loop uses more

    def setUp(self):
        name = self.id().rsplit(".", 1)[1]
        self.host = self.enterContext(runningHost(name, users={}, more=limits(connections_per_address=0, head_wait="3s", idle="5m")))

    def cpu(self) -> float:
        ticks = pathlib.Path(f"/proc/{self.host.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def assertUsesNoCpu(self, silent: Raw):
        before = self.cpu()
        self.assertEqual(silent.rest(), b"")
        self.assertLess(self.cpu() - before, self.CALM)

    def healthOf(self, client: Raw) -> int:
        return client.say(get("/healthz")).head()[0]

    def testThousandIdleClientsCostNoCpu(self):
        for _ in range(1000):
            self.assertEqual(self.healthOf(self.enterContext(Raw(self.host.url))), 200)
        self.assertUsesNoCpu(self.enterContext(Raw(self.host.url)))

    def descriptors(self) -> int:
        return max(int(entry.name) for entry in pathlib.Path(f"/proc/{self.host.pid}/fd").iterdir()) + 1

    def limitDescriptors(self, most: int):
        _, hard = resource.prlimit(self.host.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(self.host.pid, resource.RLIMIT_NOFILE, (most, hard))

    def testClientsBeyondTheDescriptorLimitGet503(self):
        self.limitDescriptors(self.descriptors() + 10)
        crowd = [self.enterContext(Raw(self.host.url)) for _ in range(40)]
        answers = [self.healthEvenIfRefused(client) for client in crowd]
        self.assertEqual((set(answers), answers[0], answers[-1]), ({200, 503}, 200, 503))
        for client, answer in zip(crowd, answers):
            if answer == 200:
                client.socket.close()
        while self.healthEvenIfRefused(self.enterContext(Raw(self.host.url))) != 200:
            pass

    def healthEvenIfRefused(self, client: Raw) -> int:
        try:
            client.say(get("/healthz"))
        except (BrokenPipeError, ConnectionResetError):
            pass  # its answer was sent nevertheless
        return client.head()[0]

    # The event of a connection that could not be accepted fired again immediately: all waiting threads were in a busy loop.
    def testClientThatCannotBeAcceptedCostsNoCpu(self):
        silent = self.enterContext(Raw(self.host.url))
        with Raw(self.host.url) as known:
            self.assertEqual(self.healthOf(known), 200)  # so that the silent connection is accepted first
        most, _ = resource.prlimit(self.host.pid, resource.RLIMIT_NOFILE)
        self.limitDescriptors(4)  # fewer than are open: not even the reserve descriptor helps
        waiting = self.enterContext(Raw(self.host.url))
        self.assertUsesNoCpu(silent)
        self.limitDescriptors(most)
        self.assertEqual(self.healthOf(waiting), 200)


class BusyTest(unittest.TestCase):
    def setUp(self):
        self.gate = self.enterContext(Gate())

    def runningHost(self, name: str, **keys):
        return self.enterContext(runningHost(name, users={}, top=FEW, plugins=self.gate.plugins, more=limits(**keys)))

    def hold(self, host) -> list:
        held = [self.enterContext(Raw(host.url)).say(get("/hold")) for _ in range(2)]
        self.gate.waitUntilHeld(2)
        return held

    def testBusyServerAnswersHealthAndRefusesRequestsThatWaitTooLong(self):
        host = self.runningHost("busy", queue_wait="1s")
        held = self.hold(host)
        with Raw(host.url) as health, Raw(host.url) as other:
            other.say(get())
            for _ in range(10):
                self.assertEqual(health.say(get("/healthz")).answer()[2], b"ok\n")
            status, headers, _ = other.answer()
            self.assertEqual((status, headers["connection"]), (503, "close"))
            self.assertRegex(headers["retry-after"], r"^\d+$")
        self.gate.release(2)
        for client in held:
            self.assertEqual(client.answer()[2], b"let go")
        self.assertEqual(Client(host.url).get("/").status, 200)

    def testRequestsBeyondTheQueueGet503(self):
        host = self.runningHost("queue", queue=1, queue_wait="1m")
        self.hold(host)
        waiting = [self.enterContext(Raw(host.url)).say(get()) for _ in range(3)]
        answers = []
        threads = [threading.Thread(target=lambda one=one: answers.append(one.head()[0])) for one in waiting]
        for thread in threads:
            thread.start()
        while len(answers) < 2:  # answered without releasing anything
            self.assertEqual(Client(host.url).get("/healthz").status, 200)
        self.assertEqual(answers, [503, 503])
        self.gate.release(2)
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [503, 503, 200])

    def testDeadlinesApplyWhileAllLanesAreBusy(self):
        host = self.runningHost("busy_deadlines", head_wait="1s")
        self.hold(host)
        with Raw(host.url) as client:
            self.assertEqual(client.say("GET /").statuses(), [408])
        self.gate.release(2)


if __name__ == "__main__":
    main()
