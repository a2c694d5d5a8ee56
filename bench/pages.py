# SPDX-License-Identifier: Apache-2.0
"""The pages that are measured, and what must be on them."""
from dataclasses import dataclass

import servers  # makes tests/integration importable
from client import Client


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    words: str
    needsLogin: bool


PAGES = [
    Page("`/` anonymous", "/", "Hello stranger. You are not logged.", False),
    Page("`/private` logged in", "/private", f"Hello {servers.USER}!", True),
]


def logIn(url: str) -> str:
    """The value of a Cookie header."""
    client = Client(url)
    answer = client.logIn(servers.USER, servers.PASSWORD)
    if answer.status not in (302, 303) or not client.cookies:
        raise RuntimeError(f"{url}: the login was answered with {answer.status}")
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def headersFor(page: Page, cookie: str) -> dict:
    return {"Cookie": cookie} if page.needsLogin else {}


def check(url: str, page: Page, cookie: str) -> int:
    """That the page is the one that is meant; its size in bytes."""
    answer = Client(url, browser=False).get(page.path, headers=headersFor(page, cookie))
    if answer.status != 200 or page.words not in answer.text:
        raise RuntimeError(f"{url}{page.path}: {answer.status}, without the words \"{page.words}\"")
    return len(answer.body)
