# SPDX-License-Identifier: Apache-2.0
"""Portico as it is measured: the release build with its standard plugins and pages, and the site's additional files for the load.

A context manager with `name`, `url`, `pid`, `startSeconds`, `restart` and `logIn`, like each peer in peers.py; nothing of a
server remains afterwards."""
import pathlib
import shutil
import sys
import tempfile
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests/support"), str(ROOT / "tests/integration")]

from client import Client
from running_host import RunningHost

USER, PASSWORD = "user1@gmail.com", "12345"
CROWD = "user2@gmail.com"  # logs in hundreds of times: a store may end the oldest of too many sessions
HASH = ("$6$rounds=656000$r8Ft1VUrj3.ewIXT$HDtwFY1QPOh82U0H/pZOlqbEIk6RjMyL.Z5sc0ub1Yp9Fnkv9ZlZZ.bk/TGBThBfLnV2.KbvuC/"
        "CBMr/1rEP1.")
HELLO = "Hello, world!"
ASSET = "/assets/bench.css"
ASSET_BYTES = ("/* twenty thousand bytes, as a style sheet of a real site has */\n" * 400)[:20000].encode()
# More than a socket buffers for a client that does not read: for bench/slow.
LARGE_ASSET, LARGE_BYTES = "/assets/bench-large.css", ASSET_BYTES * 13
# Set only for servers that know these keys; the load comes from one address, like that of a reverse proxy.
WIDE_LIMITS = {"connections": "16384", "connections_per_address": "0"}
MORE = f"""
[plugins.hello]
greeting = "{HELLO}"
[log]
access = "off"
level = "error"
"""


def formLogin(url: str) -> str:
    """The value of a Cookie header, obtained through the login form that Portico and the seed's app share."""
    client = Client(url)
    answer = client.logIn(USER, PASSWORD)
    if answer.status not in (302, 303) or not client.cookies:
        raise RuntimeError(f"{url}: the login was answered with {answer.status}")
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


class Portico:
    name = "Portico"

    def __init__(self, build: pathlib.Path, more: dict = {}):
        """`more`: lines for the top of the configuration, key and value as TOML."""
        self.pagesPlugin = "pages_jinja" if (build / "plugins/pages_jinja.so").exists() else "pages_mustache"
        self._folder = tempfile.TemporaryDirectory(prefix="portico-bench-")
        scratch = pathlib.Path(self._folder.name)
        (scratch / "plugins").mkdir(mode=0o755)
        shutil.copy(build / "examples/hello.so", scratch / "plugins")
        (scratch / "pages/assets").mkdir(parents=True)
        for path, content in ((ASSET, ASSET_BYTES), (LARGE_ASSET, LARGE_BYTES)):
            (scratch / "pages" / path.lstrip("/")).write_bytes(content)
        pages = [scratch / "pages", ROOT / "pages", ROOT / "plugins/pages_mustache/pages"]
        capabilities = {"auth": "auth_cookie", "users": "users_sqlite", "sessions": "users_sqlite", "pages": self.pagesPlugin}
        self._host = RunningHost(build / "bin/portico", [build / "plugins", scratch / "plugins"], pages, scratch / "log",
                                 users={}, capabilities=capabilities, more=MORE)
        known = tomllib.loads(self._host.mustRun("config", "show"))["limits"]
        wide = {f"limits.{name}": value for name, value in WIDE_LIMITS.items() if name in known}
        more = {**wide, **more}
        lines = "".join(f"{key} = {value}\n" for key, value in more.items())
        self._host.config.write_text(lines + self._host.config.read_text())

    def __enter__(self):
        self._host.mustRun("user", "import", "-", input=f"{USER}:{HASH}\n{CROWD}:{HASH}\n")
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

    def fate(self) -> str:
        """How it ended, which it should not; empty while it serves."""
        code = self._host.exitCode
        return "" if code is None else f"{self.name} has ended with {code}. Its log ends: {self._host.logged()[-1000:]}"

    def logIn(self) -> str:
        return formLogin(self.url)

    @property
    def url(self) -> str:
        return self._host.url

    @property
    def pid(self) -> int:
        return self._host.pid
