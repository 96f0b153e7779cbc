"""A mail server whose manners a drill decides, and which remembers what it accepted."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from typing import Self

LIMIT = 2**22


@dataclass(frozen=True, slots=True)
class Accepted:
    """One mail that the server took over, at the drill's time."""

    message_id: str
    to: str
    at: datetime


@dataclass
class Manners:
    """How the server behaves from now on."""

    is_busy: bool = False
    seconds_a_mail: float = 0.0
    greylists: bool = False
    refused: frozenset[str] = frozenset()
    # So many mails are accepted, and the connection ends before the server says so.
    drops: int = 0
    # So many mails get no answer at all, on a connection that stays open.
    hangs: int = 0
    seen: set[str] = field(default_factory=set)

    def answer_to_recipient(self, address: str) -> bytes:
        if address in self.refused:
            return b"550 no such mailbox\r\n"
        if self.greylists and address not in self.seen:
            self.seen.add(address)
            return b"451 come again later\r\n"
        return b"250 fine\r\n"


class MailServer:
    """Runs in a thread of its own."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.manners = Manners()
        self.accepted: list[Accepted] = []
        self.attempts = 0
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LIMIT)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result()
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *exc_info: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        own = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not own]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            # Whoever called was killed in the middle of a word.
            return
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.manners.is_busy:
            self.attempts += 1
            writer.write(b"421 busy, come again later\r\n")
            return
        writer.write(b"220 drill\r\n")
        to = ""
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to = line.partition(b"<")[2].partition(b">")[0].decode()
                writer.write(self._asked_for(to))
            elif word == b"DATA":
                if not await self._take(to, reader, writer):
                    return
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 fine\r\n")

    def _asked_for(self, to: str) -> bytes:
        self.attempts += 1
        return self.manners.answer_to_recipient(to)

    async def _take(self, to: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Take one mail over; return whether the talk goes on."""
        manners = self.manners
        writer.write(b"354 go on\r\n")
        text = await reader.readuntil(b"\r\n.\r\n")
        if manners.hangs:
            manners.hangs -= 1
            await reader.read()
            return False
        await asyncio.sleep(manners.seconds_a_mail)
        self.accepted.append(Accepted(_id_of(text), to, self._clock()))
        if manners.drops:
            manners.drops -= 1
            return False
        writer.write(b"250 accepted\r\n")
        return True


def _id_of(text: bytes) -> str:
    return str(message_from_bytes(text)["Message-ID"]).strip()
