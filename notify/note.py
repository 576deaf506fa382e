"""One message as a chat service carries it: plain text that each service escapes and cuts for itself."""

from dataclasses import dataclass

from jinja2 import Environment

from recallwatch.model import Message

from .letter import letter
from .subject import subject


@dataclass(frozen=True, slots=True)
class Note:
    """``id`` is the same on every attempt; ``link`` leads to our page (empty: none), ``urgent`` may wake somebody."""

    id: str
    title: str
    text: str
    link: str = ""
    urgent: bool = False


def note_of(message: Message, templates: Environment) -> Note:
    """An alert in few words: what it is about, the danger, what to do, and one reason."""
    said = letter(message)
    text = templates.get_template("chat/note.txt").render(letter=said, kind=message.alert.kind.value)
    return Note(
        id=message.delivery_id,
        title=subject(message),
        text=text.strip(),
        link=said.answer or said.manage or said.ours,
        urgent=said.urgent,
    )


def proof(id_: str, link: str) -> Note:
    """What a place gets before anything is sent there: only who reads it can say yes."""
    text = (
        "Somebody asked us to send safety recall alerts here. If that was you, open the link and press the button. "
        "If not, do nothing: nothing more will come."
    )
    return Note(id=id_, title="Send recall alerts here?", text=text, link=link)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, and it shows where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
