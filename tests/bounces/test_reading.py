"""What each mail system's report means."""

import json

import pytest

from recallwatch.bounces import from_json, from_mail
from recallwatch.model import Nature

from . import samples as s

_HARD, _REFUSED, _SOFT, _COMPLAINT = Nature.HARD, Nature.REFUSED, Nature.SOFT, Nature.COMPLAINT

REPORTS = {
    "postfix: unknown user": (s.postfix("5.1.1", "550 5.1.1 <ann@example.net>: User unknown"), _HARD, "5.1.1"),
    "postfix: no such domain": (s.postfix("5.4.4", "Host or domain name not found"), _SOFT, "5.4.4"),
    "postfix: expired after days": (s.postfix("4.4.1", "connect to in.example.net: timed out"), _SOFT, "4.4.1"),
    "postfix: mailbox full": (s.postfix("5.2.2", "552 5.2.2 Mailbox size limit exceeded"), _SOFT, "5.2.2"),
    "postfix: blocked": (s.postfix("5.7.1", "554 5.7.1 Service unavailable; client blocked"), _REFUSED, "5.7.1"),
    "postfix: our mail is wrong": (s.postfix("5.6.0", "550 5.6.0 malformed"), _REFUSED, "5.6.0"),
    "postfix: nothing but a number": (s.postfix("5.0.0", "550 no"), _REFUSED, "5.0.0"),
    "postfix: a better code in the words": (s.postfix("5.0.0", "550 5.1.1 unknown"), _HARD, "5.1.1"),
    "exim": (s.EXIM_DSN, _HARD, "5.0.0"),
    "exim, older form": (s.EXIM_OLD, _HARD, "5.1.1"),
    "exchange": (s.EXCHANGE, _HARD, "5.1.10"),
    "exchange: full": (s.EXCHANGE_FULL, _SOFT, "5.2.2"),
    "exchange online: denied": (s.EXCHANGE_DENIED, _SOFT, "5.4.1"),
    "gmail": (s.gmail("5.1.1", "550-5.1.1 The email account that you tried to reach does not exist."), _HARD, "5.1.1"),
    "gmail: disabled": (s.gmail("5.2.1", "550-5.2.1 The email account is inactive."), _HARD, "5.2.1"),
    "gmail: over quota": (s.gmail("5.2.2", "552-5.2.2 The recipient's inbox is out of storage"), _SOFT, "5.2.2"),
    "amazon ses": (s.SES, _HARD, "5.1.1"),
    "sendmail": (s.SENDMAIL, _HARD, "5.1.1"),
    "qmail": (s.QMAIL, _HARD, "5.1.1"),
    "yahoo, older form": (s.YAHOO, _HARD, ""),
    "yahoo": (s.YAHOO_NEW, _HARD, "5.0.0"),
    "only a header": (s.X_ONLY, _REFUSED, ""),
    "a complaint": (s.feedback(), _COMPLAINT, ""),
    "a wish to opt out": (s.feedback("opt-out"), _COMPLAINT, ""),
}

NOT_REPORTS = {
    "postfix: delayed": s.postfix("4.4.1", "connect to in.example.net: timed out", action="delayed"),
    "postfix: relayed": s.RELAYED,
    "gmail: delayed": s.gmail("4.2.2", "452-4.2.2 The recipient's inbox is out of storage", action="delayed"),
    "exim, older form: delayed": s.WARNING_OLD,
    "a vacation": s.VACATION,
    "a ticket system": s.TICKET,
    "not spam after all": s.feedback("not-spam"),
    "a person": s.plain("No, thank you.\n", author="Ann <ann@example.net>", subject="Re: Stop using your PowerBrick"),
    "nothing": "",
    "rubbish": "\x00\xff multipart/report",
}


@pytest.mark.parametrize(("mail", "nature", "status"), REPORTS.values(), ids=REPORTS)
def test_a_report_says(mail: str, nature: Nature, status: str) -> None:
    told = from_mail(mail.encode())
    assert told
    assert (told.nature, told.status) == (nature, status)


@pytest.mark.parametrize("mail", NOT_REPORTS.values(), ids=NOT_REPORTS)
def test_what_is_no_failure_counts_for_nothing(mail: str) -> None:
    assert from_mail(mail.encode("utf-8", "replace")) is None


def test_the_receivers_words_are_kept() -> None:
    told = from_mail(s.EXCHANGE.encode())
    assert told
    assert told.words.startswith("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.net not found by")


def test_of_several_recipients_the_worst_counts() -> None:
    two = s.postfix("4.2.2", "full").replace(
        "Final-Recipient", "Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient", 1
    )
    told = from_mail(two.encode())
    assert told
    assert told.nature is _HARD


def test_json_tells_the_same() -> None:
    rows = [
        {"type": "bounce", "status": "5.1.1", "words": "no such user", "recipient": " Ann@Example.net "},
        {"type": "bounce", "words": "mailbox full", "return_path": s.VERP},
        {"type": "complaint", "return_path": s.VERP},
    ]
    told = from_json(json.dumps(rows).encode())
    assert [each.nature for each in told] == [_HARD, _SOFT, _COMPLAINT]
    assert (told[0].recipient, told[1].text) == ("ann@example.net", s.VERP)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{", "no JSON"),
        ("3", "one object"),
        ('[{"type": "bounce"}]', "return_path"),
        ('{"type": "delivery", "recipient": "a@example.net"}', '"bounce" or "complaint"'),
    ],
)
def test_json_of_another_form_is_refused_in_words(body: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_json(body.encode())
