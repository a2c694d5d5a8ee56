# SPDX-License-Identifier: Apache-2.0
"""A server whose configuration keys are changed while it runs, and the declarations that say when each change takes effect."""
import json
import socket
import unittest

from raw import Raw
from suite import NAME, PASSWORD, PLUGINS, runningHost

EXAMPLES = PLUGINS.parent / "examples"
GUESTS = PLUGINS.parent / "tests" / "plugins"


def toml(value) -> str:
    return json.dumps(value)


def declared() -> dict:
    """key -> "reload" or "restart", without the settings of plugins."""
    host = runningHost("keys-declared", users={})
    try:
        keys = json.loads(host.mustRun("config", "show", "--json"))
    finally:
        host.__exit__()
    plugins = {entry.stem for entry in PLUGINS.glob("*.so")}
    return {key: about["applies"] for key, about in keys.items() if key.split(".")[1] not in plugins or key.count(".") < 2}


class Site(unittest.TestCase):
    """A server whose keys are set in conf.d/keys.toml."""
    BASE = {}

    def start(self, name: str, first: dict = {}, **more):
        self.host = runningHost(name, **more)
        self.addCleanup(self.host.__exit__)
        (self.host.scratch / "conf.d").mkdir()
        self.write(first)
        for user, password in more.get("users", {NAME: PASSWORD}).items():
            self.host.mustRun("user", "add", "--password-stdin", user, input=password + "\n")
        self.host.serve()

    def write(self, keys: dict):
        lines = [f"{key} = {toml(value)}\n" for key, value in {**self.BASE, **keys}.items()]
        (self.host.scratch / "conf.d" / "keys.toml").write_text("".join(lines))

    def reload(self) -> list:
        """The sentences in its output."""
        answer = json.loads(self.host.ask("reload"))
        self.assertTrue(answer["done"], answer)
        return answer["sentences"]

    def status(self) -> dict:
        return json.loads(self.host.ask("status"))

    def code(self, text: str, source: str = "") -> int:
        with self.raw(source) as client:
            return client.say(text).head()[0]

    def raw(self, source: str = "") -> Raw:
        if not source:
            return Raw(self.host.url)
        client = Raw.__new__(Raw)
        port = int(self.host.url.rsplit(":", 1)[1])
        client.socket = socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(source, 0))
        client._ahead = b""
        return client
