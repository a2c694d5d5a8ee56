# SPDX-License-Identifier: Apache-2.0
"""Several clients that repeatedly request pages over persistent connections and record everything that is not the expected
answer: another status, an empty page, a connection that breaks before the answer."""
import http.client
import threading
import urllib.parse


class ClientsUnderLoad:
    def __init__(self, url: str, cookies: dict, paths: list, clients: int):
        self._host = urllib.parse.urlsplit(url).netloc
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        self._paths = paths
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(clients)]
        self._lock = threading.Lock()
        self.failures, self.requests = [], 0

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _run(self):
        connection, number = None, 0
        while not self._ended.is_set():
            if connection is None:
                connection = http.client.HTTPConnection(self._host, timeout=30)
            path = self._paths[number % len(self._paths)]
            number += 1
            try:
                connection.request("GET", path, headers=self._headers)
                answer = connection.getresponse()
                good = answer.status == 200 and answer.read()
                self._count("" if good else f"{path}: {answer.status}")
                if answer.will_close:
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException) as error:
                self._count(f"{path}: {error!r}")
                connection = None

    def _count(self, failure: str):
        with self._lock:
            self.requests += 1
            if failure:
                self.failures.append(failure)
