# SPDX-License-Identifier: Apache-2.0
"""A visitor who repeatedly logs in, browses and logs out while the server is under load (bench/soak)."""
import http.client
import threading

import servers
from client import Client

PAUSE = 0.2  # seconds between two rounds


class Wanderer:
    """A context manager: runs until it is left."""

    def __init__(self, url: str):
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._wander)
        self.rounds = 0
        self.failures = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _wander(self):
        while not self._stop.wait(PAUSE):
            try:
                self._round()
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(str(error) or type(error).__name__)
            self.rounds += 1

    def _round(self):
        client = Client(self._url)
        self._expect(client.get("/auth/login"), 200)
        login = client.logIn(servers.USER, servers.PASSWORD)
        if login.status == 503:  # too many logins at once: the server says so, and the visitor tries again
            return
        self._expect(login, 303)
        self._expect(client.get("/private"), 200)
        self._expect(client.request("HEAD", servers.ASSET), 200)
        asset = client.get(servers.ASSET)
        self._expect(asset, 200)
        if asset["ETag"]:
            self._expect(client.get(servers.ASSET, headers={"If-None-Match": asset["ETag"]}), 304)
        self._expect(client.post("/auth/logout", {}), 303)

    @staticmethod
    def _expect(answer, status: int):
        if answer.status != status:
            raise OSError(f"answered with {answer.status} instead of {status}: {answer.text[:200]}")
