#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""The site behind the real nginx, with the exact configuration of docs/operate.md: addresses, cookies, events in real time,
uploads."""
import grp
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
from urllib.parse import urlsplit

from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost
from streaming_client import Wire

EXAMPLES = PLUGINS.parent / "examples"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
SITE = "www.example.org"
CONFIG = """
daemon off;
user {user} {group};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen {plain};
        listen {tls} ssl;
        server_name {site};
        ssl_certificate {folder}/site.pem;
        ssl_certificate_key {folder}/site.key;
{recipe}
    }}
}}
"""


def documented(first: str) -> str:
    """The block of docs/operate.md that begins with this line."""
    return re.search(rf"^```\w*\n({re.escape(first)}\n.*?)^```$", (SOURCE / "docs/operate.md").read_text(), re.M | re.S)[1]


class NginxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if NGINX is None:
            raise RuntimeError("nginx is not installed: dev/install-dependencies")
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="portico-test-")))
        top = "".join(line + "\n" if "=" not in line else f"server.{line}\n" for line in
                      documented("# /etc/portico/conf.d/proxy.toml").splitlines() if not line.startswith(("#", "[")))
        cls.host = cls.enterClassContext(runningHost(
            "nginx", top=top, plugins=[PLUGINS, EXAMPLES], pages=[SOURCE / "pages", *sorted((SOURCE / "examples").glob("*/pages"))],
            more='[limits]\nstream_silence = "1s"\n[plugins.clock]\ntick = 60000\n[plugins.upload]\nlargest = "24 MiB"\n'))
        cls.startNginx()

    # nginx takes over sockets that its environment names (as from its predecessor), so no port has to be guessed.
    @classmethod
    def startNginx(cls):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3",
                        "-subj", f"/CN={SITE}", "-keyout", cls.folder / "site.key", "-out", cls.folder / "site.pem"],
                       check=True, capture_output=True)
        sockets = [cls.enterClassContext(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        cls.plain, cls.tls = (f"127.0.0.1:{one.getsockname()[1]}" for one in sockets)
        upstream = urlsplit(cls.host.url).netloc
        recipe = documented("# nginx").replace("127.0.0.1:8080", upstream)
        if upstream not in recipe:
            raise RuntimeError("the recipe does not name the server")
        (cls.folder / "nginx.conf").write_text(CONFIG.format(folder=cls.folder, plain=cls.plain, tls=cls.tls, site=SITE, recipe=recipe,
                                                                  user=pwd.getpwuid(os.getuid()).pw_name, group=grp.getgrgid(os.getgid()).gr_name))
        numbers = [one.fileno() for one in sockets]
        cls.nginx = subprocess.Popen([NGINX, "-e", cls.folder / "error.log", "-c", cls.folder / "nginx.conf"], pass_fds=numbers,
                                     env=dict(os.environ, NGINX="".join(f"{number};" for number in numbers)))
        cls.addClassCleanup(cls.nginx.wait)
        cls.addClassCleanup(cls.nginx.terminate)

    def curl(self, path: str, *more: str) -> str:
        port = self.tls.split(":")[1]
        done = subprocess.run(["curl", "--silent", "--show-error", "--insecure", "--max-time", "60", "--resolve",
                               f"{SITE}:{port}:127.0.0.1", *more, f"https://{SITE}:{port}{path}"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr + (self.folder / "error.log").read_text())
        return done.stdout

    def testEventsAreNotBuffered(self):
        """nginx buffered the events until it had a few KiB, which took minutes."""
        with Wire(f"http://{self.plain}") as wire:
            wire.send(f"GET /clock/ticks HTTP/1.1\r\nHost: {SITE}\r\n\r\n")
            head = wire.until(rb"^HTTP/1\.1 200 OK\r\n.*?\r\n\r\n")[0]
            self.assertIn(b"\r\nCache-Control: no-cache", head)
            wire.until(rb"data: \w{3}, \d\d \w{3} ")  # the next one would come a minute later

    def testSilentStreamIsKeptAlive(self):
        with Wire(f"http://{self.plain}") as wire:
            wire.send(f"GET /clock/ticks HTTP/1.1\r\nHost: {SITE}\r\n\r\n").until(rb"data: ")
            for _ in range(2):
                wire.until(rb"\n:\n")

    def testClientAddressIsKnownAndLoginCookiesAreSecure(self):
        jar = str(self.folder / "cookies")
        login = self.curl("/auth/login", "--include", "--cookie-jar", jar, "--header", "Sec-Fetch-Site: same-origin",
                          "--data-urlencode", f"username={NAME}", "--data-urlencode", f"password={PASSWORD}",
                          "--header", "X-Forwarded-For: 203.0.113.9")
        self.assertRegex(login, "(?s)^HTTP/1.1 303 .*Set-Cookie: __Host-[^\n]*; Secure")
        self.assertIn(NAME, self.curl("/private", "--cookie", jar))
        self.host.waitForLog('"GET /private ')
        self.assertNotIn("203.0.113.9", self.host.logged())
        self.assertNotIn("is not in server.trusted_proxies", self.host.logged())

    def testLargeUploadsPass(self):
        jar = str(self.folder / "cookies-upload")
        self.curl("/auth/login", "--cookie-jar", jar, "--header", "Sec-Fetch-Site: same-origin", "--data-urlencode",
                  f"username={NAME}", "--data-urlencode", f"password={PASSWORD}")
        film = self.folder / "film.bin"
        film.write_bytes(bytes(8 << 20))  # nginx's default limit is 1 MiB
        page = self.curl("/upload", "--cookie", jar, "--header", "Sec-Fetch-Site: same-origin", "--form", f"files=@{film}")
        self.assertIn("<strong>film.bin</strong>, 8388608 bytes.", page)


if __name__ == "__main__":
    main()
