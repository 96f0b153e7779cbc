"""A way to Redis that can be cut or stop answering, while Redis itself serves others undisturbed."""

import asyncio
import threading
from typing import Literal, Self
from urllib.parse import urlsplit

State = Literal["open", "gone", "hanging"]
CHUNK = 65536


class Proxy:
    """Hands bytes on in a thread of its own; gone it refuses everybody, hanging it swallows every word."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._state: State = "open"
        self._lines: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        """The same address, by way of the proxy."""
        login = self._url.netloc.rpartition("@")[0]
        place = f"127.0.0.1:{self._port}"
        return self._url._replace(netloc=f"{login}@{place}" if login else place).geturl()

    @property
    def target(self) -> str:
        return self._url.geturl()

    def become(self, state: State) -> None:
        """Change the manner. Gone, it cuts off whoever is connected; a line that hung hangs for ever."""
        self._loop.call_soon_threadsafe(self._become, state)

    def _become(self, state: State) -> None:
        self._state = state
        if state == "gone":
            self._cut_off()
        if state == "hanging":
            self._deaf |= self._lines

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result()
        self._port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *exc_info: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        self._cut_off()
        own = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not own]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _cut_off(self) -> None:
        for writer in list(self._lines):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._state == "gone":
            writer.close()
            return
        there = await asyncio.open_connection(self._url.hostname, self._url.port or 6379)
        line = {writer, there[1]}
        self._lines |= line
        if self._state == "hanging":
            self._deaf |= line
        await asyncio.gather(self._hand_on(reader, there[1]), self._hand_on(there[0], writer))
        self._lines -= line

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(CHUNK):
                if writer not in self._deaf:
                    writer.write(chunk)
        except OSError:
            # One side was killed; the other is told by the end of its line.
            pass
        finally:
            writer.close()
