#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Static files from the real program: ranges, conditional requests, content codings, caching, files of plugins, and no path
outside the folders. And pages: compressed for anonymous visitors, never for users."""
import email.utils
import gzip
import http.client
import os
import re
import shutil
import socket
import unittest
from urllib.parse import urlsplit

from client import Client
from suite import NAME, PASSWORD, PLUGINS, main, runningHost

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


class AssetsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(runningHost("assets"))
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

    # ---- files and caching ----------------------------------------------------------------------------------------------

    def testFileHasTypeLengthTagAndDate(self):
        reply = self.get("site.css")
        self.assertEqual((reply.status, reply["Content-Type"]), (200, "text/css; charset=utf-8"))
        self.assertEqual(reply["Content-Length"], str(len(reply.body)))
        self.assertEqual(reply["Last-Modified"], email.utils.formatdate(WRITTEN, usegmt=True))
        self.assertRegex(reply["ETag"], r'^"[^"]+"$')
        self.assertEqual((reply["Accept-Ranges"], reply["Vary"]), ("bytes", "Accept-Encoding"))
        self.assertEqual(reply["X-Content-Type-Options"], "nosniff")

    def testLongFileArrivesWhole(self):
        self.assertEqual(self.get("long.bin").body, LONG)

    def testHeadHasTheHeaderFieldsOfGet(self):
        for name in ("site.css", "long.bin", "empty.txt"):
            whole, head = self.get(name), self.ask("HEAD", "/assets/" + name)
            self.assertEqual((head.status, head.body), (200, b""))
            for header in ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control", "Accept-Ranges", "Vary"):
                self.assertEqual(head[header], whole[header], header)

    def testFingerprintedNameIsImmutableAndOthersAreRevalidated(self):
        self.assertEqual(self.get("site.3f9a1b2c.css")["Cache-Control"], "public, max-age=31536000, immutable")
        self.assertEqual(self.get("site.css")["Cache-Control"], "no-cache")

    def testAssetsCanOnlyBeRead(self):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            reply = self.ask(method, "/assets/site.css", Content_Length="0")
            self.assertEqual((reply.status, reply["Allow"]), (405, "GET, HEAD, OPTIONS"), method)

    # ---- other versions -------------------------------------------------------------------------------------------------

    def testSwitchedReleaseIsServedWithoutAReload(self):
        for name in ("one", "two", "six", "one"):  # same length and time
            known = self.get("release.css")["ETag"]
            before = self.get("release.css").body.decode()
            self.release(name)
            reply = self.get("release.css", If_None_Match=known)
            self.assertEqual((reply.status, reply.body), (304, b"") if name == before else (200, name.encode()))

    def testRecreatedFolderIsServedWithoutAReload(self):
        folder = self.host.scratch / "releases" / "again"
        self.release("again")
        self.assertEqual(self.get("release.css").body, b"again")
        shutil.rmtree(folder / "pages" / "assets")
        self.assertEqual(self.get("release.css").status, 404)
        self.write("releases/again/pages/assets/release.css", b"made anew")
        self.assertEqual(self.get("release.css").body, b"made anew")
        (folder / "pages" / "assets" / "up.txt").symlink_to(self.site / "secret.txt")
        self.assertEqual(self.get("up.txt").status, 404)

    def testVersionsOfEqualSizeAndTimeHaveDifferentTags(self):
        for when in (0, 1, 315532800, WRITTEN):  # as in reproducible images and archives
            self.write("site/assets/same.css", b"a{color:red}", when)
            first = self.get("same.css")
            self.assertEqual(self.get("same.css", If_None_Match=first["ETag"]).status, 304)
            self.write("site/assets/same.css", b"a{color:tan}", when)
            for condition in ({"If_None_Match": first["ETag"]}, {"If_Range": first["ETag"], "Range": "bytes=0-3"}):
                reply = self.get("same.css", **condition)
                self.assertEqual((reply.status, reply.body), (200, b"a{color:tan}"), (when, condition))
            if when != WRITTEN:
                self.assertEqual(first["Last-Modified"], "")
                date = email.utils.formatdate(when, usegmt=True)
                self.assertEqual(self.get("same.css", If_Modified_Since=date).status, 200)

    # ---- conditions -----------------------------------------------------------------------------------------------------

    def testUnchangedFileIs304(self):
        tag = self.get("site.css")["ETag"]
        same = email.utils.formatdate(WRITTEN, usegmt=True)
        for condition in ({"If_None_Match": tag}, {"If_None_Match": f'"x", W/{tag}'}, {"If_None_Match": "*"},
                          {"If_Modified_Since": same}, {"If_None_Match": tag, "If_Modified_Since": "yesterday"}):
            reply = self.get("site.css", **condition)
            self.assertEqual((reply.status, reply.body, reply["ETag"]), (304, b"", tag), condition)
        earlier = email.utils.formatdate(WRITTEN - 1, usegmt=True)
        for condition in ({"If_None_Match": '"x"', "If_Modified_Since": same}, {"If_Modified_Since": earlier},
                          {"If_Modified_Since": "yesterday"}):
            self.assertEqual(self.get("site.css", **condition).status, 200, condition)

    def testConditionThatFailsIs412(self):
        tag = self.get("site.css")["ETag"]
        earlier = email.utils.formatdate(WRITTEN - 1, usegmt=True)
        for condition in ({"If_Match": '"x"'}, {"If_Match": "W/" + tag}, {"If_Unmodified_Since": earlier},
                          {"If_Match": '"x"', "If_None_Match": tag}):
            self.assertEqual(self.get("site.css", **condition).status, 412, condition)
        for condition in ({"If_Match": tag}, {"If_Match": "*"}, {"If_Match": tag, "If_Unmodified_Since": earlier},
                          {"If_Unmodified_Since": email.utils.formatdate(WRITTEN, usegmt=True)}):
            self.assertEqual(self.get("site.css", **condition).status, 200, condition)

    def testChangedFileIsSentAgain(self):
        self.write("site/assets/changing.txt", b"one", WRITTEN)
        tag = self.get("changing.txt")["ETag"]
        self.write("site/assets/changing.txt", b"two", WRITTEN + 1)
        reply = self.get("changing.txt", If_None_Match=tag)
        self.assertEqual((reply.status, reply.body), (200, b"two"))

    # ---- ranges ---------------------------------------------------------------------------------------------------------

    def testRangeIsSentWithContentRange(self):
        for asked, first, last in (("0-9", 0, 9), ("10-", 10, 999_999), ("-7", 999_993, 999_999), ("500-2000000", 500, 999_999)):
            reply = self.get("long.bin", Range="bytes=" + asked)
            self.assertEqual((reply.status, reply["Content-Range"]), (206, f"bytes {first}-{last}/1000000"), asked)
            self.assertEqual(reply.body, LONG[first:last + 1], asked)

    def testSeveralRangesAreAMultipart(self):
        reply = self.get("long.bin", Range="bytes=900000-900099,0-49,-10")
        self.assertEqual(reply.status, 206)
        self.assertEqual(reply["Content-Length"], str(len(reply.body)))
        boundary = re.fullmatch(r"multipart/byteranges; boundary=([\w-]+)", reply["Content-Type"])[1].encode()
        parts = reply.body.split(b"--" + boundary)
        self.assertEqual((parts[0], parts[-1], len(parts)), (b"", b"--\r\n", 5))
        for part, (first, last) in zip(parts[1:-1], ((900000, 900099), (0, 49), (999990, 999999))):
            head, body = part.split(b"\r\n\r\n", 1)
            self.assertIn(b"Content-Range: bytes %d-%d/1000000" % (first, last), head)
            self.assertIn(b"Content-Type: application/octet-stream", head)
            self.assertEqual(body, LONG[first:last + 1] + b"\r\n")

    def testOverlappingRangesAreMerged(self):
        reply = self.get("ten.txt", Range="bytes=0-4,2-6,7-7")
        self.assertEqual((reply.status, reply["Content-Range"], reply.body), (206, "bytes 0-7/10", b"01234567"))

    def testManyRangesCostNoMoreThanTheFile(self):
        many = "bytes=" + ",".join(f"{index * 1000}-{index * 1000}" for index in range(17))
        reply = self.get("long.bin", Range=many)
        self.assertEqual((reply.status, len(reply.body)), (200, len(LONG)))
        reply = self.get("long.bin", Range="bytes=" + ",".join(["0-"] * 16))
        self.assertEqual((reply.status, len(reply.body)), (206, len(LONG)))

    def testRangeBeyondTheEndIs416WithTheLength(self):
        for asked in ("10-", "10-20", "-0", "99999999999999999999999-"):
            reply = self.get("ten.txt", Range="bytes=" + asked)
            self.assertEqual((reply.status, reply["Content-Range"]), (416, "bytes */10"), asked)

    def testMalformedRangeIsIgnored(self):
        for asked in ("bytes=", "bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=0-1,x", "bytes"):
            self.assertEqual(self.get("ten.txt", Range=asked).status, 200, asked)

    def testRangeOfAnotherVersionIsTheWholeFile(self):
        tag = self.get("ten.txt")["ETag"]
        date = email.utils.formatdate(WRITTEN, usegmt=True)
        for condition, status in ((tag, 206), (date, 206), ('"x"', 200), ("W/" + tag, 200),
                                  (email.utils.formatdate(WRITTEN + 1, usegmt=True), 200)):
            self.assertEqual(self.get("ten.txt", Range="bytes=0-1", If_Range=condition).status, status, condition)

    def testRangeOfHeadIsIgnored(self):
        reply = self.ask("HEAD", "/assets/ten.txt", Range="bytes=0-1")
        self.assertEqual((reply.status, reply["Content-Length"]), (200, "10"))

    # ---- packed siblings ------------------------------------------------------------------------------------------------

    def testCompressedSiblingIsServedToClientsThatAcceptIt(self):
        plain, packed = b"a { color: red }\n" * 500, gzip.compress(b"a { color: red }\n" * 500)
        self.write("site/assets/packed.css", plain)
        self.write("site/assets/packed.css.gz", packed)
        self.write("site/assets/packed.css.br", b"as br")
        tags = set()
        for accepted, coding, body in (("gzip, br", "br", b"as br"), ("gzip, br;q=0.5", "gzip", packed), ("x-gzip", "gzip", packed),
                                       ("br;q=0, *;q=0.1", "gzip", packed), ("identity, br;q=0.5", "", plain), ("zstd", "", plain)):
            reply = self.get("packed.css", Accept_Encoding=accepted)
            self.assertEqual((reply.status, reply["Content-Encoding"], reply.body), (200, coding, body), accepted)
            self.assertEqual((reply["Content-Type"], reply["Vary"]), ("text/css; charset=utf-8", "Accept-Encoding"))
            tags.add(reply["ETag"])
        self.assertEqual(self.get("packed.css").body, plain)
        self.assertEqual(len(tags), 3)

    def testRangeIsOfTheCompressedBytes(self):
        self.write("site/assets/part.css", b"0123456789" * 10)
        self.write("site/assets/part.css.br", b"packed")
        reply = self.get("part.css", Accept_Encoding="br", Range="bytes=2-3")
        self.assertEqual((reply.status, reply["Content-Range"], reply["Content-Encoding"], reply.body),
                         (206, "bytes 2-3/6", "br", b"ck"))

    def testSiblingThatIsOlderThanItsFileIsIgnored(self):
        self.write("site/assets/edited.css", b"new")
        self.write("site/assets/edited.css.gz", b"of the old one", WRITTEN - 1)
        self.assertEqual(self.get("edited.css", Accept_Encoding="gzip").body, b"new")

    def testClientThatAcceptsNoCodingGets406(self):
        self.assertEqual(self.get("site.css", Accept_Encoding="identity;q=0, br").status, 406)
        self.assertEqual(self.get("site.css", Accept_Encoding="*;q=0").status, 406)

    # ---- files of plugins -----------------------------------------------------------------------------------------------

    def testPluginHasItsOwnFolderAndTheSitesFilesTakePrecedence(self):
        self.assertEqual(self.get("greeter/own.txt").body, b"the plugin's")
        self.assertEqual(self.get("greeter/both.txt").body, b"the site's")
        self.assertEqual(self.get("own.txt").status, 404)

    def testIdlePluginHasNoAssets(self):
        self.assertEqual(self.get("stranger/own.txt").status, 404)

    # ---- no way out -----------------------------------------------------------------------------------------------------

    def testNoPathLeavesTheFolder(self):
        for name in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%2e%2e%2fsecret.txt", "greeter/../../secret.txt",
                     "greeter/../secret.txt", "./site.css/../../secret.txt", "..\\secret.txt", "..%5csecret.txt", "%00", "site.css%00.png",
                     "%c0%ae%c0%ae/secret.txt", "%252e%252e/secret.txt", "/etc/passwd", "//etc/passwd", "%2fetc/passwd",
                     "..;/secret.txt", "....//secret.txt", "greeter/%2e%2e/secret.txt"):
            reply = self.raw("/assets/" + name)
            self.assertRegex(reply[:12], rb"^HTTP/1\.1 (400|404)", name)
            self.assertNotIn(SECRET, reply, name)
            self.assertNotIn(b"root:", reply, name)

    def testLinksAreNotFollowed(self):
        folder = self.site / "assets"
        (folder / "link.txt").symlink_to(self.site / "secret.txt")
        (folder / "relative.txt").symlink_to("ten.txt")
        (folder / "up").symlink_to(self.site)
        (folder / "proc").symlink_to("/proc/self")
        for name in ("link.txt", "relative.txt", "up/secret.txt", "proc/environ", "proc/cwd/secret.txt"):
            self.assertEqual(self.get(name).status, 404, name)

    def testOnlyPlainFilesAreServed(self):
        folder = self.site / "assets"
        os.mkfifo(folder / "pipe.txt")
        (folder / "folder").mkdir()
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "socket.txt"))
            for name in ("pipe.txt", "folder", "folder/", "socket.txt", "", "greeter", "greeter/", "ten.txt/", "ten.txt/x"):
                self.assertEqual(self.get(name).status, 404, name)

    def testDevicesAreNotServed(self):
        device = self.site / "assets" / "zero.bin"
        try:
            os.mknod(device, 0o644 | 0o020000, os.makedev(1, 5))
        except PermissionError:
            self.skipTest("only root makes devices")
        self.assertEqual(self.get("zero.bin").status, 404)

    def testHiddenFilesAreNotServed(self):
        self.write("site/assets/.env", SECRET)
        self.write("site/assets/.git/config", SECRET)
        for name in (".env", ".git/config", "%2eenv"):
            self.assertEqual(self.get(name).status, 404, name)

    # ---- files at the root, and types ------------------------------------------------------------------------------------

    def testFileOfTheRootIsServedThere(self):
        reply = self.ask("GET", "/robots.txt")
        self.assertEqual((reply.status, reply.body, reply["Content-Type"]), (200, b"User-agent: *\n", "text/plain; charset=utf-8"))
        self.assertEqual((reply["Cache-Control"], reply["X-Content-Type-Options"]), ("no-cache", "nosniff"))
        self.assertEqual(self.ask("GET", "/robots.txt", If_None_Match=reply["ETag"]).status, 304)
        self.assertEqual(self.ask("GET", "/robots.txt", Range="bytes=0-3").body, b"User")
        self.assertEqual(self.ask("GET", "/favicon.ico")["Content-Type"], "image/x-icon")
        self.assertEqual(self.ask("GET", "/.well-known/security.txt").status, 200)
        self.assertEqual(self.ask("GET", "/.well-known/apple-app-site-association")["Content-Type"], "application/json")
        self.assertEqual(self.ask("POST", "/robots.txt", Content_Length="0").status, 405)

    def testRoutesPagesAndGuardsTakePrecedenceOverFilesOfTheRoot(self):
        self.assertNotEqual(self.ask("GET", "/private").body, b"not the page")
        for target in ("/guarded.txt", "/.env", "/.well-known", "/.well-known/", "/.well-known/../.env", "/_root/robots.txt", "/nowhere.txt",
                       "/robots.txt/", "/%2e%2e/secret.txt"):
            self.assertRegex(self.raw(target)[:12], rb"^HTTP/1\.1 (400|404)", target)

    def testMediaTypesOfTheAdministratorTakePrecedence(self):
        for name, kind in (("a.qqq", "x-test/types"), ("a.zzz", "x-test/own"), ("a.css", "text/css; charset=utf-8"),
                           ("a.m3u8", "application/vnd.apple.mpegurl"), ("a.opus", "audio/ogg"), ("a.nobody", "application/octet-stream")):
            self.write("site/assets/" + name, b"x")
            self.assertEqual(self.get(name)["Content-Type"], kind, name)

    # ---- pages ----------------------------------------------------------------------------------------------------------

    def testPageMayHaveAnyName(self):
        for target, name in (("/%C3%BC", "ü"), ("/%c3%bc", "ü"), ("/a+b", "a+b"), ("/a%2Bb", "a+b"), ("/two%20words", "two words"),
                             ("/%E6%97%A5%E6%9C%AC", "日本/index")):
            reply = self.ask("GET", target)
            self.assertEqual((reply.status, reply.body.decode()), (200, f"<p>page {name}</p>"), target)
        self.assertEqual(self.ask("GET", "/a%20b").status, 404)
        reply = self.ask("GET", "/%C3%BC/")
        self.assertEqual((reply.status, reply["Location"]), (308, "/%C3%BC"))

    def testPageForAnonymousVisitorsIsCompressed(self):
        plain = self.ask("GET", "/")
        packed = self.ask("GET", "/", Accept_Encoding="gzip")
        self.assertEqual((plain["Content-Encoding"], packed["Content-Encoding"]), ("", "gzip"))
        token = re.compile(rb'name="csrf_token" value="[^"]+"')  # different each time
        self.assertEqual(token.sub(b"", gzip.decompress(packed.body)), token.sub(b"", plain.body))
        self.assertEqual(packed["Content-Length"], str(len(packed.body)))
        for reply in (plain, packed):
            self.assertEqual(reply.headers.get_all("Vary"), ["Accept-Encoding", "Cookie, Authorization"])
        self.assertEqual(self.ask("GET", "/", Accept_Encoding="gzip, br")["Content-Encoding"], "br")

    def testPageForAUserIsNeverCompressed(self):
        client = Client(self.host.url)
        self.assertEqual(client.logIn(NAME, PASSWORD).status, 303)
        for path in ("/", "/private"):
            reply = client.get(path, headers={"Accept-Encoding": "gzip, br"})
            self.assertEqual((reply.status, reply["Content-Encoding"]), (200, ""), path)
        self.assertEqual(self.ask("GET", "/", Accept_Encoding="gzip", Cookie="a=b")["Content-Encoding"], "")


if __name__ == "__main__":
    main()
