# SPDX-License-Identifier: Apache-2.0
"""A minimal client: follows no redirects, adds no headers, and keeps the cookies of one site."""
import http.client
import json
import urllib.parse

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Sec-Fetch-Mode": "navigate",
           "Sec-Fetch-Site": "same-origin"}


class Answer:
    def __init__(self, response, body: bytes):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """`browser`: sends the headers of a browser, and keeps cookies. `context`: the ssl context for an https URL. `source`: the
    client's own address."""

    def __init__(self, url: str, browser: bool = True, context=None, source: str = ""):
        self._source = (source, 0) if source else None
        self._host = urllib.parse.urlsplit(url).netloc
        self._context = context
        self._browser = browser
        self.cookies = {}

    def request(self, method: str, target: str, body=None, headers: dict = {}) -> Answer:
        sent = dict(BROWSER) if self._browser else {}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if isinstance(body, dict):
            body = urllib.parse.urlencode(body)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent.update(headers)
        connection = (http.client.HTTPSConnection(self._host, timeout=30, context=self._context) if self._context
                      else http.client.HTTPConnection(self._host, timeout=30, source_address=self._source))
        try:
            connection.request(method, target, body, {name: value for name, value in sent.items() if value is not None})
            response = connection.getresponse()
            answer = Answer(response, response.read())
        finally:
            connection.close()
        if self._browser:
            self._keepCookies(answer)
        return answer

    def get(self, target: str, **more) -> Answer:
        return self.request("GET", target, **more)

    def post(self, target: str, form: dict, **more) -> Answer:
        return self.request("POST", target, form, **more)

    def logIn(self, name: str, password: str) -> Answer:
        return self.post("/auth/login", {"username": name, "password": password})

    def _keepCookies(self, answer: Answer):
        for line in answer.headers.get_all("Set-Cookie", []):
            pair, *attributes = line.split(";")
            name, _, value = pair.partition("=")
            if any(attribute.strip().lower() == "max-age=0" for attribute in attributes):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
