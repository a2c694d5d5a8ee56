#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""A site below a path of its host, `server.public_url = "https://example.org/app"`: behind a proxy that removes the path, and
behind the real nginx and Caddy with the exact configuration of docs/operate.md."""
import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from urllib.parse import urljoin, urlsplit

from client import Client
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost
from prefix_proxy import PrefixProxy

EXAMPLES = PLUGINS.parent / "examples"
PATH = f"{os.environ['PATH']}:/usr/sbin"
BASE = "/app"
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen {port};
        absolute_redirect off;
{recipe}
    }}
}}
"""


def recipe(first: str, upstream: str) -> str:
    """The block of docs/operate.md that begins with this line, adapted to this server."""
    block = re.search(rf"^```\w*\n{re.escape(first)}\n(.*?)^```$", (SOURCE / "docs/operate.md").read_text(), re.M | re.S)[1]
    assert "127.0.0.1:8080" in block, first
    return block.replace("127.0.0.1:8080", upstream)


class Visit:
    """What must work through every proxy: `url` is the address for visitors, without a trailing slash."""

    def __init__(self, test: unittest.TestCase, url: str):
        self.test = test
        self.client = Client(url)
        self.path = urlsplit(url).path

    def must(self, method: str, path: str, status: int, *more):
        answer = self.client.request(method, path, *more)
        self.test.assertEqual(answer.status, status, f"{method} {path}: {answer.text[:300]}")
        return answer

    def page(self, path: str, status: int = 200) -> str:
        """Fetches a page; every URL in it, and everything that it loads, must be below the path."""
        text = self.must("GET", path, status).text
        for name, url in re.findall(r'(href|src|action)="([^"#][^"]*)"', text):
            place = urlsplit(urljoin(path, url)).path
            self.test.assertTrue(place.startswith(self.path + "/"), f"{path}: {name}={url}")
            if "/assets/" in place:
                self.must("GET", place, 200)
        return text

    def form(self, text: str, action: str) -> dict:
        return dict(re.findall(r'name="(csrf_token|next)" value="([^"]*)"', text[text.index(f'action="{action}"'):]))

    def everything(self):
        base, must = self.path, self.must
        self.page(base + "/")
        self.page(base + "/nowhere", 404)
        self.test.assertEqual(must("GET", base + "/private/", 308)["Location"], base + "/private")
        login = must("GET", base + "/private", 303)["Location"]
        self.test.assertEqual(login, base + "/auth/login?next=/private")
        fields = self.form(self.page(login), base + "/auth/login")
        self.test.assertEqual(fields["next"], "/private")
        entered = must("POST", base + "/auth/login", 303, {"username": NAME, "password": PASSWORD, **fields})
        self.test.assertEqual(entered["Location"], base + "/private")
        self.test.assertIn("__Host-session=" if "Secure" in entered["Set-Cookie"] else "session=", entered["Set-Cookie"])
        self.test.assertIn("Path=/;", entered["Set-Cookie"])
        self.test.assertIn(f"Hello {NAME}!", self.page(base + "/private"))
        book = self.page(base + "/guestbook")
        signed = must("POST", base + "/guestbook", 303, {"text": "I was here", **self.form(book, base + "/guestbook")})
        self.test.assertEqual(signed["Location"], base + "/guestbook")
        out = must("POST", base + "/auth/logout", 303, self.form(self.page(base + "/"), base + "/auth/logout"))
        self.test.assertEqual((out["Location"], out["Clear-Site-Data"]), (base + "/", '"cache"'))
        self.test.assertEqual(must("GET", base + "/robots.txt", 200).text, "User-agent: *\n")
        self.test.assertEqual(must("GET", base + "/%C3%BC%20b", 200).text, "a page of any name")


class PrefixTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-test-")))

    def host(self, name: str, publicPath: str, url: str = f"http://www.example.org{BASE}"):
        site = self.folder / "site"
        (site / "_root").mkdir(parents=True, exist_ok=True)
        (site / "_root" / "robots.txt").write_text("User-agent: *\n")
        (site / "ü b.html").write_text("a page of any name")
        pages = [site, SOURCE / "pages", *sorted((SOURCE / "examples").glob("*/pages"))]
        return self.enterContext(runningHost(name, plugins=[PLUGINS, EXAMPLES], pages=pages,
                                             more="[plugins.auth_cookie]\nallow_insecure = true\n",
                                             top=f'server.public_url = "{url}"\nserver.public_path = "{publicPath}"\n'))

    def testProxyThatRemovesTheBasePath(self):
        proxy = self.enterContext(PrefixProxy(BASE))
        proxy.target = self.host("prefix_removed", "removed", proxy.url).url
        Visit(self, proxy.url).everything()

    def testServerWithoutAProxyServesBelowTheBasePath(self):
        host = self.host("prefix_kept", "kept")
        visit = Visit(self, host.url + BASE)
        visit.everything()
        visit.page(BASE)
        for path in ("/", "/private", "/application", "/%61pp/", "/x/../app/", "/app%2f", "/assets/site.css", "/robots.txt"):
            visit.must("GET", path, 404)
        visit.must("GET", BASE + "/../private", 400)
        visit.must("GET", "/healthz", 200)

    def testRequestOutsideTheBasePathIsLogged(self):
        host = self.host("prefix_other", "kept")
        Client(host.url).get("/")
        host.waitForLog("server.public_path")

    # nginx takes over a socket that its environment names, so no port has to be guessed.
    def nginx(self, block: str) -> str:
        program = shutil.which("nginx", path=PATH)
        if program is None:
            self.skipTest("nginx is not installed: dev/install-dependencies")
        listening = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        port = f"127.0.0.1:{listening.getsockname()[1]}"
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, port=port, recipe=block))
        process = subprocess.Popen([program, "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf"],
                                   pass_fds=[listening.fileno()], env=dict(os.environ, NGINX=f"{listening.fileno()};"))
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return f"http://{port}{BASE}"

    def testNginxThatKeepsTheBasePath(self):
        host = self.host("prefix_nginx_kept", "kept")
        Visit(self, self.nginx(recipe("# nginx, below a path", urlsplit(host.url).netloc))).everything()

    def testNginxThatRemovesTheBasePath(self):
        host = self.host("prefix_nginx_removed", "removed")
        block = recipe("# nginx, below a path", urlsplit(host.url).netloc)
        Visit(self, self.nginx(re.sub(r"(proxy_pass http://[^;]*);", r"\1/;", block))).everything()

    # Caddy cannot take over a socket, so it listens on a Unix socket, and a forwarder in front of it owns the port.
    def caddy(self, block: str) -> str:
        program = shutil.which("caddy", path=PATH)
        if program is None:
            self.skipTest("caddy is not installed: dev/install-dependencies")
        path = self.folder / "caddy.sock"
        text = block.replace("www.example.org {", f"http:// {{\n    bind unix/{path}", 1)
        (self.folder / "Caddyfile").write_text("{\n    admin off\n    auto_https off\n}\n" + text)
        process = subprocess.Popen([program, "run", "--adapter", "caddyfile", "--config", self.folder / "Caddyfile"],
                                   stderr=(self.folder / "caddy.log").open("w"),
                                   env=dict(os.environ, HOME=str(self.folder), XDG_DATA_HOME=str(self.folder), XDG_CONFIG_HOME=str(self.folder)))
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        self.waitFor(path, process)
        proxy = self.enterContext(PrefixProxy(""))
        proxy.target = f"unix:{path}"
        return proxy.url + BASE

    def waitFor(self, path: pathlib.Path, process):
        while process.poll() is None:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(path))
                return
            time.sleep(0.02)
        self.fail((self.folder / "caddy.log").read_text())

    def testCaddyThatKeepsTheBasePath(self):
        host = self.host("prefix_caddy_kept", "kept")
        Visit(self, self.caddy(recipe("# Caddy, below a path", urlsplit(host.url).netloc))).everything()

    def testCaddyThatRemovesTheBasePath(self):
        host = self.host("prefix_caddy_removed", "removed")
        block = recipe("# Caddy, below a path", urlsplit(host.url).netloc)
        Visit(self, self.caddy(block.replace("handle /app/*", "handle_path /app/*"))).everything()


if __name__ == "__main__":
    main()
