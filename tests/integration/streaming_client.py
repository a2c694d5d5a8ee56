# SPDX-License-Identifier: Apache-2.0
"""A client that reads an answer piece by piece as it arrives."""
import re
import socket
from urllib.parse import urlsplit


class Wire:
    """One connection; waits for data, never for a fixed time."""

    def __init__(self, url: str):
        self.socket = socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=30)
        self.bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())
        return self

    def until(self, pattern: bytes) -> re.Match:
        """Returns the received data up to the end of the pattern."""
        while not (found := re.search(pattern, self.bytes, re.S)):
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError(f"the connection ended before {pattern!r} came: {self.bytes!r}")
            self.bytes += piece
        self.bytes = self.bytes[found.end():]
        return found

    def rest(self) -> bytes:
        while piece := self.socket.recv(65536):
            self.bytes += piece
        return self.bytes

    def status(self) -> int:
        return int(self.until(rb"HTTP/1\.1 (\d+) [^\r]*\r\n")[1])

    def answer(self) -> tuple:
        """Status and body of an answer with a declared length."""
        status = self.status()
        length = int(self.until(rb"Content-Length: (\d+)\r\n.*?\r\n\r\n")[1])
        return status, self.until(rb".{%d}" % length)[0] if length < 60000 else None
