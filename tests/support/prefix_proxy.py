# SPDX-License-Identifier: Apache-2.0
"""A proxy on a free loopback port that serves a site below a path and removes that path before it forwards a request.

One request per connection; the answer is forwarded as it arrives, including streams."""
import contextlib
import socket
import socketserver
import threading


class PrefixProxy:
    """`prefix`: "/app", or empty. `url` is known before `target`, the server ("http://127.0.0.1:PORT" or "unix:PATH"), is set."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self.target = ""
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}{prefix}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def _handler(proxy):  # noqa: N805
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    proxy._serve(self.request)
        return Handler

    def _serve(self, client: socket.socket):
        head = b""
        while b"\r\n\r\n" not in head:
            piece = client.recv(65536)
            if not piece:
                return
            head += piece
        head, _, body = head.partition(b"\r\n\r\n")
        first, *fields = head.decode("latin-1").split("\r\n")
        method, path, version = first.split(" ")
        if not path.startswith(self.prefix + "/"):
            where = f"Location: {self.prefix}/\r\n" if path == self.prefix else ""
            client.sendall(f"HTTP/1.1 {308 if where else 404} X\r\n{where}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            return
        fields = [field for field in fields if not field.lower().startswith("connection:")]
        lines = [f"{method} {path[len(self.prefix):]} {version}", *fields, "Connection: close", "", ""]
        with self._connected() as server:
            server.sendall("\r\n".join(lines).encode("latin-1") + body)
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()
            self._pass(server, client)

    def _connected(self) -> socket.socket:
        if not self.target.startswith("unix:"):
            host, _, port = self.target.removeprefix("http://").rpartition(":")
            return socket.create_connection((host, int(port)))
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.target[5:])
        return server

    @staticmethod
    def _pass(source: socket.socket, sink: socket.socket):
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
