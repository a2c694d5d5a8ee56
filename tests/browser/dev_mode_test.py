#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""What a developer sees with `portico serve --dev`: without any action in the browser, the open page shows each change, an error
with its line, and the page again once the error is fixed."""
import pathlib
import sys
import tempfile
import time

from chrome import Browser
from suite import BrowserTest, main


class DevModeTest(BrowserTest):
    def setUp(self):
        scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-dev-")))
        self.dropIn, self.pages = scratch / "plugins", scratch / "pages"
        for folder in (self.dropIn, self.pages):
            folder.mkdir(mode=0o755)
        self.write('<p id="one">one</p>')
        self.host = self.enterContext(self.newHost("dev_mode", {}, plugins=[self.plugins, self.dropIn], serveWith=["--dev"],
                                                   pages=[self.pages, self.source / "pages"]))
        self.browser = Browser(self.driver)
        self.addCleanup(self.browser.close)
        self.browser.open(self.host.url + "/news")
        self.assertEqual(self.browser.text("#one"), "one")

    def write(self, page: str):
        (self.pages / "news.html").write_text(page)

    def install(self, guest: str) -> pathlib.Path:
        file = self.dropIn / f"{guest}.so"
        file.write_bytes((self.plugins.parent / f"tests/plugins/{guest}/{guest}.so").read_bytes())
        return file

    def waitForGenerationAfter(self, number: int):
        self.browser.find(f"script[data-generation]:not([data-generation='{number}'])")

    def generation(self) -> int:
        return int(self.browser.attribute("script[data-generation]", "data-generation"))

    def testChangedPageReloadsInTheBrowser(self):
        for number in range(5):
            began = time.monotonic()
            self.write(f'<p id="changed{number}">changed</p>')
            self.assertEqual(self.browser.text(f"#changed{number}"), "changed")
            print(f"{(time.monotonic() - began) * 1000:.0f} ms from the change to the page", end=" ... ")

    def testTemplateErrorIsShownWithItsLineUntilItIsFixed(self):
        self.write("<p>fine</p>\n{% if %}\n<p>also fine</p>\n")
        shown = self.browser.text("#dev-refused")
        self.assertIn("news.html:2", shown)
        self.assertIn("> 2  {% if %}", shown)
        self.write("<p>fine</p>\n\n{{ 1 / 0 }}\n")
        self.assertIn("news.html:3", self.browser.text("#dev-reason p"))
        self.assertIn("> 3  {{ 1 / 0 }}", self.browser.text("#dev-reason pre"))
        self.browser.screenshot(self.output / "dev-template-error.png")
        self.write('<p id="mended">mended</p>')
        self.assertEqual(self.browser.text("#mended"), "mended")

    def testPluginThatIsRefusedIsShownUntilItIsGone(self):
        bad = self.install("abort_at_start")
        self.assertRegex(self.browser.text("#dev-refused"), r"(?s)Not applied:.*abort_at_start.so: crashed in start")
        self.assertEqual(self.browser.text("#one"), "one")
        self.browser.screenshot(self.output / "dev-refused.png")
        before = self.generation()
        bad.unlink()
        self.waitForGenerationAfter(before)
        self.assertNotIn("Not applied", self.browser.text())

    def testConfigurationFaultIsShownWithItsLineUntilItIsFixed(self):
        good = self.host.config.read_text()
        self.host.config.write_text("site.nam = 1\n" + good)
        shown = self.browser.text("#dev-refused")
        self.assertIn("portico.toml:1:", shown)
        self.assertIn("> 1  site.nam = 1", shown)
        before = self.generation()
        self.host.config.write_text(good)
        self.waitForGenerationAfter(before)
        self.assertNotIn("Not applied", self.browser.text())

    def testErrorInAHandlerIsShown(self):
        before = self.generation()
        self.install("throws_in_handle")
        self.waitForGenerationAfter(before)
        self.browser.open(self.host.url + "/throws_in_handle")
        self.assertIn("the sky falls", self.browser.text("#dev-reason p"))

    def testPageReloadsWhenTheServerIsBack(self):
        self.host.config.write_text(self.host.config.read_text().replace("127.0.0.1:0", self.host.url.removeprefix("http://")))
        self.host.stop()
        self.host.serve()
        self.browser.find(f"script[data-run='{self.host.pid}']")


if __name__ == "__main__":
    sys.exit(main())
