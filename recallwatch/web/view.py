"""Pure helpers of the pages: addresses, cursors, citations, differences. Notices are untrusted; so are their links."""

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from recallwatch.match import operator_words as operator_words  # pages say it in the same words
from recallwatch.model import Notice, Quote, Record, Revision
from recallwatch.templating import day
from recallwatch.text.clean import clean

from .words import date_words, plain

#: Longer texts are shown whole, before and after: comparing them word by word would take too long.
_DIFF_WORDS = 1500

#: Characters of a sentence shown on either side of a quote.
_AROUND = 160

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n")


def safe_url(url: str) -> str:
    """The address if a page may link to it (http or https with a host), else nothing."""
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and not re.search(r"[\s\\]", url) else ""


def host(url: str) -> str:
    """The host of a safe address, for the text of a link."""
    return urlsplit(safe_url(url)).netloc


def notice_path(notice_id: str) -> str:
    """Where the page of a notice is. Ids hold a colon and sometimes slashes; both may stand in a path."""
    return f"/notices/{quote(clean(notice_id), safe=':/')}"


def revision_path(revision: Revision) -> str:
    """The permanent address of one revision."""
    return f"{notice_path(revision.notice.id)}/revisions/{revision.number}"


def with_query(path: str, values: dict[str, str]) -> str:
    """A path with the values that are set."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def one_per_case(records: Iterable[Record]) -> list[tuple[Record, list[Record]]]:
    """The first record of every case, in the order given, with the other records of its case."""
    cases: dict[str, list[Record]] = {}
    for record in records:
        cases.setdefault(record.case_id, []).append(record)
    return [(members[0], members[1:]) for members in cases.values()]


def cursor_of(record: Record) -> str:
    """Where the next page of a list begins, as text for an address."""
    return f"{record.changed_at.astimezone(UTC).isoformat()}~{record.notice.id}"


def read_cursor(text: str) -> tuple[datetime, str] | None:
    """The cursor again; None if it is not one of ours."""
    moment, _, notice_id = text.partition("~")
    try:
        when = datetime.fromisoformat(moment)
        return (when.astimezone(UTC), notice_id) if when.tzinfo and notice_id else None
    except (ValueError, OverflowError):
        return None


def citation(revision: Revision, *, publisher: str, base_url: str) -> str:
    """A reference to exactly this state of the notice, ready to paste."""
    notice = revision.notice
    published = f", published {date_words(notice.published)}" if notice.published else ""
    return (
        f"{publisher}, “{notice.title}”, notice {notice.number}{published}. "
        f"Revision {revision.number}, as seen {day(revision.seen_at)}. "
        f"recallwatch, {base_url}{revision_path(revision)}"
    )


def in_context(notice: Notice, quote: Quote | str) -> tuple[str, str, str]:
    """A quote with the rest of its sentence before and after it; alone if the text does not hold it.

    A bare model number says little; the sentence it stands in is what convinces.
    """
    span = _find(notice, quote) if isinstance(quote, str) else quote
    text = notice.texts().get(span.part, "") if span else ""
    if not span or text[span.start : span.end] != span.text:
        return "", quote if isinstance(quote, str) else quote.text, ""
    ends = [(end.start(), end.end()) for end in _SENTENCE_END.finditer(text)]
    first = max((after for _, after in ends if after <= span.start), default=0)
    last = min((at for at, _ in ends if at >= span.start + len(span.text.rstrip())), default=len(text))
    before, after = text[first : span.start], text[span.end : last]
    return _cut(before[::-1])[::-1].lstrip(), span.text, _cut(after).rstrip()


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """What was taken out (``del``), put in (``ins``) and kept (``same``), word by word."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if max(len(old), len(new)) > 2 * _DIFF_WORDS:
        return [("del", before), ("ins", after)]
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        (kind, "".join(words))
        for tag, a, b, c, d in matcher.get_opcodes()
        for kind, words in _spans(tag, old[a:b], new[c:d])
        if words
    ]


def field_name(field: str) -> str:
    """A changed field in words: ``products.0.codes`` is "Products 1 codes"."""
    parts = (str(int(part) + 1) if part.isdigit() else plain(part) for part in field.split("."))
    return " ".join(parts).capitalize()


def _find(notice: Notice, words: str) -> Quote | None:
    """Where the notice says so: the longest text first, since titles and captions explain least."""
    parts = sorted(notice.texts().items(), key=lambda part: -len(part[1]))
    places = ((name, text.find(words)) for name, text in parts if words)
    return next((Quote(name, at, at + len(words), words) for name, at in places if at >= 0), None)


def _cut(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"


def _spans(tag: str, old: Sequence[str], new: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    return [("same", old)] if tag == "equal" else [("del", old), ("ins", new)]
