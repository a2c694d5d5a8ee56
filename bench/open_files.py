# SPDX-License-Identifier: Apache-2.0
"""How many files, and therefore connections, this process and the servers that it starts may have open."""
import resource


def openFiles() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def raiseOpenFiles():
    """Raises the limit as far as possible without root."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
