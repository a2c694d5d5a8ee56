# SPDX-License-Identifier: Apache-2.0
"""The measured pages and their expected content."""
import urllib.parse
from dataclasses import dataclass

import servers
from client import Client

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CROWD_CREDENTIALS = urllib.parse.urlencode({"username": servers.CROWD, "password": servers.PASSWORD})
CREDENTIALS = urllib.parse.urlencode({"grant_type": "password", "username": servers.USER, "password": servers.PASSWORD})


@dataclass(frozen=True)
class Page:
    key: str  # for --only; a peer has an attribute of that name (peers.py)
    name: str
    path: str
    words: str
    needsLogin: bool = False
    body: str = ""  # for a POST
    connections: int = 0  # 0: the configured number
    leastSeconds: int = 0  # so that a slow server answers at least a few requests


PAGES = [
    Page("hello", "hello, 13 bytes", "/hello", servers.HELLO),
    Page("home", "`/` anonymous", "/", "Hello stranger. You are not logged."),
    Page("private", "`/private` logged in", "/private", f"Hello {servers.USER}!", needsLogin=True),
    Page("asset", "asset, 20 kB", servers.ASSET, "twenty thousand bytes"),
    # A password check takes tens of milliseconds: more connections would only wait and be refused.
    Page("token", "`POST /token`", "/token", "access_token", body=CREDENTIALS, connections=4, leastSeconds=5),
]


def page(key: str) -> Page:
    return next(page for page in PAGES if page.key == key)


def headersFor(page: Page, cookie: str) -> dict:
    return {**({"Cookie": cookie} if page.needsLogin else {}), **(FORM if page.body else {})}


def fetch(url: str, page: Page, cookie: str) -> bytes:
    """The body, after checking that the page is the expected one."""
    method = "POST" if page.body else "GET"
    answer = Client(url, browser=False).request(method, page.path, page.body or None, headersFor(page, cookie))
    if answer.status != 200 or page.words not in answer.text:
        raise RuntimeError(f"{url}{page.path}: {answer.status}, without the words \"{page.words}\"")
    return answer.body
