# SPDX-License-Identifier: Apache-2.0
"""The real `portico` program, serving from a scratch folder on a free loopback port.

A context manager: users are added with the command before the server starts, the URL is read from its line `serving
http://127.0.0.1:PORT` (with TLS also from the https line), and everything except the log is removed afterwards. Independent of
browsers."""
import pathlib
import queue
import re
import socket
import subprocess
import tempfile
import threading
import time

START_SECONDS = 60  # generous: sanitizer builds on a busy machine
STANDARD = {"auth": "auth_cookie", "users": "users_sqlite", "pages": "pages_jinja"}
CONFIG = """\
server.listen = {listen}
{top}{tls}plugins.directories = {plugins}
pages.directories = {pages}
state.directory = "{state}"
server.control = "{scratch}/control.sock"
plugins.cache = "{scratch}/cache"

[capabilities]
{capabilities}
"""


def tomlList(items) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


class RunningHost:
    """`plugins`, `pages`: one folder or several. `capabilities`: the providers. `more`: additional lines of configuration.
    `listen`: the listeners, instead of one free port; `addresses` contains their URLs. `top`: lines like "server.threads = 2".
    `tls`: also listens for https, with the certificates in the section [tls] of `more`."""

    def __init__(self, program, plugins, pages, log: pathlib.Path, users: dict, capabilities: dict = STANDARD, more: str = "",
                 tls: bool = False, listen: list = ["127.0.0.1:0"], top: str = "",
                 serveWith: list = []):
        self._program = str(program)
        self._users = users
        self._log = pathlib.Path(log)
        self._expected = len(listen) + (1 if tls else 0)
        self._folder = tempfile.TemporaryDirectory(prefix="portico-test-")
        self.scratch = pathlib.Path(self._folder.name)
        self.config = self.scratch / "portico.toml"
        self.state = self.scratch / "state"
        self.state.mkdir(mode=0o700)
        chosen = "\n".join(f'{name} = "{plugin}"' for name, plugin in capabilities.items())
        self.config.write_text(CONFIG.format(listen=tomlList(listen), top=top, scratch=self.scratch,
                                             plugins=self._list(plugins), pages=self._list(pages), state=self.state,
                                             tls='server.listen_tls = ["127.0.0.1:0"]\n' if tls else "",
                                             capabilities=chosen) + more)
        self.serveWith = serveWith
        self._process = None
        self.addresses = []
        self.url = self.tlsUrl = ""

    @staticmethod
    def _list(folders) -> str:
        return tomlList(folders if isinstance(folders, list) else [folders])

    def __enter__(self):
        try:
            for name, password in self._users.items():
                self.mustRun("user", "add", "--password-stdin", name, input=password + "\n")
            self.serve()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        self._folder.cleanup()

    def run(self, *words: str, input: str = "") -> subprocess.CompletedProcess:
        """A portico command with this configuration."""
        return subprocess.run([self._program, *words, "--config", str(self.config)], input=input, text=True,
                              capture_output=True)

    def mustRun(self, *words: str, input: str = "") -> str:
        done = self.run(*words, input=input)
        if done.returncode != 0:
            raise RuntimeError(f"`portico {' '.join(words)}` ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def serve(self, through: list = [], sockets: tuple = ()):
        """`through`: a command line that runs the program. `sockets`: descriptors that it inherits."""
        command = [*through, self._program, "serve", *self.serveWith, "--config", str(self.config)]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=log, pass_fds=sockets)
        announced = queue.Queue()
        threading.Thread(target=self._read, args=(announced,), daemon=True).start()
        self.addresses = []
        while len(self.addresses) < self._expected:
            try:
                address = announced.get(timeout=START_SECONDS)
            except queue.Empty:
                address = ""
            if not address:
                raise RuntimeError(f"`{' '.join(command)}` did not say where it serves:\n{self.logged()}")
            self.addresses.append(address)
        self.url = next((address for address in self.addresses if address.startswith("http:")), "")
        self.tlsUrl = next((address for address in self.addresses if address.startswith("https:")), "")

    @property
    def program(self) -> str:
        return self._program

    def ask(self, line: str) -> str:
        """The answer of the control socket, without starting a process."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self.scratch / "control.sock"))
            asking.sendall(line.encode() + b"\n")
            return asking.makefile().read()

    def waitForLog(self, part: str, behind: int = 0):
        """Waits for a log line that contains it, after so many characters."""
        deadline = time.monotonic() + START_SECONDS
        while part not in self.logged()[behind:]:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the log never said {part!r}:\n{self.logged()}")
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        """The process id while the program serves."""
        return self._process.pid

    @property
    def exitCode(self):
        """None while it serves; negative if a signal ended it."""
        return self._process.poll()

    def stop(self) -> int:
        """Stops the program and returns its exit code; 0 if it does not run."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.terminate()
        try:
            return process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
        finally:
            process.stdout.close()

    def logged(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    def _read(self, announced: queue.Queue):
        """Reads all output, so that the program never blocks on a full pipe. An empty string means that it ended without
        serving."""
        try:
            for line in self._process.stdout:
                if found := re.match(r"serving (\S+)$", line):
                    announced.put(found[1])
        except ValueError:  # closed by stop
            pass
        announced.put("")
