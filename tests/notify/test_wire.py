"""What we write ourselves is what the standard library would write, byte for byte."""

from email.message import EmailMessage

import pytest

from notify.headers import new_mail, set_bodies, set_list, set_thread
from notify.wire import wire

from .making import NOW

WORDS = "Größe, line after line\n.\nFrom here on\r\nand a return\rin it, " + "x" * 200 + "\n\n"


def mail(*, sender: str = "a@rw.example.org", subject: str = "Stop using it", text: str = "Hello\n") -> EmailMessage:
    made = new_mail(sender=sender, to="owner@example.com", subject=subject, now=NOW)
    set_thread(made, id_="one", thread="first", domain="rw.example.org")
    set_list(made, unsubscribe="https://rw.example.org/" + "u" * 300, domain="rw.example.org")
    set_bodies(made, text=text, html=f"<p>{text}</p>")
    return made


@pytest.mark.parametrize(
    "given",
    [
        mail(),
        mail(text=WORDS),
        mail(text=""),
        mail(subject="Größe " * 30),
        mail(subject="word " * 30),
        mail(sender="Ein sehr langer Name mit Größe und noch viel mehr das nicht passt <a@rw.example.org>"),
    ],
)
def test_a_mail_of_ours_is_written_as_the_standard_library_would(given: EmailMessage) -> None:
    assert wire(given) == given.as_bytes(policy=given.policy.clone(linesep="\r\n"))


def test_a_mail_of_another_shape_is_written_too() -> None:
    plain = new_mail(sender="a@rw.example.org", to="owner@example.com", subject="Over", now=NOW)
    plain.set_content("It is over.\n")
    assert wire(plain).endswith(b"\r\n\r\nIt is over.\r\n")
