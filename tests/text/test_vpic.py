"""The official decoder's answers, and what of a VIN it is told."""

import json

import pytest

from recallwatch.errors import PayloadError
from recallwatch.text.vin import Decoded, vin_pattern
from recallwatch.text.vpic import decode_url, read_decoded


def answer(**said: str | None) -> bytes:
    """An answer with these variables among others."""
    named = {"Error Code": "6 - Incomplete VIN", "Trim": None} | {k.replace("_", " "): v for k, v in said.items()}
    results = [{"Value": value, "ValueId": "", "Variable": name, "VariableId": 1} for name, value in named.items()]
    return json.dumps({"Count": len(results), "SearchCriteria": "VIN:X", "Results": results}).encode()


def test_neither_the_serial_number_nor_its_check_digit_is_told() -> None:
    assert vin_pattern("1ORB1T00XHA123456") == "1ORB1T00*HA"
    assert decode_url("1ORB1T00*HA").endswith("/DecodeVin/1ORB1T00*HA?format=json")


def test_make_model_and_year_are_read_by_their_names() -> None:
    assert read_decoded(answer(Make="ORBIT", Model="LYNX ", Model_Year="2017")) == Decoded("ORBIT", "LYNX", "2017")


@pytest.mark.parametrize(("make", "model"), [("ORBIT", None), ("", "LYNX"), (None, None)])
def test_half_an_answer_decodes_nothing(make: str | None, model: str | None) -> None:
    assert read_decoded(answer(Make=make, Model=model, Model_Year="2017")) == Decoded()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"Results": []}', b'{"Message": "busy"}', answer(Make="ORBIT"), answer()[:-9]]
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError):
        read_decoded(body)
