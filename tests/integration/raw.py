# SPDX-License-Identifier: Apache-2.0
"""Connections as bytes, for tests of the wire. Every wait is for an event, with a timeout that only a failure reaches."""
import re
import socket
from urllib.parse import urlsplit

TIMEOUT = 60
HEAD = "Host: localhost\r\n"


def get(target: str = "/", more: str = "") -> str:
    return f"GET {target} HTTP/1.1\r\n{HEAD}{more}\r\n"


def post(framing: str, body: str = "", target: str = "/token") -> str:
    return f"POST {target} HTTP/1.1\r\n{HEAD}Content-Type: application/x-www-form-urlencoded\r\n{framing}\r\n{body}"


def placeOf(url: str) -> tuple:
    return urlsplit(url).hostname, urlsplit(url).port


class Raw:
    """One connection. `address`: a URL, or "unix:PATH". `source`: the client's own address."""

    def __init__(self, address: str, receiveBuffer: int = 0, source: str = ""):
        isUnix = address.startswith("unix:")
        family = socket.AF_UNIX if isUnix else socket.AF_INET6 if "[" in address else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.settimeout(TIMEOUT)
        if receiveBuffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receiveBuffer)
        if source:
            self.socket.bind((source, 0))
        self.socket.connect(address[5:] if isUnix else placeOf(address))
        self._ahead = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def say(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
        return self

    def finishSending(self):
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def rest(self) -> bytes:
        """Everything until the server closes the connection."""
        pieces, self._ahead = [self._ahead], b""
        try:
            while piece := self.socket.recv(65536):
                pieces.append(piece)
        except ConnectionResetError:
            pass
        return b"".join(pieces)

    def statuses(self) -> list:
        return statusesIn(self.rest())

    def _until(self, isEnough):
        while not isEnough(self._ahead):
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError(f"closed after {len(self._ahead)} bytes of an answer")
            self._ahead += piece

    def head(self) -> tuple:
        """Status and headers of the next answer; its body is not read."""
        self._until(lambda have: b"\r\n\r\n" in have)
        head, self._ahead = self._ahead.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        return int(first.split()[1]), {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}

    def answer(self, method: str = "GET") -> tuple:
        """Status, headers and body of the next answer."""
        status, headers = self.head()
        length = 0 if method == "HEAD" or status in (100, 204, 304) else int(headers["content-length"])
        self._until(lambda have: len(have) >= length)
        body, self._ahead = self._ahead[:length], self._ahead[length:]
        return status, headers, body


def statusesIn(text: bytes) -> list:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", text)]
