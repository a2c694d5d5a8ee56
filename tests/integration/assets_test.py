#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Static files from the real program: which are served, with which type, from which folder, and no path outside the folders. And
pages: compressed for anonymous visitors, never for users."""
import email.utils
import gzip
import os
import re
import shutil
import socket

from asset_site import AssetSite, LONG, SECRET, WRITTEN
from client import Client
from suite import NAME, PASSWORD, main


class AssetsTest(AssetSite):
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

    def testPluginHasItsOwnFolderAndTheSitesFilesTakePrecedence(self):
        self.assertEqual(self.get("greeter/own.txt").body, b"the plugin's")
        self.assertEqual(self.get("greeter/both.txt").body, b"the site's")
        self.assertEqual(self.get("own.txt").status, 404)

    def testIdlePluginHasNoAssets(self):
        self.assertEqual(self.get("stranger/own.txt").status, 404)

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
