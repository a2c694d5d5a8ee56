# SPDX-License-Identifier: Apache-2.0
"""A running site with static files of its own, of a plugin and for the root, for the tests of assets."""
import http.client
import os
import shutil
import socket
import unittest
from urllib.parse import urlsplit

from suite import PLUGINS, runningHost

WRITTEN = 1700000000  # seconds; "before" and "after" are relative to it
LONG = bytes(index * 7 % 251 for index in range(1_000_000))
SECRET = b"this must never be served"
GUEST = PLUGINS.parent / "tests" / "plugins" / "greeter" / "greeter.so"


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


class AssetSite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost(cls.__name__))
        cls.site = cls.host.scratch / "site"
        cls.plugins = cls.host.scratch / "plugins"
        cls.host.stop()
        cls.write("site/assets/site.css", b"body { color: black }\n" * 100)
        cls.write("site/assets/site.3f9a1b2c.css", b"b{}")
        cls.write("site/assets/long.bin", LONG)
        cls.write("site/assets/empty.txt", b"")
        cls.write("site/assets/ten.txt", b"0123456789")
        cls.write("site/assets/greeter/both.txt", b"the site's")
        cls.write("site/secret.txt", SECRET)
        cls.plugins.mkdir(mode=0o755)
        shutil.copy(GUEST, cls.plugins)
        cls.write("plugins/greeter/assets/own.txt", b"the plugin's")
        cls.write("plugins/greeter/assets/both.txt", b"the plugin's")
        cls.write("plugins/greeter/secret.txt", SECRET)
        cls.write("plugins/stranger/assets/own.txt", SECRET)  # of a plugin that is not in use
        cls.write("site/_root/robots.txt", b"User-agent: *\n")
        cls.write("site/_root/favicon.ico", b"an icon")
        cls.write("site/_root/.well-known/security.txt", b"Contact: mailto:a@example.org\n")
        cls.write("site/_root/.well-known/apple-app-site-association", b"{}")
        cls.write("site/_root/private", b"not the page")
        cls.write("site/_root/guarded.txt", SECRET)
        cls.write("site/_root/.env", SECRET)
        cls.write("mime.types", b"# of the system\nx-test/types qqq zzz\ntext/css css\n")
        cls.release("one")
        for name in ("ü", "a+b", "two words", "日本/index"):
            cls.write(f"site/{name}.html", f"<p>page {name}</p>".encode())
        text = cls.host.config.read_text()
        text = text.replace(f'directories = ["{PLUGINS}"]', f'directories = ["{PLUGINS}", "{cls.plugins}"]')
        text += ('\n[assets]\nmime_types = "%s/mime.types"\ntypes.zzz = "x-test/own"\n'
                 '[pages.guards]\n"/guarded.txt" = "user"\n' % cls.host.scratch)
        cls.host.config.write_text(text.replace("pages.directories = [", f'pages.directories = ["{cls.site}", "{cls.host.scratch}/current/pages", '))
        cls.host.serve()
        cls.address = (urlsplit(cls.host.url).hostname, urlsplit(cls.host.url).port)

    @classmethod
    def write(cls, name: str, content: bytes, modified: int = WRITTEN):
        path = cls.host.scratch / name
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (modified, modified))

    @classmethod
    def release(cls, name: str):
        """Makes the link "current" point to it, as a deployment does."""
        cls.write(f"releases/{name}/pages/assets/release.css", name.encode())
        link = cls.host.scratch / "next"
        link.symlink_to(f"releases/{name}")
        link.rename(cls.host.scratch / "current")

    def ask(self, method: str, target: str, **headers) -> Reply:
        """`If_Match="*"` is the header If-Match."""
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def get(self, name: str, **headers) -> Reply:
        return self.ask("GET", "/assets/" + name, **headers)

    def raw(self, target: str) -> bytes:
        """Sends the target unchanged, because an HTTP client would normalize it; returns everything that comes back."""
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1"))
            pieces = []
            while piece := connection.recv(65536):
                pieces.append(piece)
        return b"".join(pieces)
