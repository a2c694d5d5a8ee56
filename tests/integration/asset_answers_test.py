#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""How a static file is answered: conditional requests, ranges, compressed siblings."""
import email.utils
import gzip
import re

from asset_site import AssetSite, LONG, WRITTEN
from suite import main


class AssetAnswersTest(AssetSite):
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


if __name__ == "__main__":
    main()
