# SPDX-License-Identifier: Apache-2.0
"""Requests that occupy their lane until the test releases them."""
import os
import pathlib
import shutil
import tempfile

from suite import PLUGINS

HOLDER = PLUGINS.parent / "tests" / "plugins" / "holder" / "holder.so"


class Gate:
    """Requests for `GET /hold`, which the guest `holder` answers when the test releases it. `plugins`: the plugin folders for
    such a host."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="portico-test-")
        for name in ("held", "gate"):
            os.mkfifo(pathlib.Path(self.folder.name, name))
        self._held, self._gate = (os.open(pathlib.Path(self.folder.name, name), os.O_RDWR) for name in ("held", "gate"))
        guest = pathlib.Path(self.folder.name, "plugins")
        guest.mkdir(mode=0o755)
        shutil.copy(HOLDER, guest)
        self.plugins = [PLUGINS, guest]
        os.environ["PORTICO_TEST_HOLDER"] = self.folder.name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.release(64)
        os.close(self._held)
        os.close(self._gate)
        self.folder.cleanup()

    def waitUntilHeld(self, number: int):
        for _ in range(number):
            os.read(self._held, 1)

    def release(self, number: int):
        os.write(self._gate, b"g" * number)
