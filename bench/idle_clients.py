# SPDX-License-Identifier: Apache-2.0
"""Browsers that have each requested one page and now hold an idle connection.

They use many loopback addresses (127.0.1.1, 127.0.1.2 ...), so that neither the ports of one address nor a limit per address is
exhausted. A context manager; a client that cannot connect is counted and is not an error."""
import select
import socket
import urllib.parse

PER_ADDRESS = 500
TIMEOUT = 5  # seconds for the first page


class IdleClients:
    def __init__(self, url: str, count: int):
        parts = urllib.parse.urlsplit(url)
        self._server = (parts.hostname, parts.port)
        self._request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
        self._wanted = count
        self._sockets = []
        self.refused = ""  # why there are fewer clients than requested

    def __enter__(self):
        try:
            while len(self._sockets) < self._wanted:
                self._sockets.append(self._connect(len(self._sockets)))
        except OSError as error:
            self.refused = str(error)
        return self

    def __exit__(self, *_):
        for client in self._sockets:
            client.close()

    def _connect(self, number: int) -> socket.socket:
        client = socket.socket()
        try:
            client.settimeout(TIMEOUT)
            client.bind((f"127.0.1.{1 + number // PER_ADDRESS}", 0))
            client.connect(self._server)
            client.sendall(self._request)
            self._readAnswer(client)
        except BaseException:
            client.close()
            raise
        return client

    @staticmethod
    def _readAnswer(client: socket.socket):
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0 or len(received) < end + 4 + IdleClients._length(received[:end]):
            piece = client.recv(65536)
            if not piece:
                raise OSError("the connection was closed before an answer")
            received += piece
        if b" 200 " not in received[:15]:
            raise OSError(f"answered with {received[:40]!r}")

    @staticmethod
    def _length(head: bytes) -> int:
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return int(line.partition(b":")[2])
        raise OSError("an answer without a length")

    def held(self) -> int:
        """How many are still connected: the server has neither closed the connection nor sent anything."""
        poll = select.poll()
        for client in self._sockets:
            poll.register(client, select.POLLIN | select.POLLHUP)
        return len(self._sockets) - len(poll.poll(0))
