"""Ways in which an answer comes damaged, each as a function from the text that is served to the bytes that come.

A mutation that does not apply gives the text unchanged, and is left out.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from itertools import pairwise
from typing import Any

from lxml import etree

Mutation = Callable[[bytes], bytes]

_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b")


def mutations(body: bytes) -> dict[str, Mutation]:
    """Every damage by name, fit for the form of the answer."""
    start = body.lstrip(codecs.BOM_UTF8).lstrip()[:1]
    made = dict(_any_form())
    if start in (b"[", b"{"):
        made |= _of_json(json.loads(body))
    elif start == b"<":
        made |= _of_markup(body, html=_is_html(body))
    else:
        made |= _of_table(body)
    applying = {name: mutation for name, mutation in made.items() if mutation(body) != body}
    return _some(applying) if _is_html(body) else applying


def _is_html(body: bytes) -> bool:
    return b"<html" in body[:1000].lower()


def _some(made: dict[str, Mutation]) -> dict[str, Mutation]:
    """Every third of the many ways to damage a page, which takes long to read; all that befall any answer."""
    general = dict(_any_form())
    kept = {*general, *[name for name in made if name not in general][::3]}
    return {name: mutation for name, mutation in made.items() if name in kept}


def _any_form() -> Iterator[tuple[str, Mutation]]:
    """What happens to any body."""
    for name, page in _PAGES.items():
        yield name, _instead(page)
    for share in (0.1, 0.5, 0.75, 0.95):
        yield f"cut off at {share:.0%}", _cut_off(share)
    yield "last bytes missing", lambda body: body.rstrip()[:-3]
    yield "byte order mark", lambda body: codecs.BOM_UTF8 + body
    yield "UTF-16", lambda body: body.decode(_charset(body)).encode("utf-16")
    yield "Windows-1252", lambda body: body.decode(_charset(body)).encode("cp1252", "xmlcharrefreplace")
    yield "UTF-8 encoded twice", lambda body: body.decode("latin-1").encode()
    yield "letters replaced", lambda body: re.sub("[^\0-\x7f]", "\ufffd", body.decode(_charset(body))).encode()
    yield "a NUL inside", lambda body: body[: len(body) // 2] + b"\0" + body[len(body) // 2 :]
    yield "escaped once more", lambda body: body.replace(b"&", b"&amp;")
    yield "day, month and year", lambda body: _dated(body, "{2}/{1}/{0}")
    yield "month, day and year", lambda body: _dated(body, "{1}/{2}/{0}")
    yield "no dates", lambda body: _dated(body, "soon")
    yield "dates to come", lambda body: _dated(body, "2931-{1}-{2}")


def _instead(page: bytes) -> Mutation:
    return lambda _: page


def _cut_off(share: float) -> Mutation:
    return lambda body: body[: int(len(body) * share)]


def _dated(body: bytes, form: str) -> bytes:
    def write(found: re.Match[str]) -> str:
        iso = found[1], found[2], found[3]
        return form.format(*(iso if found[1] else (found[6], found[5], found[4])))

    charset = _charset(body)
    return _DATE.sub(write, body.decode(charset)).encode(charset)


def _charset(body: bytes) -> str:
    """The charset a fixture is written in: some services serve Latin letters in one byte each."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _html(title: str, text: str) -> bytes:
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    return page.encode()


_PAGES = {
    "empty": b"",
    "white space": b" \r\n\t\n",
    "JSON null": b"null",
    "empty JSON array": b"[]",
    "empty JSON object": b"{}",
    "JSON error": b'{"error": {"code": "SERVER_ERROR", "message": "Internal error"}}',
    "JSON error with an empty list": b'{"status": 500, "message": "try later", "results": [], "total": 0}',
    "XML error": b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    "empty feed": b'<?xml version="1.0"?><rss version="2.0"><channel><title>Recalls</title></channel></rss>',
    "plain text error": b"upstream connect error or disconnect/reset before headers",
    "Akamai": _html("Access Denied", "You don't have permission to access this server. Reference #18.2f6d1402"),
    "Cloudflare": _html("Just a moment...", "Enable JavaScript and cookies to continue. Ray ID: 8f2"),
    "Incapsula": _html("", "Request unsuccessful. Incapsula incident ID: 877000-4511"),
    "maintenance": _html("Scheduled maintenance", "This site is temporarily unavailable. Please try again later."),
    "consent": _html("Before you continue", "We use cookies. Accept all or manage your choices."),
    "soft 404": _html("Page not found", "The page you asked for was not found. Perhaps it has moved."),
    "other page": _html("Welcome", "News, about us, contact."),
}


# --- JSON -------------------------------------------------------------------------------------------------------------


