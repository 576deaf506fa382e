"""One Safety Gate alert as a notice, the same whether the weekly file or the JSON service told of it."""

import re
from dataclasses import dataclass, field, replace

from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import (
    DeclaredLink,
    Image,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Severity,
)
from recallwatch.text.countries import country_codes
from recallwatch.text.dates import find_dates

from .eu_safety_gate_words import Measure, barcodes, gtins, hazard_classes, kind, models
from .payload import web_url

ID = "eu-safety-gate"
#: Words that leave one end of a period of production open, or speak of more than one period.
_OPEN = re.compile(r"\b(?:up to|until|since|after|before|from(?!.*\b(?:to|until|till)\b)|unknown)\b|->", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)")
#: Between two periods that were run together ("09.01.20268.12.2020").
_GLUED = re.compile(r"(?<=\.(?:19|20)\d\d)(?=\d{1,2}\.\d{1,2}\.)")
_FIRST_SENTENCE = re.compile(r".{10,150}?(?=[.;\n]|\Z)", re.DOTALL)
_RAPPEL = re.compile(
    r"https?://rappel\.conso\.gouv\.fr/fiche-rappel/(?:(?P<number>\d{4}-\d{2}-\d{4})\b|(?P<id>\d+)/interne\b)",
    re.IGNORECASE,
)
_SOME_NAMES = re.compile(r"\s*[,;]\s*|\s+/\s+")


@dataclass(frozen=True, slots=True)
class Alert:
    """What both services tell of an alert, in plain text; empty where one is silent or says that nothing is known."""

    number: str
    url: str = ""
    published: PartialDate | None = None
    updated: PartialDate | None = None
    category: str = ""
    product: str = ""
    brand: str = ""
    name: str = ""
    models: str = ""
    batch: str = ""
    barcode: str = ""
    risks: str = ""
    danger: str = ""
    measures: tuple[Measure, ...] = ()
    recall_page: str = ""
    description: str = ""
    packaging: str = ""
    country: str = ""
    origin: str = ""
    level: str = ""
    trader: str = ""
    recall_code: str = ""
    made: str = ""
    pictures: tuple[str, ...] = ()
    language: str = "en"
    rest: tuple[tuple[str, str], ...] = field(default=())


def notice(alert: Alert, payload: str) -> Notice:
    """Read an alert of the payload with this digest."""
    what = tuple(dict.fromkeys(measure.what for measure in alert.measures))
    page = web_url(alert.recall_page)
    return Notice(
        source=ID,
        number=alert.number,
        title=_title(alert),
        url=web_url(alert.url),
        kind=kind(what),
        language=alert.language,
        jurisdictions=("EU", *_country(alert.country)),
        published=alert.published,
        updated=alert.updated,
        summary=_summary(alert),
        hazard=alert.danger or alert.risks,
        hazard_classes=hazard_classes(alert.risks),
        remedy="\n".join(what),
        remedy_options=what,
        contact=page,
        severity=Severity("eu-safety-gate-level", alert.level) if alert.level else None,
        products=_products(alert),
        sold_at=(alert.trader,) if alert.trader else (),
        made_in=_country(alert.origin),
        images=tuple(Image(url) for url in map(web_url, alert.pictures) if url),
        declared=_declared(page),
        extra=_extra(alert, page),
        payload=payload,
    )


def _title(alert: Alert) -> str:
    """Brand, name and product; an alert of the early years has none of them, and opens its description with it."""
    named = " ".join(part for part in (alert.brand, _name(alert)) if part)
    opening = _FIRST_SENTENCE.match(alert.description)
    return named or (opening[0].strip() if opening else "") or alert.category or alert.number


def _name(alert: Alert) -> str:
    """The name with the kind of product behind it, unless the name says it."""
    name, product = alert.name, alert.product
    if not name or name.lower() in product.lower():
        return product
    return name if product.lower() in name.lower() else f"{name}, {product}"


def _summary(alert: Alert) -> str:
    """The description, with the fields that tell which units are meant and have no other place, each in its line."""
    lines = [alert.description]
    if ", ".join(models(alert.models)) != alert.models:
        lines.append(f"Type/number of model: {alert.models}")
    lines += [f"Production dates: {alert.made}"] if alert.made else []
    lines += [f"Company recall code: {alert.recall_code}"] if alert.recall_code else []
    return "\n".join(line for line in lines if line)


def _products(alert: Alert) -> tuple[ListedProduct, ...]:
    brand, name = alert.brand, alert.name
    if alert.category == "Motor vehicles" and brand and name:
        rows = [VehicleRow(brand, model, *_period(alert.made)) for model in _SOME_NAMES.split(name) if model]
        return tuple(replace(line, category=alert.category) for line in vehicle_products(rows))
    batch = alert.batch
    if gtins(batch) and _digits(*gtins(batch)) == _digits(batch):
        batch = ""  # a bar code in the field of batches tells no batch
    return (
        ListedProduct(
            _name(alert),
            brand=brand,
            category=alert.category,
            models=models(alert.models),
            gtins=tuple(dict.fromkeys((*barcodes(alert.barcode), *gtins(alert.models), *gtins(alert.batch)))),
            codes=f"Batch number: {batch}" if batch else "",
        ),
    )


def _digits(*texts: str) -> str:
    return re.sub(r"\D", "", "".join(texts))


def _period(text: str) -> tuple[str, str, str]:
    """No model year, and the first and last day of production where both are told; several periods make one."""
    spread = _GLUED.sub(" ", text)
    days = [f"{m['y']}{int(m['m']):02d}{int(m['d']):02d}" for m in _DAY.finditer(spread)]
    days += [found.value.first.strftime("%Y%m%d") for found in find_dates(_DAY.sub(" ", spread)) if found.value.day]
    if len(days) < 2 or len(days) % 2 or _OPEN.search(text) or len(find_dates(_DAY.sub(" ", spread))) % 2:
        return ("", "", "")
    return ("", min(days), max(days))


def _country(name: str) -> tuple[str, ...]:
    return country_codes(name) if name else ()


def _declared(page: str) -> tuple[DeclaredLink, ...]:
    """The French notice of the same product, where the page given is one; a firm's own page may tell of many."""
    found = _RAPPEL.match(page)
    if not found:
        return ()
    number, id_ = found["number"], found["id"]
    target = f"fr-rappelconso:{number}" if number else f"https://rappel.conso.gouv.fr/fiche-rappel/{id_}/interne"
    return (DeclaredLink(LinkType.SAME_EVENT.value, target, page),)


def _extra(alert: Alert, page: str) -> tuple[tuple[str, str], ...]:
    """What has no field of its own, and what was typed where only a part of it could be read."""
    kept = {
        "measures": "\n".join(measure.line() for measure in alert.measures),
        "barcode": "" if _digits(*barcodes(alert.barcode)) == _digits(alert.barcode) else alert.barcode,
        "batchNumber": alert.batch,
        "countryOfOrigin": "" if _country(alert.origin) else alert.origin,
        "notifyingCountry": "" if _country(alert.country) else alert.country,
        "URLrecall": "" if page else alert.recall_page,
        "riskType": alert.risks,
        "packageDescription": alert.packaging,
    }
    return tuple(sorted((name, text) for name, text in (*kept.items(), *alert.rest) if text))
