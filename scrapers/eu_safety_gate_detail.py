"""One alert of Safety Gate's JSON service. Of a motor vehicle, ``barcodes`` holds the company's recall code and
``batchNumbers`` the dates of production: neither is what its name says."""

from datetime import datetime, timedelta

from recallwatch.errors import ShapeChanged
from recallwatch.model import Notice, PartialDate

from .eu_safety_gate_notice import Alert, notice
from .eu_safety_gate_words import Measure, said, spelt
from .leaves import Leaves

_PAGE = "https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/"
_IMAGE = "https://ec.europa.eu/safety-gate-alerts/public/api/notification/image/"
_KEYS = ("id", "reference", "country.name", "product.productCategory.name", "publicationDate")
_RISK = "risk.versions"
_VEHICLES = "MOTOR_VEHICLES"
_LEVELS = {"SR": "Serious risk", "A12": "Serious risk", "A11": "Other risk levels", "OR": "Other risk levels"}
#: Days are Brussels's; a report of Friday is stamped Thursday, 23:00 UTC.
_BRUSSELS = timedelta(hours=2)


def detail(row: dict[str, object], url: str, payload: str) -> Notice:
    """Read one alert; a key we live on that is missing means that the service has changed."""
    leaves = Leaves(row)
    for key in _KEYS:
        if not leaves.peek(key):
            raise ShapeChanged(f"an alert without {key}", url=url)
    number = leaves.take("reference").strip()
    return notice(_alert(number, leaves), payload)


def _alert(number: str, leaves: Leaves) -> Alert:
    vehicle = leaves.peek("product.productCategory.name") == _VEHICLES
    codes = ", ".join(leaves.take_each("product.barcodes", "barcode"))
    batches = ", ".join(leaves.take_each("product.batchNumbers", "batchNumber"))
    other = "".join(leaves.take_each("product.versions", "productCategoryOther"))
    category = spelt(leaves.take("product.productCategory.name"))
    day = leaves.peek("webReport.publicationDate") or leaves.peek("publicationDate")
    return Alert(
        number=number,
        url=_PAGE + leaves.take("id"),
        published=_day(day),
        updated=_day(leaves.take("modificationDate")),
        category=f"{category} - {other}" if other else category,
        product=_texts(leaves, "product.versions", "name"),
        brand=said(", ".join(leaves.take_each("product.brands", "brand"))),
        name=said(leaves.take("product.nameSpecific")),
        models=said(", ".join(leaves.take_each("product.modelTypes", "modelType"))),
        batch="" if vehicle else said(batches),
        barcode="" if vehicle else said(codes),
        risks=_risks(leaves),
        danger=said(f"{_texts(leaves, _RISK, 'riskDescription')} {_texts(leaves, _RISK, 'legalProvision')}"),
        measures=tuple(_measure(leaves, entry) for entry in leaves.each("measureTaken.measures")),
        recall_page=next(iter(leaves.take_each("measureTaken.companyRecalls", "link")), ""),
        description=_texts(leaves, "product.versions", "description"),
        packaging=_texts(leaves, "product.versions", "packageDescription"),
        country=said(leaves.take("country.name")),
        origin=said(leaves.take("traceability.countryOrigin.name")),
        level=_level(number, leaves),
        trader=said(leaves.take("traceability.onlineTrader")),
        recall_code=said(codes) if vehicle else "",
        made=said(batches) if vehicle else "",
        pictures=tuple(f"{_IMAGE}{photo}" for photo in leaves.take_each("product.photos", "id")),
        language=leaves.take("product.versions.0.language.key").lower() or "en",
        rest=_rest(leaves),
    )


def _texts(leaves: Leaves, name: str, key: str) -> str:
    """A text, which the service keeps in a list by language; it serves the one that was asked for."""
    return said(" ".join(leaves.take_each(name, key)))


def _risks(leaves: Leaves) -> str:
    named = [spelt(name) for name in leaves.take_each("risk.riskType", "name")]
    return ", ".join(sorted((*named, *leaves.take_each(_RISK, "riskTypeOther"))))


def _rest(leaves: Leaves) -> tuple[tuple[str, str], ...]:
    professional = leaves.take("product.professionalProduct") == "true"
    return (
        ("type", "Professional" if professional else "Consumer"),
        ("corrigendum", leaves.take("corrigendum")),
        ("counterfeit", leaves.take("product.isCounterfeit.name")),
    )


def _level(number: str, leaves: Leaves) -> str:
    """The JSON does not say the level in words; the letters of the number do."""
    told = "" if leaves.take("forInfo") == "true" else _LEVELS.get(number.partition("/")[0], "")
    return told or "Other types of alerts"


def _measure(leaves: Leaves, entry: str) -> Measure:
    name = leaves.take(f"{entry}.measureCategory.name")
    other = " ".join(leaves.take(f"{v}.measureCategoryOther") for v in leaves.each(f"{entry}.versions")).strip()
    ordered = leaves.take(f"{entry}.measureType.name") == "COMPULSORY"
    who = leaves.take(f"{entry}.measure{'Compulsory' if ordered else 'Voluntary'}EconomicOperator.name")
    day = leaves.take(f"{entry}.entryIntoForceDate").partition("T")[0]
    return Measure(said(other) if name == "OTHER" and said(other) else spelt(name), who.capitalize(), ordered, day)


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.of((datetime.fromisoformat(text) + _BRUSSELS).date())
    except ValueError:
        return None
