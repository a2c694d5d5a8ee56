#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# Types in a shell and presses Tab: does it complete `portico`?
#   tests/deb/complete.py COMMAND...      that starts the shell, bash or zsh, on a terminal
import os
import pty
import select
import sys
import time

START = {
    "bash": "PS1='$ '; source /usr/share/bash-completion/completions/portico; cd /",
    "zsh": "PS1='$ '; autoload -U compinit; compinit -u -D; cd /",
}
EXPECTED = [
    ("portico doc\t", "doctor"),
    ("portico user \t\t", "passwd"),
    ("portico user add --ad\t", "--admin"),
    ("portico plugins \t\t", "release"),
    ("portico ro\t", "routes"),
    ("portico check --config /etc/portico/portico.t\t", "portico.toml"),
]


class Terminal:
    def __init__(self, command):
        child, self.terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "dumb"
            os.execvp(command[0], command)

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def shows(self, text, seconds=20):
        """Returns the output up to and including `text`."""
        seen, end = "", time.monotonic() + seconds
        while text not in seen and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                seen += os.read(self.terminal, 65536).decode(errors="replace")
        if text not in seen:
            sys.exit(f"  never shown: {text!r}; but: {seen!r}")
        return seen


terminal = Terminal(sys.argv[1:])
shell = next(word for word in sys.argv if word in START)
terminal.type(START[shell] + "; echo rea''dy\n")
terminal.shows("ready")
for typed, expected in EXPECTED:
    terminal.type(typed)
    terminal.shows(expected)
    terminal.type("\x15echo do''ne\n")  # clears the line
    if "probe" in terminal.shows("done"):
        sys.exit("  a command that is not for people is offered")
