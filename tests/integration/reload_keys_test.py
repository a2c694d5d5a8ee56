#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Changes every key that is declared to apply at a reload on a running server, and checks that it does.

Each key has a probe: an effect of its value that clients or the system can observe. A new key needs one here."""
import os
import pathlib
import re
import shutil
import sqlite3
import ssl
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from client import Client
from gate import Gate
from keyed_site import EXAMPLES, GUESTS, Site, declared
from raw import get, post
from suite import NAME, PASSWORD, SOURCE, main
from tls_test import makeCertificate

AGENT = "a" * 200


class ReloadTest(Site):
    """Keys that are declared to apply at a reload, one after the other on one server."""

    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        self.gate = self.enterContext(Gate())
        guests = self.scratch / "guests"
        guests.mkdir(mode=0o755)
        shutil.copy(GUESTS / "greeter" / "greeter.so", guests)
        extra = self.scratch / "pages"
        extra.mkdir()
        (extra / "assets").mkdir()
        for name in ("a.look", "a.seen"):
            (extra / "assets" / name).write_text("look")
        (self.scratch / "mime.types").write_text("text/x-look look\n")
        (extra / "extra.html").write_text("<p>extra</p>")
        (extra / "long.html").write_text("<p>" + "x" * 100_000 + "</p>")
        self.plugins = [str(folder) for folder in [*self.gate.plugins, EXAMPLES, guests]]
        self.pages = [str(SOURCE / "pages"), str(SOURCE / "plugins/pages_mustache/pages")]
        self.BASE = {"plugins.directories": self.plugins, "pages.directories": [*self.pages, str(extra)],
                     "hashing.memory": "8 MiB", "hashing.passes": 1}

    def probes(self) -> dict:
        """key -> value before, value after, observed effect."""
        other = str(self.scratch / "other-state")
        return {
            "server.public_url": ("http://before.example", "http://after.example", self.foreignLogout),
            "server.public_path": ("removed", "kept", lambda: self.code(get("/below/")), {"server.public_url": "http://a.example/below"}),
            "server.hosts": (["127.0.0.1", "before.example"], ["127.0.0.1", "after.example"], self.statusOfOldHostName),
            "site.name": ("Before", "After", lambda: re.findall("Before|After", self.page("/"))[0]),
            "site.language": ("fr", "de", lambda: re.search(r'lang="(\w+)"', self.page("/"))[1]),
            "pages.directories": (self.pages, self.BASE["pages.directories"], lambda: self.code(get("/extra"))),
            "pages.default_access": ("public", "user", lambda: self.code(get("/extra"))),
            'pages.guards."/extra"': ("public", "user", lambda: self.code(get("/extra"))),
            "capabilities.auth": ("auth_cookie", "auth_basic", lambda: "auth_basic" in self.running()),
            "capabilities.users": ("users_sqlite", "users_file", lambda: "users_file" in self.running()),
            "capabilities.sessions": ("users_sqlite", "sessions_memory", lambda: "sessions_memory" in self.running()),
            "capabilities.pages": ("pages_jinja", "pages_mustache", lambda: "pages_mustache" in self.running()),
            "capabilities.filters": ([], ["filter_headers"], lambda: "filter_headers" in self.running()),
            "capabilities.mail": ("", "mail_folder", lambda: "mail_folder" in self.running()),
            "plugins.directories": (self.plugins[:-1], self.plugins, lambda: self.code(get("/greeting"))),
            "plugins.disabled": (["greeter"], [], lambda: self.code(get("/greeting"))),
            "plugins.kept": (4096, 16, lambda: self.status()["restartAdvised"]),
            "state.directory": (str(self.host.state), other, lambda: os.path.exists(other + "/csrf.key") and
                                os.path.exists(other + "/crashes")),
            "log.level": ("info", "debug", self.logsIdlePlugins),
            "log.access": ("common", "json", self.accessLine),
            "limits.body": ("1 KiB", "4 KiB", lambda: self.code(post("Content-Length: 2000\r\n", "a=b&" * 500, "/auth/login"))),
            "limits.upload": ("1 KiB", "1 MiB", self.uploadOf5000),
            "limits.form_fields": (1, 10, lambda: self.form("a=1&b=2")),
            "limits.form_name": ("16 B", "64 B", lambda: self.form("a" * 20 + "=1")),
            "limits.form_value": ("256 B", "1 KiB", lambda: self.form("a=" + "1" * 300)),
            "limits.stream_silence": ("1s", "10m", self.sendsKeepAliveComments),
            "limits.page": ("64 KiB", "1 MiB", lambda: self.code(get("/long"))),
            "assets.mime_types": ("/nowhere/mime.types", str(self.scratch / "mime.types"), lambda: self.typeOf("a.look")),
            'assets.types."seen"': ("text/x-before", "text/x-after", lambda: self.typeOf("a.seen")),
            "compression.enabled": (True, False, self.contentEncoding),
            "compression.least": ("128 B", "1 MiB", self.contentEncoding),
            "hashing.memory": ("8 MiB", "9 MiB", self.hashAfterLogin),
            "hashing.passes": (1, 2, self.hashAfterLogin),
            "hashing.wait": ("1m", "1s", self.refusesManyLogins),
        }

    # The last ones end the server, or wait for something that must not have happened before.
    LAST = {"state.memory", "limits.plugin_wait", "limits.stop_wait", "routes.owners"}
    ELSEWHERE = {"limits.reload_wait",  # control_test.py
                 "limits.task_threads", "limits.tasks", "limits.tasks_per_plugin"}  # tasks_test.py

    def page(self, target: str) -> str:
        return Client(self.host.url).get(target).text

    def running(self) -> set:
        return {plugin["id"] for plugin in self.status()["plugins"]}

    def foreignLogout(self) -> int:
        with self.raw() as client:
            return client.say("POST /auth/logout HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://after.example\r\n"
                              "Content-Length: 0\r\n\r\n").head()[0]

    def typeOf(self, asset: str) -> str:
        return Client(self.host.url).get(f"/assets/{asset}")["Content-Type"]

    def statusOfOldHostName(self) -> int:
        return self.code("GET / HTTP/1.1\r\nHost: before.example\r\n\r\n")

    def logsIdlePlugins(self) -> bool:
        written = len(self.host.logged())
        self.reload()
        return "not used: " in self.host.logged()[written:]

    def accessLine(self) -> str:
        target = f"/look-{time.monotonic_ns()}"
        self.code(get(target))
        self.host.waitForLog(target)
        return next(line for line in self.host.logged().splitlines() if target in line)[0]

    def form(self, text: str) -> int:
        return self.code(post(f"Content-Length: {len(text)}\r\nSec-Fetch-Site: same-origin\r\n", text, "/auth/login"))

    def uploadOf5000(self) -> int:
        client = Client(self.host.url)
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n' + b"x" * 5000 + b"\r\n--b--\r\n"
        return client.request("POST", "/upload", body, {"Content-Type": "multipart/form-data; boundary=b"}).status

    def sendsKeepAliveComments(self) -> bool:
        """An event stream that is silent for one second at a time."""
        with self.raw() as client:
            client.say(get("/clock/ticks"))
            heard = b""
            while heard.count(b"data: ") < 3:
                heard += client.socket.recv(65536)
        return b"\n:\n" in heard

    def contentEncoding(self) -> str:
        return Client(self.host.url).get("/", headers={"Accept-Encoding": "gzip"})["Content-Encoding"]

    def hashAfterLogin(self) -> str:
        self.assertEqual(Client(self.host.url).logIn(NAME, PASSWORD).status, 303)
        with sqlite3.connect(self.host.state / "users_sqlite" / "users.db") as store:
            return store.execute("SELECT secret FROM users").fetchone()[0].split("$")[3]

    # Before the reload, hashes are cheap and logins may wait a minute. After it, hashes are so costly that the second login waits
    # for longer than one second.
    def refusesManyLogins(self) -> bool:
        if self.current["hashing.wait"] == "1s":
            self.write({**self.current, "hashing.memory": "256 MiB", "hashing.passes": 16})
            self.reload()
        self.assertEqual(self.login(NAME.replace("@", "%40"), PASSWORD.replace(" ", "+")), 303)  # its hash is the costliest from now on
        with ThreadPoolExecutor(6) as crowd:
            return any(answer in (429, 503) for answer in
                       crowd.map(lambda i: self.login(f"nobody{i}%40example.org", "12345678"), range(6)))

    def login(self, name: str, password: str) -> int:
        form = f"username={name}&password={password}"
        return self.code(post(f"Content-Length: {len(form)}\r\nSec-Fetch-Site: same-origin\r\n", form, "/auth/login"))

    def change(self, keys: dict):
        self.current = keys
        self.write(keys)
        for sentence in self.reload():
            self.assertNotIn("takes effect when the server is restarted", sentence)

    def testEveryKeyThatAppliesAtAReload(self):
        self.start("keys-reload", top='hashing.parallel = 1\n')
        for i in range(9):  # so that plugins.kept has something to count
            with (self.scratch / "guests" / "draft").open("wb") as draft:
                draft.write((GUESTS / "greeter" / "greeter.so").read_bytes() + b"%d" % i)
            (self.scratch / "guests" / "draft").rename(self.scratch / "guests" / "greeter.so")
            self.reload()
        probes = self.probes()
        expected = {key for key, applies in declared().items() if applies == "reload" and not key.startswith("tls.")}
        self.assertEqual({re.sub(r'\.".*', "", key) for key in probes} | self.LAST | self.ELSEWHERE, expected)
        for key, (before, after, probe, *more) in probes.items():
            with self.subTest(key):
                self.change({key: before, **(more[0] if more else {})})
                seen = probe()
                self.change({key: after, **(more[0] if more else {})})
                self.assertNotEqual(probe(), seen)
        self.change({})
        with self.subTest("state.memory"):
            self.assertTrue(self.hasRoom("32 MiB"))
            self.assertFalse(self.hasRoom("64 KiB"))
        with self.subTest("limits.plugin_wait"):
            self.change({"limits.plugin_wait": "1s"})
            held = self.enterContext(self.raw()).say(get("/hold"))
            self.gate.waitUntilHeld(1)
            self.host.waitForLog("has been running for more than 1 s")
            self.gate.release(1)
            self.assertEqual(held.head()[0], 200)
        with self.subTest("limits.stop_wait"):
            self.change({"limits.stop_wait": "0s"})
            self.enterContext(self.raw()).say(get("/hold"))
            self.gate.waitUntilHeld(1)
            self.assertEqual(self.host.stop(), 1)

    # Two plugins want one path: at the start one is left out, and a reload admits it.
    def testRoutesOwners(self):
        rival = self.scratch / "rival"
        rival.mkdir()
        (rival / "greeting.html").write_text("<p>a page</p>")
        self.BASE["pages.directories"] = [*self.BASE["pages.directories"], str(rival)]
        self.start("keys-owners", users={})
        self.assertIn("a page", self.page("/greeting"))
        self.change({'routes.owners."/greeting"': "greeter"})
        self.assertNotIn("a page", self.page("/greeting"))

    def hasRoom(self, memory: str) -> bool:
        """Of a session store in memory, for the logins of several users."""
        self.change({"capabilities.sessions": "sessions_memory", "state.memory": memory})
        people = [f"user{i}@example.org" for i in range(4)]
        for name in people:
            self.host.run("user", "add", "--password-stdin", name, input=PASSWORD + "\n")
        return all(Client(self.host.url).post("/auth/login", {"username": people[i % 4], "password": PASSWORD},
                                              headers={"User-Agent": AGENT}).status == 303 for i in range(200))


class TlsReloadTest(Site):
    """The same for the keys of TLS."""

    def testEveryKeyOfTls(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        for name in ("one", "two"):
            makeCertificate(folder, name, "DNS:localhost,IP:127.0.0.1")

        def pair(name: str) -> dict:
            return {"tls.certificates": [str(folder / f"{name}.pem")], "tls.keys": [str(folder / f"{name}.key")]}
        self.BASE = {**pair("one"), "tls.redirect": False}
        self.start("keys-tls", users={}, tls=True)
        port = int(self.host.tlsUrl.rsplit(":", 1)[1])
        careless = ssl.create_default_context()
        careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE

        def hsts() -> str:
            return Client(self.host.tlsUrl, context=careless).get("/")["Strict-Transport-Security"]

        def admitsStranger() -> bool:
            """Whether the certificate of a client matters."""
            stranger = ssl.create_default_context()
            stranger.check_hostname, stranger.verify_mode = False, ssl.CERT_NONE
            stranger.load_cert_chain(folder / "two.pem", folder / "two.key")
            try:
                return Client(self.host.tlsUrl, context=stranger).get("/").status == 200
            except (ssl.SSLError, OSError):
                return False
        cases = [(pair("one"), pair("two"), lambda: ssl.get_server_certificate(("127.0.0.1", port))),
                 ({"tls.client_ca": []}, {"tls.client_ca": [str(folder / "one.pem")]}, admitsStranger),
                 ({"tls.redirect": False}, {"tls.redirect": True}, lambda: Client(self.host.url).get("/").status),
                 ({"tls.hsts": "1d"}, {"tls.hsts": "2d"}, hsts),
                 ({"tls.hsts_subdomains": False}, {"tls.hsts_subdomains": True}, hsts)]
        expected = {key for key, applies in declared().items() if applies == "reload" and key.startswith("tls.")}
        self.assertEqual({key for before, _, _ in cases for key in before}, expected)
        for before, after, probe in cases:
            with self.subTest(" ".join(before)):
                self.write(before)
                self.assertEqual(self.reload(), [])
                seen = probe()
                self.write(after)
                self.assertEqual(self.reload(), [])
                self.assertNotEqual(probe(), seen)


if __name__ == "__main__":
    main()