def _of_json(document: object) -> dict[str, Mutation]:
    made: dict[str, Mutation] = {
        "rows gone": _rows(lambda _: []),
        "less than half the rows": _rows(lambda rows: rows[: (len(rows) - 1) // 2]),
        "every row twice": _rows(lambda rows: [*rows, *rows]),
        "rows one level deeper": _rows(lambda rows: [{"attributes": row} for row in rows]),
        "rows in a list of their own": _rows(lambda rows: [[row] for row in rows]),
        "rows as texts": _rows(lambda rows: [json.dumps(row) for row in rows]),
        "wrapped": lambda body: json.dumps({"data": json.loads(body)}).encode(),
        "wrapped in an error": lambda body: json.dumps({"error": "late", "items": json.loads(body)}).encode(),
        "numbers as text": _leaves(lambda value: str(value) if type(value) in (int, float) else value),
        "texts cut off": _leaves(lambda value: value[:12] if isinstance(value, str) else value),
        "keys in lower case": _keyed(str.lower),
        "keys in other words": _keyed(lambda key: f"{key}_v2"),
    }
    for key in _keys(document):
        made[f"{key} renamed"] = _renamed(key)
        made[f"{key} null"] = _nulled(key)
    top = sorted({key for row in _longest(document) for key in row})
    for one, other in pairwise(top):
        made[f"{one} and {other} changed round"] = _swapped(one, other)
    return made


def _longest(document: object) -> list[dict[str, Any]]:
    """The list of rows: the longest list of objects that is not inside another one."""
    found: list[list[dict[str, Any]]] = []

    def look(value: object) -> None:
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            found.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                look(inner)

    look(document)
    return max(found, key=len, default=[])


def _rows(change: Callable[[list[Any]], list[Any]]) -> Mutation:
    def mutate(body: bytes) -> bytes:
        document = json.loads(body)
        rows = _longest(document)
        rows[:] = change(list(rows))
        return json.dumps(document).encode()

    return mutate


def _keys(document: object) -> list[str]:
    names: dict[str, None] = {}

    def look(value: object) -> None:
        for key, inner in value.items() if isinstance(value, dict) else ():
            names[key] = None
            look(inner)
        for inner in value if isinstance(value, list) else ():
            look(inner)

    look(document)
    return list(names)


def _walk(value: Any, key_of: Callable[[str], str], leaf_of: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key_of(key): _walk(inner, key_of, leaf_of) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walk(inner, key_of, leaf_of) for inner in value]
    return leaf_of(value)


def _keyed(change: Callable[[str], str]) -> Mutation:
    return lambda body: json.dumps(_walk(json.loads(body), change, lambda leaf: leaf)).encode()


def _renamed(key: str) -> Mutation:
    return _keyed(lambda name: f"{key}New" if name == key else name)


def _leaves(change: Callable[[Any], Any]) -> Mutation:
    return lambda body: json.dumps(_walk(json.loads(body), str, change)).encode()


def _nulled(key: str) -> Mutation:
    def empty(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: None if name == key else empty(inner) for name, inner in value.items()}
        return [empty(inner) for inner in value] if isinstance(value, list) else value

    return lambda body: json.dumps(empty(json.loads(body))).encode()


def _swapped(one: str, other: str) -> Mutation:
    other_of: Mapping[str, str] = {one: other, other: one}
    return _rows(lambda rows: [{other_of.get(key, key): value for key, value in row.items()} for row in rows])


# --- tables -----------------------------------------------------------------------------------------------------------


def _of_table(body: bytes) -> dict[str, Mutation]:
    separator = "\t" if b"\t" in body.partition(b"\n")[0] else ","
    width = max((len(row) for row in _cells(body, separator)), default=0)
    made: dict[str, Mutation] = {
        "rows gone": _lines(lambda lines: lines[:1]),
        "less than half the rows": _lines(lambda lines: lines[: 1 + (len(lines) - 1) // 2 - 1]),
        "every row twice": _lines(lambda lines: [*lines, *lines[1:]]),
        "another separator": lambda text: text.replace(separator.encode(), b"|"),
        "a column more": _table(separator, lambda row: ["x", *row]),
        "a column less": _table(separator, lambda row: row[1:]),
    }
    for n in range(width):
        made[f"column {n} emptied"] = _column_emptied(separator, n)
        made[f"columns {n} and {n + 1} changed round"] = _columns_swapped(separator, n)
    if not re.search(rb"\d", body.partition(b"\n")[0]):
        made["no heading"] = _lines(lambda lines: lines[1:])
    return made


def _column_emptied(separator: str, n: int) -> Mutation:
    return _table(separator, lambda row: [*row[:n], "", *row[n + 1 :]], heading=False)


def _columns_swapped(separator: str, n: int) -> Mutation:
    return _table(separator, lambda row: [*row[:n], *row[n : n + 2][::-1], *row[n + 2 :]], heading=False)


def _cells(body: bytes, separator: str) -> list[list[str]]:
    text = body.decode("latin-1")  # byte by byte: what is not touched comes out as it was
    if separator == "\t":
        return [line.split("\t") for line in text.splitlines()]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _table(separator: str, change: Callable[[list[str]], list[str]], *, heading: bool = True) -> Mutation:
    def mutate(body: bytes) -> bytes:
        rows = _cells(body, separator)
        changed = [row if n == 0 and not heading else change(row) for n, row in enumerate(rows)]
        out = io.StringIO()
        if separator == "\t":
            out.write("".join("\t".join(row) + "\n" for row in changed))
        else:
            csv.writer(out, delimiter=separator).writerows(changed)
        return out.getvalue().encode("latin-1")

    return mutate


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Mutation:
    return lambda body: b"".join(change(body.splitlines(keepends=True)))


# --- markup -----------------------------------------------------------------------------------------------------------


#: What stands in the middle of a sentence: without it most of the sentence is still there.
_INLINE = frozenset({"a", "abbr", "b", "br", "em", "i", "small", "span", "strong", "sub", "sup"})


def _of_markup(body: bytes, *, html: bool) -> dict[str, Mutation]:
    tree = _parse(body, html=html)
    made: dict[str, Mutation] = {
        "rows gone": _tree(lambda root: _keep(root, 0), html=html),
        "less than half the rows": _tree(lambda root: _keep(root, 0.5), html=html),
        "texts cut off": _tree(_cut, html=html),
    }
    for tag in sorted({str(e.tag) for e in tree.iter() if isinstance(e.tag, str)} - {"html", "head", "body", "rss"}):
        name = tag.rpartition("}")[2]
        if name not in _INLINE:
            made[f"<{name}> renamed"] = _tree(partial(_rename, tag=tag), html=html)
            made[f"<{name}> emptied"] = _tree(partial(_empty, tag=tag), html=html)
            made[f"<{name}> one level deeper"] = _tree(partial(_deepen, tag=tag), html=html)
    for name, value in sorted(_marks(tree)):
        made[f"{name}={value} renamed"] = _tree(partial(_remark, name=name, value=value), html=html)
    return made


def _parse(body: bytes, *, html: bool) -> Any:
    """Read markup; the library has no types."""
    return etree.fromstring(body, etree.HTMLParser() if html else etree.XMLParser(resolve_entities=False))


def _tree(change: Callable[[Any], None], *, html: bool) -> Mutation:
    def mutate(body: bytes) -> bytes:
        before = _parse(body, html=html)
        root = deepcopy(before)
        change(root)
        if etree.tostring(root) == etree.tostring(before):
            return body
        written: bytes = etree.tostring(root, encoding="utf-8", method="html" if html else "xml")
        return b"<!DOCTYPE html>" + written if html else written

    return mutate


def _repeated(root: Any) -> list[Any]:
    """The rows of a document: the largest set of like siblings that hold something."""
    best: list[Any] = []
    for parent in root.iter():
        groups: dict[tuple[object, str], list[Any]] = {}
        for child in parent:
            if len(child):
                groups.setdefault((child.tag, child.get("class", "")), []).append(child)
        best = max([best, *groups.values()], key=len)
    return best


def _keep(root: Any, share: float) -> None:
    rows = _repeated(root)
    for row in rows[int((len(rows) - 1) * share) :] if share else rows:
        row.getparent().remove(row)


def _cut(root: Any) -> None:
    for element in root.iter():
        element.text = element.text[:6] if element.text else element.text


def _rename(root: Any, tag: str) -> None:
    for element in list(root.iter(tag)):
        element.tag = f"{tag}New"


def _empty(root: Any, tag: str) -> None:
    for element in list(root.iter(tag)):
        del element[:]
        element.text = ""


def _deepen(root: Any, tag: str) -> None:
    for element in list(root.iter(tag)):
        inner = etree.Element("div")
        inner.text, element.text = element.text, None
        inner.extend(list(element))
        element.append(inner)


def _marks(root: Any) -> set[tuple[str, str]]:
    return {(n, e.get(n)) for e in root.iter() for n in ("class", "id") if isinstance(e.tag, str) and e.get(n)}


def _remark(root: Any, name: str, value: str) -> None:
    for element in root.iter():
        if isinstance(element.tag, str) and element.get(name) == value:
            element.set(name, f"{value}-new")
