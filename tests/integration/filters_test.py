#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Filters in the server: their order, what they may do to requests and answers, what happens if one fails, and the filters that are
shipped. The guest turnstile does what a request's query says."""
import json
import pathlib
import tempfile
import unittest

from client import Client
from raw import Raw
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

GUESTS = PLUGINS.parent / "tests" / "plugins"
APP = "https://app.example.org"


def listed(*filters: str) -> str:
    return f"filters = {json.dumps(list(filters))}\n"


class FiltersTest(unittest.TestCase):
    def serve(self, name: str, filters: str, more: str = "", **options):
        """A site with these filters; `more`: further configuration."""
        host = self.enterContext(runningHost(f"filters_{name}", plugins=[PLUGINS, GUESTS / "turnstile"],
                                             more=filters + more, **options))
        self.host, self.client = host, Client(host.url, browser=False)
        return host

    def token(self) -> dict:
        answer = self.client.request("POST", "/token", {"grant_type": "password", "username": NAME, "password": PASSWORD})
        return {"Authorization": "Bearer " + answer.json["access_token"]}

    def refusal(self, filters: str, more: str = "") -> str:
        host = runningHost("filters_refused", plugins=[PLUGINS, GUESTS / "turnstile"], users={}, more=filters + more)
        self.addCleanup(host.__exit__)
        done = host.run("check")
        self.assertNotEqual(done.returncode, 0)
        return done.stdout + done.stderr

    def testAnInstalledFilterThatIsNotListedDoesNothing(self):
        self.serve("unlisted", "")
        answer = self.client.get("/?act=throw")
        self.assertEqual((answer.status, answer["X-Turnstile"]), (200, ""))
        self.assertRegex(self.host.mustRun("plugins", "list"), r"turnstile .*\n +is not used: capabilities\.filters does not list it")

    def testAWrongListStopsTheStartWithItsPlace(self):
        self.assertRegex(self.refusal(listed("filter_header")),
                         r'portico\.toml:\d+:\d+: capabilities\.filters names "filter_header", which is not installed; '
                         r'installed providers are filter_cors, filter_headers, ')
        self.assertIn('names "users_sqlite", which does not provide portico.filter/1', self.refusal(listed("users_sqlite")))
        self.assertIn("is there twice", self.refusal(listed("turnstile", "turnstile")))
        self.assertIn("value must be a string, not one with tabs or line ends", self.refusal(
            listed("filter_headers"), '[[plugins.filter_headers.rules]]\nheader = "A"\nvalue = "a\\r\\nB: c"\n'))
        self.assertIn("would let any site act as its visitors", self.refusal(
            listed("filter_cors"), '[[plugins.filter_cors.rules]]\norigins = ["*"]\ncredentials = true\n'))

    def testAFilterAnswersBeforeRouting(self):
        self.serve("answers", listed("turnstile"))
        answer = self.client.get("/nowhere?act=answer")
        self.assertEqual((answer.status, answer.text), (200, "answered by the turnstile"))
        self.assertEqual(answer["X-Turnstile"], "200")

    def testARewriteNeverPassesAGuard(self):
        pages = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-pages-")))
        (pages / "about.html").write_text("<p>about</p>")
        self.serve("rewrite", listed("turnstile"), '[pages.guards]\n"/about" = "user"\n', pages=[SOURCE / "pages", pages])
        for path in ("/private", "/x/../private", "/%70rivate", "/./private"):
            self.assertEqual(self.client.get(f"/?to={path.replace('%', '%25')}").status, 401, path)
        for path in ("//private", "/private%2f", "/..", "http://other.example/", "private", "/a\\b"):
            answer = self.client.get("/?to=" + path.replace("%", "%25").replace("\\", "%5C"))
            self.assertEqual(answer.status, 500, path)  # the filter does not catch the refusal
            self.assertNotIn("private", answer.text)
        self.assertEqual(self.client.get("/?to=/private", headers=self.token()).status, 200)
        self.assertEqual(self.client.get("/about?to=/").status, 401)  # the guard of the path as sent
        self.assertEqual(self.client.get("/nowhere?to=/").status, 200)

    def testNoFilterAnswersAStrangerInThePlaceOfAGuardedPage(self):
        self.serve("admitted", listed("turnstile"))
        self.assertEqual(self.client.get("/private?act=cache").status, 401)
        answer = self.client.get("/private?act=cache", headers=self.token())
        self.assertEqual((answer.status, answer.text), (200, "from the cache of the turnstile"))

    def testAFilterThatThrowsFailsTheRequestAndIsNamed(self):
        self.serve("throws", listed("turnstile"))
        for act in ("throw", "admitted-throw", "head-throw"):
            answer = self.client.get(f"/?act={act}")
            self.assertEqual(answer.status, 500, act)
            self.assertNotIn("turnstile", answer.text)
        self.assertEqual(self.client.get("/?act=forget").status, 500)
        self.assertEqual(self.client.get("/?act=end-throw").status, 200)
        self.host.waitForLog("turnstile: the turnstile is stuck")
        self.assertIn("turnstile: passed a request on that it had answered", self.host.logged())
        plugin = next(one for one in json.loads(self.host.ask("status"))["plugins"] if one["id"] == "turnstile")
        self.assertGreaterEqual(plugin["errors"], 3)

    def testProtectionsOfTheHostRemain(self):
        self.serve("protections", listed("turnstile"))
        answer = self.client.get("/")
        self.assertIn("default-src 'none'", answer["Content-Security-Policy"])
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        private = self.client.get("/private", headers=self.token())
        self.assertEqual((private.status, "public" in private["Cache-Control"]), (200, False))
        login = Client(self.host.url)
        self.assertTrue(login.get("/auth/login").headers.get_all("Set-Cookie"))
        split = self.client.get("/?act=split")
        self.assertEqual((split.status, split["X-Split"], split["Set-Cookie"]), (500, "", ""))

    def testAStreamIsFilteredAndItsEndIsReported(self):
        self.serve("stream", listed("turnstile"))
        answer = self.client.get("/assets/site.css")
        self.host.waitForLog(f"ended GET 200 {len(answer.body)} user= cut= took=yes")
        self.client.get("/private", headers=self.token())
        self.host.waitForLog(f"user={NAME}")
        with Raw(self.host.url) as client:
            self.assertEqual(client.say("GET /a//b HTTP/1.1\r\nHost: localhost\r\n\r\n").head()[0], 400)
        self.host.waitForLog("ended GET 400")

    def testALateEndReachesThePluginOfItsGeneration(self):
        pages = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-pages-")))
        size = 16 << 20
        (pages / "assets").mkdir()
        (pages / "assets/large.bin").write_bytes(bytes(size))
        self.serve("late", listed("turnstile"), pages=[SOURCE / "pages", pages])
        with Raw(self.host.url, receiveBuffer=4096) as client:
            client.say("GET /assets/large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.assertEqual(client.head()[0], 200)
            self.host.mustRun("reload")  # the plugin of the first generation must outlive this
            self.assertNotIn(f"ended GET 200 {size}", self.host.logged())
            self.assertEqual(len(client.rest()), size)
        self.host.waitForLog(f"ended GET 200 {size} user= cut= took=yes")
        with Raw(self.host.url, receiveBuffer=4096) as client:
            client.say("GET /assets/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").head()
        self.host.waitForLog("cut=client")

    def testFiltersFollowAReload(self):
        self.serve("reload", listed("turnstile"))
        drop = self.host.scratch / "conf.d"
        drop.mkdir()
        for filters, expected in (([], ""), (["turnstile"], "200"), ([], "")):
            (drop / "filters.toml").write_text(f"capabilities.filters = {json.dumps(filters)}\n")
            self.host.mustRun("reload")
            self.assertEqual(self.client.get("/")["X-Turnstile"], expected)

    def testAQuarantinedFilterClosesTheSite(self):
        self.serve("quarantine", listed("turnstile"))
        with Raw(self.host.url) as client:
            client.say("GET /?act=crash HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.rest()
        self.host.stop()
        (self.host.scratch / "conf.d").mkdir()
        (self.host.scratch / "conf.d/crashes.toml").write_text("plugins.crashes = 1\n")
        self.host.serve()
        self.assertEqual(Client(self.host.url, browser=False).get("/").status, 503)
        self.host.waitForLog("the filter turnstile is quarantined")

    def testDevelopmentModeNamesAFilterThatKeepsAnExchange(self):
        self.serve("misuse", listed("turnstile"), serveWith=["--dev"])
        self.client.get("/?act=late")
        with Raw(self.host.url) as client:
            client.say("GET /?act=misuse HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.rest()
        self.host.waitForLog("the plugin turnstile called client_gone on thread")
        self.host.stop()

    def testHeadersAreSetByRules(self):
        self.serve("headers", listed("filter_headers"), """
[[plugins.filter_headers.rules]]
header = "X-Frame-Options"
value = "SAMEORIGIN"
[[plugins.filter_headers.rules]]
path = "/assets"
header = "X-Served-By"
value = "portico"
""")
        self.assertEqual(self.client.get("/")["X-Frame-Options"], "SAMEORIGIN")
        self.assertEqual(self.client.get("/")["X-Served-By"], "")
        self.assertEqual(self.client.get("/assets/site.css")["X-Served-By"], "portico")

    def testRateLimitRefusesWithRetryAfter(self):
        self.serve("rate", listed("filter_rate_limit"),
                   '[plugins.filter_rate_limit]\nrequests = 3\nuser_requests = 0\nperiod = "1h"\npaths = ["/"]\n')
        self.assertEqual([self.client.get("/").status for _ in range(4)], [200, 200, 200, 429])
        answer = self.client.get("/")
        self.assertTrue(1 <= int(answer["Retry-After"]) <= 3600)
        self.assertIn("Please try again in", answer.json["detail"])
        self.assertEqual(self.client.get("/assets/site.css").status, 200)
        self.host.mustRun("reload")
        self.assertEqual(self.client.get("/").status, 429)
        self.assertEqual(Client(self.host.url, browser=False, source="127.0.0.2").get("/").status, 200)
        self.host.waitForLog("filter_rate_limit: too many requests from 127.0.0.1")

    def testRedirectsFollowTheirFile(self):
        self.serve("redirects", listed("filter_redirects"), "")
        (self.host.scratch / "map").write_text("/old /about 301\n/blog/* https://blog.example.org/*\n")
        (self.host.scratch / "conf.d").mkdir()
        (self.host.scratch / "conf.d/map.toml").write_text(f'plugins.filter_redirects.map = "{self.host.scratch}/map"\n')
        self.host.mustRun("reload")
        answer = self.client.get("/%6fld?a=b")
        self.assertEqual((answer.status, answer["Location"]), (301, "/about?a=b"))
        answer = self.client.get("/blog/.evil.example")
        self.assertEqual((answer.status, answer["Location"]), (308, "https://blog.example.org/.evil.example"))
        (self.host.scratch / "map").write_text("/old /about 200\n")
        self.assertIn("map:1: the status is 301", self.host.run("reload").stderr)
        self.assertEqual(self.client.get("/old").status, 301)

    def testNetworksAreRefusedByPath(self):
        self.serve("networks", listed("turnstile", "filter_ip_allow"),
                   '[[plugins.filter_ip_allow.rules]]\npath = "/private"\nallow = ["127.0.0.2"]\n')
        here, there = self.client, Client(self.host.url, browser=False, source="127.0.0.2")
        self.assertEqual((here.get("/").status, here.get("/private").status, there.get("/private").status), (200, 403, 401))
        self.assertEqual((here.get("/?to=/private").status, here.get("/x/..//private").status), (403, 400))
        self.assertEqual(here.get("/%70rivate").status, 403)

    def testMaintenanceClosesTheSite(self):
        self.serve("maintenance", listed("filter_maintenance"),
                   '[plugins.filter_maintenance]\nclosed = true\nallow = ["127.0.0.2"]\nretry_after = "1h"\n')
        answer = self.client.get("/assets/site.css")
        self.assertEqual((answer.status, answer["Retry-After"]), (503, "3600"))
        self.assertEqual(Client(self.host.url, browser=False, source="127.0.0.2").get("/").status, 200)
        self.assertEqual(self.client.get("/healthz").status, 200)

    def testCorsAnswersPreflightsAndMarksAnswers(self):
        self.serve("cors", listed("filter_cors"),
                   f'[[plugins.filter_cors.rules]]\norigins = ["{APP}"]\ncredentials = true\n')
        preflight = {"Origin": APP, "Access-Control-Request-Method": "POST"}
        answer = self.client.request("OPTIONS", "/token", headers=preflight)
        self.assertEqual((answer.status, answer["Access-Control-Allow-Origin"], answer["Access-Control-Allow-Methods"]),
                         (204, APP, "GET, HEAD, POST"))
        answer = self.client.get("/", headers={"Origin": APP})
        self.assertEqual((answer["Access-Control-Allow-Origin"], answer["Access-Control-Allow-Credentials"]), (APP, "true"))
        self.assertIn("Origin", ", ".join(answer.headers.get_all("Vary")))
        for foreign in ("https://app.example.org.evil.example", "null"):
            answer = self.client.get("/", headers={"Origin": foreign})
            self.assertEqual((answer.status, answer["Access-Control-Allow-Origin"]), (200, ""))
        self.assertIn("Origin", ", ".join(self.client.get("/").headers.get_all("Vary")))
        self.assertEqual(self.client.get("/private", headers={"Origin": APP})["Access-Control-Allow-Origin"], APP)
        self.assertEqual(self.client.get("/private", headers={"Origin": APP}).status, 401)


if __name__ == "__main__":
    main()
