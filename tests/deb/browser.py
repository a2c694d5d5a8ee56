#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Logs in to an installed server with a real browser: browser.py URL NAME PASSWORD FOLDER. Screenshots are saved in FOLDER."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "browser"))
from chrome import Browser, Driver  # noqa: E402


def main(url: str, name: str, password: str, folder: str):
    output = pathlib.Path(folder)
    output.mkdir(parents=True, exist_ok=True)
    with Driver(output / "chromedriver.log") as driver:
        browser = Browser(driver)
        try:
            browser.open(url + "/private")
            browser.fill("#username", name)
            browser.fill("#password", password)
            browser.screenshot(output / "login.png")
            browser.follow("main button[type=submit]")
            browser.screenshot(output / "private.png")
            text = browser.text("main")
            if not browser.url().endswith("/private") or name not in text:
                raise SystemExit(f"{browser.url()} says:\n{text}")
            if complaints := browser.complaints():
                raise SystemExit(f"the browser complains: {complaints}")
        finally:
            browser.close()


main(*sys.argv[1:])
