"""The British vehicle recalls: rows of one recall are one notice, in an encoding of its own, and what is refused."""

from dataclasses import replace

import pytest

from recallwatch.errors import SourceError
from recallwatch.extract import read as understand
from recallwatch.match import judge
from recallwatch.model import Item, ListedProduct, Notice, PartialDate, Vehicle
from scrapers.gb_dvsa import FILE, LOOKUP, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

#: The file as it is served; the fixture is kept in UTF-8.
BODY = (FIXTURES / "gb_dvsa/recalls.csv").read_text(encoding="utf-8").encode("cp1252")


def read(body: bytes) -> dict[str, Notice]:
    return {n.number: n for n in SOURCE.parse(payload(body)).notices}


def test_the_rows_of_a_recall_are_one_notice_with_a_line_for_each_model() -> None:
    saved = payload(BODY)
    first, last = PartialDate(2009, 1, 1), PartialDate(2012, 6, 27)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="gb-dvsa",
        number="R/2014/913",
        title="MAKKA Vento: ENGINE MAY STALL",
        jurisdictions=("GB",),
        published=PartialDate(2014, 2, 18),
        summary=(
            "MAKKA Vento\nVENTO; VIN Built out of sequence.; built 01/01/2009 to 31/03/2009\n"
            "VENTO; VIN WMK******AZ025918 to WMK******AZ030421; built 19/04/2010 to 27/06/2012"
        ),
        hazard="ENGINE MAY STALL\nSoot may build on the ring – and the engine may stall.",
        remedy="Reprogram the engine unit.",
        products=(
            ListedProduct("MAKKA BREZZA", "MAKKA", units="5359", vehicle=Vehicle("MAKKA", "BREZZA")),
            ListedProduct("MAKKA VENTO", "MAKKA", vehicle=Vehicle("MAKKA", "VENTO", (), first, last)),
        ),
        lookup_url=LOOKUP,
        extra=(("Manufacturer Ref", "MK7"),),
        payload=saved.sha256,
    )


def test_all_models_listed_are_those_of_the_recall_and_days_turned_round_are_not_believed() -> None:
    recall = read(BODY)["RM/98/901"]
    assert recall.published == PartialDate(1998, 1, 19)
    assert [line.vehicle for line in recall.products] == [Vehicle("ZEFIR", m) for m in ("Z50", "Z60", "Z70")]


def test_a_part_is_known_by_its_number() -> None:
    recall = read(BODY)["RCOMP/2009/906"]
    assert recall.products == (
        ListedProduct("Y Fitting Part No: 2818 & 2795", brand="GRAYS", units="579", models=("2795",)),
    )
    assert recall.lookup_url == ""


def test_an_owner_of_the_model_is_sent_to_the_official_look_up() -> None:
    recall = read(BODY)["R/2014/913"]
    mine = Item("i", "o", name="Makka Vento 2011")
    verdict = judge(mine, recall, understand(recall), revision=1)
    assert verdict is not None
    assert verdict.outcome == "check"
    assert judge(Item("i", "o", name="Makka Alba 2011"), recall, understand(recall), revision=1) is None


def test_the_file_may_as_well_be_utf_8_and_have_other_ends_of_lines() -> None:
    other = BODY.decode("cp1252").replace("\n", "\r\n").encode()
    assert [n.hazard for n in read(other).values()] == [n.hazard for n in read(BODY).values()]


def test_the_order_of_the_rows_tells_nothing() -> None:
    lines = BODY.splitlines(keepends=True)
    moved = read(b"".join([lines[0], *reversed(lines[1:])]))
    assert {n: replace(x, payload="") for n, x in moved.items()} == {
        n: replace(x, payload="") for n, x in read(BODY).items()
    }


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (b"RM/98/901", b"annex", ""),
        (b"19/01/98", b"1998", "RM/98/901"),
        (b"01/08/2007", b"2007-08-01", "RCOMP/2009/906"),
        (b"The chain may crack and fail.", b"", "RM/98/901"),
    ],
)
def test_one_bad_recall_is_rejected_and_the_others_stay(old: bytes, new: bytes, number: str) -> None:
    harvest = SOURCE.parse(payload(BODY.replace(old, new)))
    assert [r.number for r in harvest.rejected] == [number]
    assert len(harvest.notices) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><body>Sorry, there is a problem with the service</body></html>",
        b'{"message": "Forbidden"}',
        BODY.splitlines(keepends=True)[0],
        BODY.replace(b"Recalls Number", b"Number"),
        BODY[:-4],
        BODY[:-30],
        BODY.replace(b"\x96", b"\x81"),
    ],
)
def test_what_is_not_the_file_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_the_file_lists_every_recall() -> None:
    asked, harvest = drive(SOURCE, {FILE: BODY})
    assert ([r.url for r in asked], harvest.complete, len(harvest.notices)) == ([FILE], True, 3)
    assert not SOURCE.parse(payload(BODY)).complete
