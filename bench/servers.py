# SPDX-License-Identifier: Apache-2.0
"""The servers that are measured, each on a free port of the loopback with one demo user.

Each is a context manager with `name`, `url`, `pid` and `startSeconds`, and with `restart`; nothing of a server outlives it."""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests/support"), str(ROOT / "tests/integration")]

from running_host import RunningHost

USER, PASSWORD = "user1@gmail.com", "12345"
HASH = ("$6$rounds=656000$r8Ft1VUrj3.ewIXT$HDtwFY1QPOh82U0H/pZOlqbEIk6RjMyL.Z5sc0ub1Yp9Fnkv9ZlZZ.bk/TGBThBfLnV2.KbvuC/"
        "CBMr/1rEP1.")
THREADS = 16  # of Portico: a thread for each connection, so more than any load has connections
START_SECONDS = 60


class Portico:
    """The release build with its standard plugins and pages."""

    def __init__(self, build: pathlib.Path):
        self._plugins = build / "plugins"
        self.pagesPlugin = "pages_jinja" if (self._plugins / "pages_jinja.so").exists() else "pages_mustache"
        self.name = "Portico"
        self._folder = tempfile.TemporaryDirectory(prefix="portico-bench-")
        pages = [ROOT / "pages", ROOT / "plugins/pages_mustache/pages"]
        capabilities = {"auth": "auth_cookie", "users": "users_sqlite", "sessions": "users_sqlite", "pages": self.pagesPlugin}
        self._host = RunningHost(build / "bin/portico", self._plugins, pages, pathlib.Path(self._folder.name) / "log",
                                 users={}, capabilities=capabilities, more='[log]\naccess = "off"\n')
        self._host.config.write_text(f"server.threads = {THREADS}\n" + self._host.config.read_text())

    def __enter__(self):
        self._host.mustRun("user", "import", "-", input=f"{USER}:{HASH}\n")
        self._start()
        return self

    def __exit__(self, *_):
        self._host.__exit__()
        self._folder.cleanup()

    def _start(self):
        began = time.monotonic()
        self._host.serve()
        self.startSeconds = time.monotonic() - began

    def restart(self):
        self._host.stop()
        self._start()

    @property
    def url(self) -> str:
        return self._host.url

    @property
    def pid(self) -> int:
        return self._host.pid


class SeedApp:
    """peers/seed under uvicorn with two workers, its own templates, and no access log."""

    def __init__(self, templates: pathlib.Path):
        self.name = "seed's app"
        self._environment = {**os.environ, "SEED_TEMPLATES": str(templates), "SEED_HASH": HASH, "PYTHONDONTWRITEBYTECODE": "1"}

    def __enter__(self):
        self._start()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def _start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        began = time.monotonic()
        self._process = subprocess.Popen(
            ["/usr/bin/uvicorn", "--app-dir", str(ROOT / "bench/peers/seed"), "app:app", "--workers", "2", "--port", str(port),
             "--no-access-log", "--log-level", "warning"], env=self._environment)
        try:
            self._waitUntilItAnswers(began + START_SECONDS)
        except BaseException:
            self.__exit__()
            raise
        self.startSeconds = time.monotonic() - began

    def _waitUntilItAnswers(self, deadline: float):
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                return urllib.request.urlopen(self.url + "/auth/login", timeout=START_SECONDS).close()
            except urllib.error.HTTPError:
                raise
            except OSError:  # nobody listens yet
                time.sleep(0.005)
        raise RuntimeError("the seed's app did not come up")

    def restart(self):
        self.__exit__()
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid
