"""Where things stand in raw bytes: files, the broker's memory, logs and letters."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

import numpy as np

WORD = 8
HEX_NAME = re.compile(rb"[0-9a-f]{32}")
# Where a row of PostgreSQL begins: two transaction numbers, and later how long this head is.
HEAD_LENGTHS, LENGTH_AT = (24, 32), 22
SQLITE_LEAF = 0x0D
# PostgreSQL's mark of 32 bytes; and of 32 random bytes, hardly ever fewer are 128 or more.
SALT_BYTES = 32
SHORT_LENGTH = (SALT_BYTES + 1) << 1 | 1
FEWEST_HIGH = 6


def places(blob: bytes, wanted: Collection[bytes]) -> dict[bytes, list[int]]:
    """Return every position of every wanted text (8 bytes or longer) in ascending order."""
    by_start = defaultdict(list)
    for text in wanted:
        by_start[text[:WORD]].append(text)
    starts = np.sort(np.frombuffer(b"".join(by_start), dtype="<u8"))
    # Most words are excluded by their first two bytes.
    may_start = np.zeros(1 << 16, dtype=bool)
    may_start[starts & 0xFFFF] = True
    found = defaultdict(list)
    for shift in range(min(WORD, len(blob))):
        words = np.frombuffer(blob, "<u8", count=(len(blob) - shift) // WORD, offset=shift)
        likely = np.flatnonzero(may_start[words & 0xFFFF])
        likely = likely[np.isin(words[likely], starts)]
        for position in (likely * WORD + shift).tolist():
            for text in by_start[blob[position : position + WORD]]:
                if blob.startswith(text, position):
                    found[text].append(position)
    return {text: sorted(positions) for text, positions in found.items()}


def row_transactions(files: bytes, names: Mapping[bytes, list[int]]) -> dict[bytes, list[int]]:
    """Return the numbers PostgreSQL's files keep with each version of a row, dead or alive.

    ``names`` are primary keys of 16 bytes that stand in the first column, with their places.
    """
    versions: dict[bytes, list[int]] = {}
    for name, positions in names.items():
        numbers = set()
        for position in positions:
            for length in HEAD_LENGTHS:
                head = files[max(0, position - length) : position]
                if len(head) == length and head[LENGTH_AT] == length:
                    numbers |= {int.from_bytes(head[:4], "little")}
                    numbers |= {int.from_bytes(head[4:8], "little")}
        versions[name.hex().encode()] = sorted(numbers - {0})
    return versions


def log_transactions(log: bytes) -> dict[bytes, list[int]]:
    """Return in which transactions of SQLite's log each row was written or changed.

    Rows are known by the first name of 32 hexadecimal digits in them. What an earlier round of
    the log left behind its present end is read as well, and counts as earlier.
    """
    changed = defaultdict(list)
    last: dict[bytes, bytes] = {}
    for transaction, page in _pages(log):
        for row in _rows(page):
            name = HEX_NAME.search(row)
            if name and last.get(name[0]) != row:
                last[name[0]] = row
                changed[name[0]].append(transaction)
    return dict(changed)


def _pages(log: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the pages of a log in the order of time, each with its transaction's number."""
    size = int.from_bytes(log[8:12], "big")
    frames = [log[at : at + 24 + size] for at in range(32, len(log) - size, 24 + size)]
    # The salt grows by one each time the log is begun anew.
    frames.sort(key=lambda frame: int.from_bytes(frame[8:12], "big"))
    transaction = 0
    for frame in frames:
        yield transaction, frame[24:]
        transaction += frame[4:8] != bytes(4)


def _rows(page: bytes) -> Iterator[bytes]:
    """Yield the rows of a page of a table, as far as they lie on the page."""
    if page[0] != SQLITE_LEAF:  # the first page, of the tables' definitions, has another head
        return
    count = int.from_bytes(page[3:5], "big")
    starts = sorted(int.from_bytes(page[at : at + 2], "big") for at in range(8, 8 + 2 * count, 2))
    for start, following in pairwise([*starts, len(page)]):
        length, begin = _number(page, start)
        _rowid, begin = _number(page, begin)
        yield page[begin : min(begin + length, following)]


def _number(page: bytes, at: int) -> tuple[int, int]:
    """Return a number of SQLite's variable length, and where it ends."""
    value = 0
    for position in range(at, min(at + 9, len(page))):
        value = value << 7 | page[position] & 0x7F
        if not page[position] & 0x80:
            break
    return value, position + 1


def salts(blob: bytes, vendor: str) -> Iterator[bytes]:
    """Yield what may be a salt of 32 random bytes, by how the database keeps such.

    PostgreSQL writes its length before it; SQLite does not, so there it is whatever holds as
    many high bytes as chance gives, one in ten thousand salts apart. (255 is "don't know".)
    """
    data = np.frombuffer(blob, dtype=np.uint8)
    if len(data) <= SALT_BYTES:
        return
    if vendor == "postgresql":
        begins = np.flatnonzero(data[:-SALT_BYTES] == SHORT_LENGTH) + 1
    else:
        high = np.concatenate([[0], np.cumsum((data >= 128) & (data < 255))])
        begins = np.flatnonzero(high[SALT_BYTES:] - high[:-SALT_BYTES] >= FEWEST_HIGH)
    for begin in begins:
        yield blob[begin : begin + SALT_BYTES]
