"""Revisions that were decoded lately. Decoding is most of the work of reading a notice, and the same are read again."""

from collections import OrderedDict
from threading import Lock

from recallwatch.model import Revision

#: Notice, number, digest of the content, digest of the reading: what says everything that is in a revision.
Key = tuple[str, int, str, str]


class Decoded:
    """The last so many, for all threads. Whoever asks has read the key from the database: nothing here can be stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Key, Revision] = OrderedDict()

    def get(self, key: Key) -> Revision | None:
        """The revision, if it is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, revision: Revision) -> None:
        """Keep one, and let go of the one that was not asked for longest."""
        with self._lock:
            self._kept[key] = revision
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
