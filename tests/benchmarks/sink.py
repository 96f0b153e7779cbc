"""A mail server that accepts everything: run as a process of its own, it prints its port."""

import asyncio


async def _serve(reader, writer):
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"EHLO":
            answer = b"250-sink\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n"
        elif word == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
            answer = b"250 accepted\r\n"
        elif word == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        else:
            answer = b"250 fine\r\n"
        writer.write(answer)
    writer.close()


async def main():
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, limit=2**22)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
