"""The question anybody may ask: is mine recalled?"""

import pytest

from recallwatch.model import Kind

from .site import Site, power_bank, words_of

BY_SERIAL = (
    "This recall involves Voltano PowerBrick 10000 power banks with model number VB1263 and serial numbers "
    "100000 through 200000. The serial number is printed on the bottom edge."
)


def test_the_model_on_the_label_gives_recalled_with_the_reason_and_what_to_do(site: Site) -> None:
    site.take(power_bank())
    answer = site.get("/check?brand=Voltano&name=power+bank&model=VB1263")
    text = words_of(answer)
    assert answer.status_code == 200
    assert "Recalled: stop using it" in text
    assert "power banks with model number VB1263" in text
    assert "The lithium-ion battery can overheat and catch fire." in text


def test_a_warning_is_not_called_a_recall(site: Site) -> None:
    site.take(power_bank(kind=Kind.WARNING, title="CPSC Warns About PowerBrick Power Banks"))
    text = words_of(site.get("/check?brand=Voltano&name=power+bank&model=VB1263"))
    assert "Under a safety warning: stop using it" in text
    assert "Recalled" not in text


def test_nothing_found_never_says_safe_but_as_of_when(site: Site) -> None:
    site.polled()
    text = words_of(site.get("/check?brand=Voltano&name=kettle"))
    assert "We know of no recall that fits" in text
    assert "That is not a promise that it is safe" in text
    assert "Agency us-test: 23 November 2026, 09:30 UTC" in text


def test_a_source_that_was_never_read_is_named(site: Site) -> None:
    text = words_of(site.get("/check?name=kettle"))
    assert "Not everything is current. Not read recently enough: Agency us-test (not read yet)" in text


def test_an_open_question_can_be_answered_on_the_spot(site: Site) -> None:
    site.take(power_bank(summary=BY_SERIAL))
    asked = site.get("/check?brand=Voltano&model=VB1263")
    assert "We need one answer" in words_of(asked)
    assert '<input id="answer1-serial" name="serial"' in asked.text
    assert "Recalled: stop using it" in words_of(site.get("/check?brand=Voltano&model=VB1263&serial=150000"))


def test_a_unit_outside_the_range_is_not_among_the_recalled_ones(site: Site) -> None:
    site.take(power_bank(summary=BY_SERIAL))
    text = words_of(site.get("/check?brand=Voltano&model=VB1263&serial=999999"))
    assert "Not among the recalled ones" in text
    assert "We know of no recall that fits" in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("name=" + "x" * 10_000, "“What it is” is too long; please keep it under 200 characters."),
        ("name=bank&bought=last+summer", "Write when it was bought as 2023, 2023-05 or 2023-05-31."),
        ("name=bank&bought=2023-13", "Write when it was bought"),
        ("name=bank&acquired=stolen", "Choose how you got it from the list."),
        ("brand=Voltano", "Tell us at least what it is"),
        ("", "Tell us at least what it is"),
    ],
)
def test_what_cannot_be_understood_is_asked_again_with_the_reason(site: Site, query: str, says: str) -> None:
    answer = site.get(f"/check?{query}")
    assert answer.status_code == 422
    assert says in words_of(answer)


def test_a_barcode_that_cannot_be_right_is_pointed_out_beside_the_answer(site: Site) -> None:
    site.take(power_bank())
    text = words_of(site.get("/check?brand=Voltano&name=power+bank&model=VB1263&gtin=036000291453"))
    assert "This barcode cannot be right: its check digit does not fit; look again." in text
    assert "Recalled: stop using it" in text
    assert "cannot be right" not in words_of(site.get("/check?name=power+bank&gtin=036000291452"))


def test_what_was_typed_is_escaped_and_cleaned(site: Site) -> None:
    answer = site.get("/check?name=%00%3Cscript%3Ealert(1)%3C/script%3E%ff")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "\x00" not in answer.text


def test_a_question_is_not_kept_by_anything_between(site: Site) -> None:
    assert site.get("/check?name=kettle").headers["cache-control"] == "private, no-store"


def test_the_start_page_shows_what_is_new_and_leads_to_the_feeds(site: Site) -> None:
    site.take(power_bank())
    answer = site.get("/")
    assert "Voltano Recalls PowerBrick Power Banks" in words_of(answer)
    assert '<link rel="alternate" type="application/atom+xml" title="Recalls (Atom)" href="/feed.atom">' in answer.text


def test_words_that_notices_speak_of_lead_to_them_and_the_brand_is_asked_for(site: Site) -> None:
    site.take(power_bank())
    answer = site.get("/check?name=Brixo+power+banks")
    text = words_of(answer)
    assert "No notice fits what you typed for sure" in text
    assert "One notice speaks of “banks”: see it" in text
    assert 'href="/notices?q=banks"' in answer.text
    assert "Which brand is it?" in text


def test_with_a_brand_it_is_not_asked_for_again(site: Site) -> None:
    site.take(power_bank())
    text = words_of(site.get("/check?brand=Brixo&name=power+banks"))
    assert "One notice speaks of “power banks”" in text
    assert "Which brand is it?" not in text
