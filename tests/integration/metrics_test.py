#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Metrics: who may read them, what the server and plugins count, and that counters survive a reload. The text is read with
Prometheus' own parser. And the trace of a request in the log."""
import json
import unittest

from prometheus_client.openmetrics.parser import text_string_to_metric_families as openMetrics
from prometheus_client.parser import text_string_to_metric_families as plainText

from client import Client
from suite import NAME, PASSWORD, PLUGINS, SOURCE, main, runningHost

ADMIN = "admin@example.org"
GUEST = PLUGINS.parent / "tests/plugins/metered"
TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


def samples(families) -> dict:
    """{(name, labels as sorted pairs): value}"""
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def value(read: dict, name: str, **labels) -> float:
    return read.get((name, tuple(sorted(labels.items()))), 0)


class MetricsTest(unittest.TestCase):
    def serve(self, name: str, more: str = '[plugins.routes_metrics]\npath = "/metrics"\n', **options):
        host = self.enterContext(runningHost(name, plugins=[PLUGINS, GUEST], more="\n" + more, **options))
        host.mustRun("user", "add", "--admin", "--password-stdin", ADMIN, input=PASSWORD + "\n")
        return host

    def token(self, host, name: str = ADMIN) -> dict:
        answer = Client(host.url, browser=False).post(
            "/token", {"grant_type": "password", "username": name, "password": PASSWORD})
        return {"Authorization": "Bearer " + answer.json["access_token"]}

    def read(self, host, headers: dict) -> dict:
        answer = Client(host.url, browser=False).get("/metrics", headers=headers)
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        return samples(plainText(answer.text))

    def testOnlyTheConfiguredRoleReadsThem(self):
        host = self.serve("metrics_guard")
        program = Client(host.url, browser=False)
        self.assertEqual(program.get("/metrics").status, 401)
        self.assertEqual(program.get("/metrics", headers=self.token(host, NAME)).status, 403)
        self.assertEqual(program.get("/metrics", headers=self.token(host)).status, 200)
        visitor = Client(host.url)
        self.assertEqual(visitor.get("/metrics").status, 303)
        self.assertEqual(program.request("POST", "/metrics", headers=self.token(host)).status, 405)

    def testInstalledPluginServesNothingUnlessAskedTo(self):
        host = self.serve("metrics_default", more="")
        self.assertEqual(Client(host.url, browser=False).get("/metrics", headers=self.token(host)).status, 404)
        self.assertRegex(host.mustRun("plugins", "list"), r"routes_metrics +1\.0\.0 +used")

    def testBothFormatsSayTheSame(self):
        host = self.serve("metrics_formats")
        token = self.token(host)
        accept = {"Accept": "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"}
        answer = Client(host.url, browser=False).get("/metrics", headers=token | accept)
        self.assertEqual(answer["Content-Type"], "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.assertIn("Accept", ", ".join(answer.headers.get_all("Vary")))
        one = samples(openMetrics(answer.text))
        other = self.read(host, token)
        self.assertEqual([key for key in one if key not in other], [])
        self.assertGreater(len(one), 50)

    def testRequestsAreCountedByRouteAndStatus(self):
        host = self.serve("metrics_requests")
        token = self.token(host)
        before = self.read(host, token)
        client = Client(host.url, browser=False)
        for target in ("/metered/1", "/metered/2?a=b", "/nowhere", "/also/nowhere", "/assets/site.css", "/assets/none"):
            client.get(target)
        client.request("HEAD", "/metered/3")
        after = self.read(host, token)

        def grown(name: str, **labels) -> float:
            return value(after, name, **labels) - value(before, name, **labels)

        requests = "portico_http_requests_total"
        self.assertEqual(grown(requests, method="GET", route="/metered/{what}", status="2xx"), 3)
        self.assertEqual(grown("portico_http_request_seconds_count", method="GET", route="/metered/{what}"), 3)
        self.assertEqual(grown(requests, method="", route="none", status="4xx"), 2)
        self.assertEqual(grown(requests, method="GET", route="/assets/{path*}", status="2xx"), 1)
        self.assertEqual(grown(requests, method="GET", route="/assets/{path*}", status="4xx"), 1)
        self.assertEqual(grown(requests, method="GET", route="/metrics", status="2xx"), 1)
        self.assertEqual(grown("metered__requests_total"), 3)
        self.assertEqual(grown("metered__lengths_bucket", le="10.0"), 3)
        self.assertEqual(value(after, "metered__size"), 42)
        self.assertFalse([key for key in after if "nowhere" in str(key)])  # paths of clients are no labels

    def testTheHostShowsItsState(self):
        host = self.serve("metrics_host", tls=False)
        read = self.read(host, self.token(host))
        self.assertEqual(value(read, "portico_generation"), 1)
        self.assertGreaterEqual(value(read, "portico_lanes", state="serving"), 1)
        self.assertGreaterEqual(value(read, "portico_connections"), 1)
        self.assertGreaterEqual(value(read, "portico_connections_accepted_total"), 2)
        self.assertGreaterEqual(value(read, "portico_password_pool_calls_total", result="done"), 1)
        self.assertGreaterEqual(value(read, "portico_plugin_calls_total", plugin="auth_cookie"), 1)
        self.assertIn(("portico_log_lines_total", (("level", "warning"),)), read)
        self.assertIn(("portico_wire_refusals_total", (("status", "503"),)), read)

    def testCountersSurviveAReload(self):
        host = self.serve("metrics_reload")
        token = self.token(host)
        client = Client(host.url, browser=False)
        client.get("/metered/1")
        host.mustRun("reload")
        client.get("/metered/1")
        (host.scratch / "conf.d").mkdir()
        (host.scratch / "conf.d/bad.toml").write_text('plugins.routes_metrics.guard = "nobody"\n')
        self.assertIn("is no guard", host.run("reload").stderr)
        read = self.read(host, token)
        self.assertEqual(value(read, "metered__requests_total"), 2)
        self.assertEqual(value(read, "portico_http_requests_total", method="GET", route="/metered/{what}", status="2xx"), 2)
        self.assertEqual(value(read, "portico_generation"), 2)
        self.assertEqual(value(read, "portico_reloads_total", result="done"), 1)
        self.assertEqual(value(read, "portico_reloads_total", result="refused"), 1)

    def testMetricsEndWithTheirPluginAndComeBack(self):
        host = self.serve("metrics_disabled")
        token = self.token(host)
        Client(host.url, browser=False).get("/metered/1")
        (host.scratch / "conf.d").mkdir()
        drop = host.scratch / "conf.d/off.toml"
        drop.write_text('plugins.disabled = ["metered"]\n')
        host.mustRun("reload")
        self.assertNotIn(("metered__requests_total", ()), self.read(host, token))
        drop.unlink()
        host.mustRun("reload")
        self.assertEqual(value(self.read(host, token), "metered__requests_total"), 1)

    def testTraceOfARequestIsInTheLog(self):
        host = self.serve("metrics_trace", more='[log]\naccess = "json"\n')
        client = Client(host.url, browser=False)
        client.get("/private?good", headers={"traceparent": PARENT})
        client.get("/private?bad", headers={"traceparent": PARENT.upper()})
        client.get("/private?none")
        for query in ("good", "bad", "none"):
            host.waitForLog(f'"/private?{query}"')
        lines = [json.loads(line) for line in host.logged().splitlines() if line.startswith("{")]
        traces = {line["target"]: line.get("trace") for line in lines}
        self.assertEqual(traces, {"/private?good": TRACE, "/private?bad": None, "/private?none": None})
        self.assertIn(f"; trace {TRACE}", host.logged())  # of the refusal


if __name__ == "__main__":
    main()
