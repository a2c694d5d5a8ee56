#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The listeners of the real program: several addresses, IPv6, Unix sockets, and sockets from systemd."""
import os
import pathlib
import socket
import stat
import sys
import tempfile
import unittest

from raw import Raw, get
from suite import main, runningHost

# What systemd does before it starts a socket-activated service: the sockets are descriptors 3 and up, announced in the
# environment.
HAND_OVER = """\
import os, sys
names, numbers, command = sys.argv[1], [int(word) for word in sys.argv[2].split(",")], sys.argv[3:]
for number, descriptor in enumerate(os.dup(number) for number in numbers):
    os.dup2(descriptor, 3 + number)
    os.set_inheritable(3 + number, True)  # dup2 does not change a descriptor that already has the right number
os.execve(command[0], command, dict(os.environ, LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(numbers)), LISTEN_FDNAMES=names))
"""


class ListenersTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-"))

    def assertServes(self, address: str):
        with Raw(address) as client:
            self.assertEqual(client.say(get()).answer()[0], 200, address)

    def testSeveralListeners(self):
        path = f"{self.folder}/http.sock"
        with runningHost("listeners", users={}, listen=["127.0.0.1:0", "[::1]:0", f"unix:{path}", "127.0.0.1:0"]) as host:
            self.assertEqual(len(set(host.addresses)), 4)
            self.assertTrue(host.addresses[1].startswith("http://[::1]:"))
            self.assertEqual(host.addresses[2], f"unix:{path}")
            for address in host.addresses:
                self.assertServes(address)
            self.assertEqual(host.stop(), 0)
        self.assertFalse(pathlib.Path(path).exists())

    def testStaleUnixSocketIsReplaced(self):
        path = f"{self.folder}/http.sock"
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(path)
        with runningHost("stale", users={}, listen=[f"unix:{path}"]) as host:
            self.assertServes(host.addresses[0])

    def testUnixSocketHasTheModeAndGroupOfItsKeys(self):
        path = pathlib.Path(self.folder) / "http.sock"
        for top, mode in (("", 0o660), ('server.socket_mode = "0666"\n', 0o666), ('server.socket_mode = "600"\n', 0o600)):
            with runningHost("socket_mode", users={}, listen=[f"unix:{path}"], top=top + f'server.socket_group = "{os.getgid()}"\n'):
                about = path.stat()
                self.assertEqual((stat.S_IMODE(about.st_mode), about.st_gid), (mode, os.getgid()))
        with self.assertRaisesRegex(RuntimeError, "there is no group .*server.socket_group"):
            runningHost("socket_group", users={}, listen=[f"unix:{path}"], top='server.socket_group = "no-such-group"\n').__enter__()

    def testClientAddressOnAUnixSocketIsThatOfTheProxyHeader(self):
        with runningHost("unix_proxy", users={}, listen=[f"unix:{self.folder}/http.sock"],
                         top='server.trusted_proxies = ["unix"]\n') as host:
            with Raw(host.addresses[0]) as client:
                client.say(get("/nowhere", "X-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n")).rest()
            self.assertEqual(host.stop(), 0)
            self.assertIn("192.0.2.7 - ", host.logged())

    def testAddressInUseIsReportedAndNothingStarts(self):
        with runningHost("in_use", users={}) as host:
            taken = host.url.removeprefix("http://")
            host.config.write_text(host.config.read_text().replace("127.0.0.1:0", taken))
            done = host.run("serve")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(f"cannot listen on {taken}", done.stderr)

    def startWithSockets(self, host, names: str, *listening):
        numbers = [one.fileno() for one in listening]
        host.serve(through=[sys.executable, "-c", HAND_OVER, names, ",".join(map(str, numbers))], sockets=tuple(numbers))

    def testSocketsOfSystemdAreUsed(self):
        with runningHost("activation", users={}) as host:
            self.assertEqual(host.stop(), 0)
            with socket.create_server(("127.0.0.1", 0)) as handed:
                place = f"http://127.0.0.1:{handed.getsockname()[1]}"
                early = self.enterContext(Raw(place)).say(get())  # connects before the server starts
                self.startWithSockets(host, "http", handed)
                self.assertEqual(host.addresses, [place])
                self.assertEqual(early.answer()[0], 200)
                self.assertServes(place)
                self.assertEqual(host.stop(), 0)
                # The socket belongs to systemd: a client that connects now is served by the next server.
                between = self.enterContext(Raw(place)).say(get())
                self.startWithSockets(host, "http", handed)
                self.assertEqual(between.answer()[0], 200)

    def testSocketThatDoesNotListenIsReported(self):
        with runningHost("activation_bad", users={}) as host:
            self.assertEqual(host.stop(), 0)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
                datagrams.bind(("127.0.0.1", 0))
                self.assertRaises(RuntimeError, self.startWithSockets, host, "http", datagrams)
                self.assertIn("socket activation", host.logged())


if __name__ == "__main__":
    main()
