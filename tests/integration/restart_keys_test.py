#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Changes every key that is declared to apply at a restart on a running server: a reload names it and changes nothing, a restart
applies it.

Each key has a probe: an effect of its value that clients or the system can observe. A new key needs one here."""
import grp
import hashlib
import os
import pathlib
import pwd
import re
import selectors
import tempfile
import time

from gate import Gate
from keyed_site import EXAMPLES, Site, declared
from raw import Raw, get, post, statusesIn
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main
from tls_test import makeCertificate


class RestartTest(Site):
    """All keys that are declared to apply at a restart, changed together: after a reload no effect is visible and each is named;
    after a restart all effects are visible."""

    # WaitTest tests those whose values affect only how long something waits.
    WAITS = {"limits.queue_wait", "limits.head_wait", "limits.body_wait", "limits.write_wait", "limits.least_rate", "limits.idle"}
    ELSEWHERE = {"limits.buffered"}  # shares_test.py

    def setUp(self):
        self.gate = self.enterContext(Gate())
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        makeCertificate(folder, "site", "DNS:localhost,IP:127.0.0.1")
        self.folder = folder
        self.BASE = {"plugins.directories": [str(one) for one in [*self.gate.plugins, EXAMPLES]],
                     "tls.certificates": [str(folder / "site.pem")], "tls.keys": [str(folder / "site.key")], "tls.redirect": False,
                     "limits.body_wait": "1s", "limits.queue_wait": "1m", "limits.head_wait": "5m", "limits.idle": "5m"}

    def values(self) -> dict:
        here, there = (lambda name: str(self.host.scratch / name)), (lambda name: str(self.folder / name))
        return {
            "server.listen": (["127.0.0.1:0", f"unix:{here('http.sock')}"],
                              ["127.0.0.1:0", f"unix:{here('http.sock')}", "127.0.0.1:0"]),
            "server.socket_mode": ("0660", "0600"),
            "server.socket_owner": ("", "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name),
            "server.socket_group": ("", "nogroup" if os.geteuid() == 0 else grp.getgrgid(os.getegid()).gr_name),
            "server.listen_tls": (["127.0.0.1:0"], ["127.0.0.1:0", "127.0.0.1:0"]),
            "server.threads": (3, 5),
            "server.trusted_proxies": (["127.0.0.1"], ["127.0.0.1", "127.0.0.2"]),
            "server.proxy_header": ("x-forwarded", "forwarded"),
            "server.control": (here("control.sock"), there("control.sock")),
            "plugins.cache": (here("cache"), there("cache")),
            "plugins.crashes": (100, 3),
            "plugins.crash_window": ("10m", "2h"),
            "limits.uri": ("256 B", "512 B"),
            "limits.header_size": ("1 KiB", "4 KiB"),
            "limits.header_count": (8, 20),
            "limits.buffered_body": ("16 KiB", "1 KiB"),
            "limits.connections": (16, 20),
            "limits.connections_per_address": (4, 6),
            "limits.queue": (1, 2),
            "limits.slow_bodies": (1, 2),
            "limits.streams": (1, 2),
            "hashing.parallel": (1, 8),
            "hashing.queue": (10, 26),
        }

    def addresses(self, scheme: str) -> int:
        return sum(address.startswith(scheme + ":") for address in self.status()["addresses"])

    def clientOf(self, source: str) -> str:
        """The client in the log, of a request with both headers."""
        target = f"/look-{time.monotonic_ns()}"
        with self.raw(source) as client:
            client.say(get(target, "X-Forwarded-For: 203.0.113.1\r\nForwarded: for=203.0.113.2\r\nConnection: close\r\n")).rest()
        self.host.waitForLog(target)
        line = next(line for line in self.host.logged().splitlines() if target in line)
        return line.split(" - ")[0].split()[-1]

    def acceptedConnections(self, sources) -> int:
        """How many connections from these addresses, opened one after the other, stay open. The rest are refused."""
        inside = []
        try:
            for source in sources:
                client = self.raw(source)
                inside.append(client)
                try:
                    client.say(get("/healthz"))
                except OSError:
                    pass  # refused before it sent anything
                if client.head()[0] != 200:
                    return len(inside) - 1
            return len(inside)
        finally:
            for client in inside:
                client.socket.close()

    def eventually(self, probe, value):
        """Closed connections are removed from the counts a moment later."""
        deadline = time.monotonic() + 60
        while (seen := probe()) != value and time.monotonic() < deadline:
            pass
        return seen

    def quarantined(self) -> set:
        folder = self.host.state / "quarantine"
        return {file.name for file in folder.iterdir()} if folder.is_dir() else set()

    def crash(self, plugin: str, times: int, ago: int) -> str:
        digest = hashlib.sha256((PLUGINS / f"{plugin}.so").read_bytes()).hexdigest()
        with (self.host.state / "crashes").open("a") as file:
            file.write(f"crash {int(time.time()) - ago} {plugin} {digest} SIGSEGV handle 1 abc /x\n" * times)
        return digest

    PERSON = "127.0.0.4"  # not a trusted proxy, which would have to say whether its client used TLS

    def logIn(self) -> str:
        form = f"username={NAME.replace('@', '%40')}&password={PASSWORD.replace(' ', '+')}"
        with self.raw(self.PERSON) as client:
            answer = client.say(post(f"Content-Length: {len(form)}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n", form,
                                     "/auth/login")).rest().decode()
        self.assertEqual(statusesIn(answer.encode()), [303])
        return "; ".join(re.findall(r"\r\nSet-Cookie: ([^;]+)", answer))

    def admitted(self, target: str, number: int) -> int:
        """Of that many requests for a stream or a slow body, those that are admitted."""
        inside = []
        try:
            for _ in range(number):
                client = self.raw(self.PERSON)
                inside.append(client)
                if target == "stream":
                    status = client.say(get("/clock/ticks")).head()[0]
                else:
                    status = client.say(f"POST /upload HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
                                        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n"
                                        "Expect: 100-continue\r\n\r\n").head()[0]
                self.assertIn(status, (100, 200, 503))
                if status == 503:
                    return len(inside) - 1
            return len(inside)
        finally:
            for client in inside:
                client.socket.close()

    def assertQueueLength(self, lanes: int, room: int):
        """With every lane occupied, that many requests wait, and further ones get 503."""
        held = [self.raw().say(get("/hold")) for _ in range(lanes)]
        self.gate.waitUntilHeld(lanes)
        waiting = [self.raw().say(get("/healthz-not")) for _ in range(4)]
        refused = 0
        with selectors.DefaultSelector() as ready:
            for client in waiting:
                ready.register(client.socket, selectors.EVENT_READ, client)
            while refused < 4 - room:
                for event, _ in ready.select(60):
                    self.assertEqual(event.data.head()[0], 503)
                    ready.unregister(event.fileobj)
                    waiting.remove(event.data)
                    refused += 1
        self.gate.release(lanes)
        for client in held:
            self.assertEqual(client.head()[0], 200)
            client.socket.close()
        for client in waiting:
            self.assertEqual(client.head()[0], 404)
            client.socket.close()

    def socketFile(self):
        return (self.host.scratch / "http.sock").stat()

    def probes(self) -> dict:
        cache = {side: pathlib.Path(value) for side, value in zip(("before", "after"), self.values()["plugins.cache"])}
        return {
            "server.listen": lambda: self.addresses("http"),
            "server.listen_tls": lambda: self.addresses("https"),
            "server.socket_mode": lambda: self.socketFile().st_mode,
            **({"server.socket_owner": lambda: self.socketFile().st_uid,
                "server.socket_group": lambda: self.socketFile().st_gid} if os.geteuid() == 0 else {}),
            "server.trusted_proxies": lambda: self.clientOf("127.0.0.2") == "127.0.0.2",
            "server.proxy_header": lambda: self.clientOf("127.0.0.1"),
            "plugins.cache": lambda: any(cache["after"].glob("run-*")),
            "plugins.crashes": lambda: self.often in self.quarantined(),
            "plugins.crash_window": lambda: self.longAgo in self.quarantined(),
            "limits.uri": lambda: self.code(get("/?" + "x" * 300)),
            "limits.header_size": lambda: self.code(get("/", "X: " + "x" * 1500 + "\r\n")),
            "limits.header_count": lambda: self.code(get("/", "X: x\r\n" * 12)),
            "limits.buffered_body": lambda: self.code(post("Content-Length: 5000\r\n", "", "/nowhere")),
        }

    COUNTS = {"limits.connections": (16, 20), "limits.connections_per_address": (4, 6), "limits.slow_bodies": (1, 2),
              "limits.streams": (1, 2)}

    def count(self, key: str) -> int:
        if key == "limits.connections_per_address":
            return self.acceptedConnections(["127.0.0.3"] * 8)
        if key == "limits.connections":
            return self.acceptedConnections([f"127.0.1.{i}" for i in range(1, 24)])
        return self.admitted("stream" if key == "limits.streams" else "body", 3)

    def threads(self) -> int:
        return len(list(pathlib.Path(f"/proc/{self.host.pid}/task").iterdir()))

    def assertCounts(self, side: int):
        for key, values in self.COUNTS.items():
            with self.subTest(key):
                self.assertEqual(self.eventually(lambda: self.count(key), values[side]), values[side])

    def testEveryKeyThatAppliesAtARestart(self):
        expected = {key for key, applies in declared().items() if applies == "restart"}
        self.host = None
        self.start("keys-restart", tls=True, more="")
        values = self.values()
        self.assertEqual(set(values) | self.WAITS | self.ELSEWHERE, expected)
        self.assertEqual(self.host.stop(), 0)
        self.write({key: before for key, (before, _) in values.items()})
        self.host._expected = 3
        self.host.serve()
        self.often = self.crash("users_file", 5, 0)
        self.longAgo = self.crash("auth_basic", 200, 3600)
        self.cookie = self.logIn()
        seen = {key: probe() for key, probe in self.probes().items()}
        self.assertCounts(0)
        self.assertQueueLength(3, 1)
        threads = self.threads()

        self.write({key: after for key, (_, after) in values.items()})
        sentences = self.reload()
        for key in values:
            self.assertIn(f"{key} has changed; the new value takes effect when the server is restarted", sentences)
        self.assertEqual(set(self.status()["waitingForRestart"]), set(values))
        for key, probe in self.probes().items():
            with self.subTest(key, after="reload"):
                self.assertEqual(probe(), seen[key])
        self.assertCounts(0)
        self.assertQueueLength(3, 1)
        self.assertEqual(self.threads(), threads)
        moved = pathlib.Path(values["server.control"][1])
        self.assertFalse(moved.exists())

        self.assertEqual(self.host.stop(), 0)
        self.host._expected = 5
        self.host.serve()
        self.assertTrue(moved.exists())
        (self.host.scratch / "control.sock").symlink_to(moved)  # where this test expects the socket
        for key, probe in self.probes().items():
            with self.subTest(key, after="restart"):
                self.assertNotEqual(probe(), seen[key])
        self.assertCounts(1)
        self.assertQueueLength(5, 2)
        # server.threads; hashing.queue; hashing.parallel: threads that hash, and lanes that replace those waiting for them
        self.assertEqual(self.threads() - threads, (5 - 3) + (26 - 10) + 2 * (8 - 1))


class WaitTest(Site):
    """Waiting limits that apply at a restart only: a server that was started with one second keeps it although the file now says
    minutes."""

    def sockets(self) -> int:
        kinds = []
        for entry in pathlib.Path(f"/proc/{self.host.pid}/fd").iterdir():
            try:
                kinds.append(os.readlink(entry))
            except FileNotFoundError:
                pass
        return sum(kind.startswith("socket:") for kind in kinds)

    def testReloadLengthensNoWait(self):
        gate = self.enterContext(Gate())
        pages = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        (pages / "assets").mkdir()
        (pages / "assets" / "large.bin").write_bytes(bytes(64 << 20))
        self.BASE = {"plugins.directories": [str(one) for one in gate.plugins], "server.threads": 1}
        short = {key: "1s" for key in RestartTest.WAITS} | {"limits.least_rate": "1 MiB"}
        self.start("keys-waits", short, users={}, pages=[pages, SOURCE / "pages"])
        self.silent = self.sockets()
        self.write({key: "1m" if key == "limits.queue_wait" else "5m" for key in RestartTest.WAITS} | {"limits.least_rate": "1 B"})
        sentences = self.reload()
        for key in RestartTest.WAITS:
            self.assertIn(f"{key} has changed; the new value takes effect when the server is restarted", sentences)
        with self.raw() as client:
            self.assertEqual(statusesIn(client.say("GET / HT").rest()), [408])
        with self.raw() as client:
            self.assertEqual(statusesIn(client.say(post("Content-Length: 999\r\n", "a=b")).rest()), [408])
        with self.raw() as client:
            self.assertEqual(statusesIn(client.say(get("/healthz")).rest()), [200])
        while (sockets := self.sockets()) > self.silent:
            self.assertEqual(self.code(get("/healthz", "Connection: close\r\n")), 200)
        slow = self.enterContext(Raw(self.host.url, receiveBuffer=4096)).say(get("/assets/large.bin"))
        self.assertEqual(slow.head()[0], 200)
        while self.sockets() > sockets:  # nobody reads: the connection is cut off
            self.assertEqual(self.code(get("/healthz", "Connection: close\r\n")), 200)
        self.assertLess(len(slow.rest()), 64 << 20)
        held = self.enterContext(self.raw()).say(get("/hold"))
        gate.waitUntilHeld(1)
        self.assertEqual(self.code(get("/")), 503)
        gate.release(1)
        self.assertEqual(held.head()[0], 200)


if __name__ == "__main__":
    main()
