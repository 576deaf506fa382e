"""NHTSA's decoder of VINs (vPIC): where it is asked, and what it answers: 134 variables by name."""

import json

from recallwatch.errors import PayloadError

from .vin import Decoded

_SERVICE = "https://vpic.nhtsa.dot.gov/api/vehicles/DecodeVin/"


def decode_url(pattern: str) -> str:
    """Where a pattern of a VIN is decoded; an asterisk stands for a character that is not told."""
    return f"{_SERVICE}{pattern}?format=json"


def read_decoded(content: bytes) -> Decoded:
    """Read an answer; one without make and model decodes nothing. Raises ``PayloadError`` for what is no answer."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"not JSON: {error}") from None
    results = answer.get("Results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or not results:
        raise PayloadError("an answer without results")
    said = {str(r.get("Variable")): str(r.get("Value") or "").strip() for r in results if isinstance(r, dict)}
    if "Make" not in said or "Model" not in said:
        raise PayloadError("an answer without make and model")
    found = Decoded(said["Make"], said["Model"], said.get("Model Year", ""))
    return found if found.make and found.model else Decoded()
