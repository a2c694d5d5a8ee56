# SPDX-License-Identifier: Apache-2.0
"""A small mail server for tests, that behaves as badly as a test wants. One thread for each connection."""
import base64
import socket
import ssl
import threading


class SmtpServer:
    """`context`: the server's TLS. `replies`: verb or "GREETING", "LOGIN", "END" (of the mail) -> the reply instead of the usual
    one, as bytes, or a function that gets the connection; None closes it. `offers`: lines of EHLO. `implicit`: TLS from the
    first byte."""

    def __init__(self, context: ssl.SSLContext, user: str, password: str):
        self._login = base64.b64encode(f"\0{user}\0{password}".encode())
        self._words = [base64.b64encode(word.encode()) for word in (user, password)]
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._context = context
        self._lock = threading.Lock()
        self.reset()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()

    def reset(self):
        self.context, self.implicit, self.replies = self._context, False, {}
        self.offers = [b"STARTTLS", b"AUTH PLAIN LOGIN", b"SIZE 1000000"]
        self.mails = []  # (sender, recipients, bytes)
        self.seen = []  # (verb, whether it was encrypted)
        self.connections = self.delivering = self.mostDelivering = 0

    def verbs(self) -> list:
        return [verb for verb, _ in self.seen]

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket):
        dialog = Dialog(self, connection)
        try:
            dialog.run()
        except (OSError, EOFError):
            pass
        finally:
            dialog.close()

    def count(self, change: int):
        with self._lock:
            self.delivering += change
            self.mostDelivering = max(self.mostDelivering, self.delivering)


class Dialog:
    def __init__(self, server: SmtpServer, connection: socket.socket):
        self.server = server
        self.connection = connection
        self.encrypted = False
        self.sender, self.recipients = "", []

    def close(self):
        self.connection.close()

    def run(self):
        self.connection.settimeout(60)
        if self.server.implicit:
            self.encrypt()
        self.reader = self.connection.makefile("rb")
        self.reply("GREETING", b"220 mail.test ESMTP")
        while line := self.reader.readline():
            verb = line[:4].upper().decode("latin-1").strip()
            self.server.seen.append((verb, self.encrypted))
            getattr(self, "on" + verb.capitalize(), self.onOther)(line.strip())

    def reply(self, verb: str, usual: bytes):
        reply = self.server.replies.get(verb, usual)
        if reply is None:
            raise EOFError
        if callable(reply):
            return reply(self.connection)
        self.connection.sendall(reply + b"\r\n")
        return reply == usual

    def encrypt(self):
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.encrypted = True

    def onEhlo(self, line: bytes):
        offers = [offer for offer in self.server.offers if offer != b"STARTTLS" or not self.encrypted]
        lines = [b"mail.test", *offers]
        self.reply("EHLO", b"\r\n".join(b"250" + (b" " if i == len(lines) else b"-") + each for i, each in enumerate(lines, 1)))

    def onStar(self, line: bytes):
        if self.reply("STARTTLS", b"220 go ahead") is False and not self.server.replies["STARTTLS"].startswith(b"220"):
            return
        self.encrypt()
        self.reader = self.connection.makefile("rb")

    def onAuth(self, line: bytes):
        given = line.split(b" ", 2)
        right = given[1:] == [b"PLAIN", self.server._login]
        if given[1:] == [b"LOGIN"]:
            words = []
            for prompt in (b"334 VXNlcm5hbWU6", b"334 UGFzc3dvcmQ6"):
                self.connection.sendall(prompt + b"\r\n")
                words.append(self.reader.readline().strip())
            right = words == self.server._words
        self.reply("LOGIN", b"235 welcome" if right else b"535 wrong: " + line)

    def onMail(self, line: bytes):
        self.sender, self.recipients = line.decode(), []
        self.server.count(1)
        self.reply("MAIL", b"250 ok")

    def onRcpt(self, line: bytes):
        if self.reply("RCPT" + str(len(self.recipients) + 1), b"250 ok"):
            self.recipients.append(line.decode())

    def onData(self, line: bytes):
        if not self.reply("DATA", b"354 go on"):
            return
        text = b""
        while (line := self.reader.readline()) != b".\r\n":
            if not line:
                return
            text += line.removeprefix(b".")
        if "END" not in self.server.replies:
            self.server.mails.append((self.sender, self.recipients, text))
        self.server.count(-1)
        self.reply("END", b"250 queued")

    def onQuit(self, line: bytes):
        self.connection.sendall(b"221 bye\r\n")
        raise EOFError

    def onOther(self, line: bytes):
        self.connection.sendall(b"500 unknown\r\n")
