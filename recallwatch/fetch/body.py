"""Reading a body: decoded as it streams, never more than the cap, never a silent half.

We decode ourselves because httpx inflates a whole network chunk at once (64 kB of gzip can be 64 MB) and takes a
gzip stream that stops in the middle for a complete one.
"""

import zlib
from collections.abc import AsyncIterable, Iterator

from recallwatch.errors import FetchError, PayloadError

_STEP = 1 << 20


async def read_body(chunks: AsyncIterable[bytes], *, encoding: str, length: str, max_bytes: int, url: str) -> bytes:
    """Read and decode a body; raises ``FetchError`` as soon as more than ``max_bytes`` came out.

    ``encoding`` and ``length`` are the Content-Encoding and Content-Length headers, empty if absent.
    """
    coding = encoding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"the answer is encoded as {coding!r}, which was not asked for", url=url)
    if length.isdigit() and int(length) > max_bytes:
        raise FetchError(f"the answer is larger than {max_bytes} bytes", url=url)
    decoder = _Gunzip() if coding.endswith("gzip") else None
    body = bytearray()
    async for chunk in chunks:
        for piece in decoder.feed(chunk, url) if decoder else (chunk,):
            body += piece
            if len(body) > max_bytes:
                raise FetchError(f"the answer is larger than {max_bytes} bytes", url=url)
    if decoder and body and not decoder.complete:
        raise PayloadError("the answer stops in the middle of its gzip stream", url=url)
    return bytes(body)


class _Gunzip:
    """Gzip members one after another, a megabyte at a time."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def complete(self) -> bool:
        """Whether the last member ended with its checksum."""
        return self._inflate.eof

    def feed(self, data: bytes, url: str) -> Iterator[bytes]:
        """Decode a chunk in bounded pieces; bytes after a member start the next one (RFC 1952 section 2.2)."""
        while data:
            if self._inflate.eof:
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                yield self._inflate.decompress(data, _STEP)
            except zlib.error as error:
                raise PayloadError(f"the answer is not the gzip it says it is: {error}", url=url) from error
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
