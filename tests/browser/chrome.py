# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium controlled through the W3C WebDriver protocol, using only the standard library.

Driver is the chromedriver process on a free port that it reports; Browser is a window with a fresh profile without cookies. Used
by the tests in this folder only. The driver waits until an element is found, and following a link waits until the old page is
gone, so that no test sleeps or races with the browser."""
import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of element references in the protocol
KEYS = {"Tab": "\ue004", "Enter": "\ue007"}
TIMEOUT_SECONDS = 30
# The driver's errors for an element whose page is gone; the last one occurs if the page goes away during the command.
GONE = ("stale element", "no such element", "does not belong to the document")
ARGUMENTS = [
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--hide-scrollbars", "--window-size=1280,800", "--lang=en",
]


class ProtocolError(Exception):
    """The browser refused a command; the text is its reason."""


class Driver:
    """The chromedriver process; a context manager that ends it."""

    def __init__(self, log: pathlib.Path):
        program = shutil.which("chromedriver")
        if program is None:
            raise FileNotFoundError("chromedriver is missing: apt-get install chromium chromium-driver")
        self._process = subprocess.Popen([program, "--port=0", f"--log-path={log}"], text=True, stdout=subprocess.PIPE)
        self.address = f"http://127.0.0.1:{self._port()}"

    def _port(self) -> int:
        for line in self._process.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return int(found[1])
        raise ProtocolError("chromedriver ended before it listened")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()


class Browser:
    """One browser window with its own profile. `script=False` disables JavaScript in pages, `cookies=False` refuses cookies.
    `more`: additional arguments."""

    def __init__(self, driver: Driver, script: bool = True, cookies: bool = True, more: tuple = ()):
        arguments = ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else []) + list(more)
        settings = "profile.managed_default_content_settings."
        options = {"args": arguments, "prefs": {settings + "javascript": 1 if script else 2,
                                                settings + "cookies": 1 if cookies else 2}}
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
                        "timeouts": {"implicit": TIMEOUT_SECONDS * 1000}}
        self._base = driver.address + "/session"
        answer = self._send("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self._base += "/" + answer["sessionId"]

    def _send(self, method: str, path: str, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as refusal:
            raise ProtocolError(json.load(refusal)["value"]["message"]) from None

    def _element(self, path: str, body=None, method: str = "POST") -> str:
        return "/element/" + self._send(method, path, body)[ELEMENT]

    def close(self):
        self._send("DELETE", "")

    # The current page
    def open(self, url: str):
        self._send("POST", "/url", {"url": url})

    def back(self):
        self._send("POST", "/back")

    def url(self) -> str:
        return self._send("GET", "/url")

    def title(self) -> str:
        return self._send("GET", "/title")

    # Elements of the page; `css` is a selector, and "" means the focused element
    def find(self, css: str) -> str:
        if not css:
            return self._element("/element/active", method="GET")
        return self._element("/element", {"using": "css selector", "value": css})

    def text(self, css: str = "body") -> str:
        return self._send("GET", self.find(css) + "/text")

    def value(self, css: str, name: str = "value"):
        return self._send("GET", f"{self.find(css)}/property/{name}")

    def attribute(self, css: str, name: str):
        return self._send("GET", f"{self.find(css)}/attribute/{name}")

    def style(self, css: str, name: str) -> str:
        return self._send("GET", f"{self.find(css)}/css/{name}")

    def spoken(self, css: str) -> tuple:
        """Role and name as a screen reader gets them."""
        element = self.find(css)
        return self._send("GET", element + "/computedrole"), self._send("GET", element + "/computedlabel")

    # Actions
    def follow(self, css: str):
        """Clicks a link that leads to another page."""
        with self.newPage():
            self._send("POST", self.find(css) + "/click")

    @contextlib.contextmanager
    def newPage(self):
        """A block whose actions lead to another page; at its end that page is loaded."""
        old = self.find("html")
        yield
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            try:
                self._send("GET", old + "/name")
            except ProtocolError as gone:
                if not any(words in str(gone) for words in GONE):
                    raise
                return
        raise ProtocolError(f"still at {self.url()} after {TIMEOUT_SECONDS} seconds")

    def fill(self, css: str, text: str):
        element = self.find(css)
        self._send("POST", element + "/clear")
        self._send("POST", element + "/value", {"text": text})

    def press(self, *keys: str):
        """Sends keys to the focused element: names of KEYS, or text to type."""
        strokes = "".join(KEYS.get(key, key) for key in keys)
        actions = [{"type": kind, "value": stroke} for stroke in strokes for kind in ("keyDown", "keyUp")]
        self._send("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    # Environment
    def _devtools(self, command: str, parameters: dict):
        self._send("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def cookieNames(self) -> list:
        """The cookies of the current page."""
        return sorted(cookie["name"] for cookie in self._send("GET", "/cookie"))

    def setCookie(self, url: str, name: str, value: str, **more):
        """Sets a cookie as if a page of `url` had set it."""
        self._devtools("Network.setCookie", {"url": url, "name": name, "value": value, **more})

    def forgetCookies(self):
        """The cookies of all sites."""
        self._devtools("Network.clearBrowserCookies", {})

    def becomePhone(self, width: int, height: int):
        size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        self._devtools("Emulation.setDeviceMetricsOverride", size)

    def preferScheme(self, scheme: str):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._devtools("Emulation.setEmulatedMedia", {"features": [feature]})

    def complaints(self) -> list:
        """Errors in the console: content blocked by the page's security policy, or a resource that was not loaded."""
        entries = self._send("POST", "/se/log", {"type": "browser"})
        return [e["message"] for e in entries if e["source"] == "security" or "/assets/" in e["message"]]

    def screenshot(self, file: pathlib.Path):
        file.write_bytes(base64.b64decode(self._send("GET", "/screenshot")))
