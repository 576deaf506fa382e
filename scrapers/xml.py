"""Reading XML answers: whole and well-formed or refused, no entity ever expanded, no address ever opened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recallwatch.errors import PayloadError
from recallwatch.model import Payload

from .payload import decode, looks_like_html


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its local name, its own text, its children in order."""

    name: str
    text: str = ""
    children: tuple["Node", ...] = field(default=())

    def first(self, name: str) -> str:
        """The text of the first child of that name; empty if there is none."""
        return next((child.text for child in self.children if child.name == name), "")

    def each(self, name: str) -> Iterator["Node"]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)


def read_xml(payload: Payload) -> Node:
    """Read a document; a document type declaration is refused, for what it could make of a few bytes."""
    from lxml import etree  # heavy, and most commands read no XML

    text = decode(payload)
    if looks_like_html(text):
        raise PayloadError(f"HTML where XML was due: {text.strip()[:80]!r}", url=payload.url)
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text:
        raise PayloadError("XML with a document type of its own", url=payload.url)
    body = text.lstrip()
    if body.startswith("<?xml"):
        body = body.partition("?>")[2]  # the text is decoded, whatever it declares
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise PayloadError(f"not well-formed XML (cut off?): {error}", url=payload.url) from None
    return _node(root)


def _node(element: Any) -> Node:  # noqa: ANN401 - lxml has no types
    children = tuple(map(_node, element)) if len(element) else ()
    return Node(str(element.tag).rpartition("}")[2], element.text or "", children)
