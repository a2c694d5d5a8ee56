# SPDX-License-Identifier: Apache-2.0
"""The guest `mirror`, which says what it receives."""
import pathlib
import shutil
import tempfile

from raw import Raw
from suite import PLUGINS

FILE = PLUGINS.parent / "tests" / "plugins" / "mirror" / "mirror.so"


class Mirror:
    """`plugins`: the plugin folders for a host with the guest."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="portico-test-")
        guest = pathlib.Path(self.folder.name, "plugins")
        guest.mkdir(mode=0o755)
        shutil.copy(FILE, guest)
        self.plugins = [PLUGINS, guest]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()


def linesOf(body: bytes, kind: str) -> list:
    """The lines of this kind, without it."""
    start = kind.encode() + b" "
    return [line[len(start):].decode("latin-1") for line in body.split(b"\n") if line.startswith(start)]


def ask(url: str, text, kind: str) -> list:
    with Raw(url) as client:
        status, _, body = client.say(text).answer()
    assert status == 200, (status, body)
    return linesOf(body, kind)
