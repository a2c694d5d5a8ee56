# SPDX-License-Identifier: Apache-2.0
"""How many files, and so connections, this process and the servers that it starts may have open."""
import resource


def openFiles() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def raiseOpenFiles():
    """As high as one may without being root."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
