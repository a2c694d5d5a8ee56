# SPDX-License-Identifier: Apache-2.0
"""The servers with which Portico is compared, each on a free loopback port in its own scratch folder.

nginx, Apache and stock Poco serve a copy of Portico's answers: the same bytes at the same paths, as files."""
import http.client
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from open_files import openFiles
from servers import ASSET, ASSET_BYTES, HASH, PASSWORD, ROOT, USER, formLogin

HERE = ROOT / "bench/peers"
START_SECONDS = 60
# 12345 as htpasswd hashes it by default.
APACHE_HASH = "$apr1$portico1$Rx/tlXiiT3mJ2xXT5pMfq."


def freePort() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Peer:
    """A program that serves until it is told to end. Subclasses define `command`, with the port in `self.port`, and `ready`, a
    path."""
    ready = "/"
    environment = {}
    hello = home = private = asset = token = idle = False  # which parts of the measurement it supports (pages.py, crowds.py)

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="portico-bench-")
        self.folder = pathlib.Path(self._folder.name)
        self.folder.chmod(0o755)  # readable for workers that are not root
        self.prepare()
        self._start()
        return self

    def __exit__(self, *_):
        self._stop()
        self._folder.cleanup()

    def prepare(self):
        """Prepares the folder before the first start."""

    def logIn(self) -> str:
        return ""

    def fate(self) -> str:
        """How it ended, which it should not; empty while it serves."""
        code = self._process.poll()
        return "" if code is None else f"{self.name} has ended with {code}"

    def restart(self):
        self._stop()
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _start(self):
        self.port = freePort()
        self.url = f"http://127.0.0.1:{self.port}"
        began = time.monotonic()
        self._process = subprocess.Popen(self.command(), env={**os.environ, **self.environment})
        try:
            self._waitUntilItAnswers(began + START_SECONDS)
        except BaseException:
            self._stop()
            raise
        self.startSeconds = time.monotonic() - began

    def _stop(self):
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _waitUntilItAnswers(self, deadline: float):
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                return urllib.request.urlopen(self.url + self.ready, timeout=START_SECONDS).close()
            except urllib.error.HTTPError:
                raise
            except (OSError, http.client.HTTPException):  # not listening yet
                time.sleep(0.002)
        raise RuntimeError(f"{self.name} did not come up")


class SeedApp(Peer):
    """peers/seed under uvicorn with two workers, its own templates, and no access log."""
    name, ready = "seed's app", "/auth/login"
    home = private = token = True

    def __init__(self, templates: pathlib.Path):
        self.environment = {"SEED_TEMPLATES": str(templates), "SEED_HASH": HASH, "PYTHONDONTWRITEBYTECODE": "1"}

    def command(self) -> list:
        return ["/usr/bin/uvicorn", "--app-dir", str(HERE / "seed"), "app:app", "--workers", "2", "--port", str(self.port),
                "--no-access-log", "--log-level", "warning"]

    def logIn(self) -> str:
        return formLogin(self.url)


class FileServer(Peer):
    """Serves the site from files: `pages` maps a path to its bytes."""

    def __init__(self, pages: dict):
        self._pages = {**pages, ASSET: ASSET_BYTES}

    def prepare(self):
        for path, content in self._pages.items():
            file = self.folder / "site" / (path.lstrip("/") or "index.html")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def fill(self, template: pathlib.Path, **values) -> pathlib.Path:
        text = template.read_text()
        for name, value in {"FOLDER": self.folder, "PORT": self.port, **values}.items():
            text = text.replace(f"@{name}@", str(value))
        filled = self.folder / template.name
        filled.write_text(text)
        return filled


class Nginx(FileServer):
    name = "nginx"
    hello = home = private = asset = idle = True

    def command(self) -> list:
        user = "user www-data;" if os.geteuid() == 0 else ""
        filled = self.fill(HERE / "nginx/nginx.conf", USER=user, FILES=openFiles())
        return ["/usr/sbin/nginx", "-e", "stderr", "-p", str(self.folder), "-c", str(filled)]


class Apache(FileServer):
    name = "Apache"
    home = private = asset = True

    def prepare(self):
        super().prepare()
        (self.folder / "passwords").write_text(f"{USER}:{APACHE_HASH}\n")

    def command(self) -> list:
        user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
        filled = self.fill(HERE / "apache/httpd.conf", USER=user, MODULES="/usr/lib/apache2/modules")
        return ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(filled)]

    def logIn(self) -> str:
        """mod_auth_form uses its own field names."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        form = urllib.parse.urlencode({"httpd_username": USER, "httpd_password": PASSWORD})
        connection.request("POST", "/auth/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        connection.close()
        if answer.status != 302 or not cookie:
            raise RuntimeError(f"{self.url}: the login was answered with {answer.status}")
        return cookie


class StockPoco(FileServer):
    """peers/stock_poco, with one thread per connection of the load."""
    name = "stock Poco"
    hello = home = True

    def __init__(self, pages: dict, build: pathlib.Path, connections: int):
        super().__init__(pages)
        self._command = [str(build / "bench/stock_poco")]
        self._threads = connections + 8

    def command(self) -> list:
        return [*self._command, str(self.port), str(self._threads), str(self.folder / "site/index.html")]
