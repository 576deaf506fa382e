"""Keys: the exact strings that let a database join items with notices."""

from dataclasses import dataclass
from enum import StrEnum


class KeyKind(StrEnum):
    """What a key is made of. ``model`` is a bare model (long enough to stand alone); ``name`` a brand and one
    distinctive word of the product's name; ``ocr`` a brand+model with look-alike characters folded together;
    ``vehicle`` make, model and model year."""

    GTIN = "gtin"
    VIN = "vin"
    BRAND_MODEL = "brand_model"
    MODEL = "model"
    NAME = "name"
    OCR = "ocr"
    PREFIX = "prefix"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One normalised key; items and notices that share one are candidates, never yet a verdict."""

    kind: KeyKind
    value: str
