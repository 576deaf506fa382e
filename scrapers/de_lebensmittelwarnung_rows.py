"""The three forms of a German warning: an item of the feed, a document of the app's service, a row of the old list."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from recallwatch.model import (
    DeclaredLink,
    Firm,
    Image,
    Kind,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Rejected,
    Role,
)
from recallwatch.text.clean import clean

from .eu_safety_gate_words import gtins, models, plain, said
from .feed import day
from .leaves import Leaves
from .payload import web_url

ID = "de-lebensmittelwarnung"
_OLD = re.compile(r"/detail/(?P<sort>\w+)/(?P<id>\d+)\b")
_NEW = re.compile(r"/Meldungen/(?:[^/]+/)*(?P<slug>[^/]+)/[^/]+\.html")
_BAUA = re.compile(r"\bidDatarecord=(?P<id>\d+)")
_ALERT = re.compile(r"(?:SR|OR|INFO|A1[12]|EM)/\d{4,5}/\d\d\Z")
_LABELLED = re.compile(r"<b>\s*(?P<label>[^<]+?)\s*:?\s*</b>\s*(?P<text>.*?)(?=<b>|\Z)", re.DOTALL | re.IGNORECASE)
#: How the portal's labels begin, and what we call them.
_LABELS = {
    "produktbezeichnung": "product",
    "hersteller": "maker",
    "grund der meldung": "reason",
    "mögliche folgen": "consequence",
    "charge": "lot",
    "los-kennzeichnung": "lot",
    "mindesthaltbarkeit": "best before",
    "verbrauchsdatum": "best before",
    "haltbarkeit": "best before",
    "weitere kennzeichnung": "mark",
    "verpackungseinheit": "size",
}
_LOT_WORDS = re.compile(r"\b(?:chargen?(?:nummern?)?|los(?:nummern?)?|lots?|l-?nr)\b\.?\s*:?", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\b(?:MHD|mindesthaltbarkeitsdatum|verbrauchsdatum|zu verbrauchen bis|haltbar bis)\b\s*:?", re.IGNORECASE
)
_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})\Z")
#: The portal's closed list of reasons; the others tell of no class of ours.
_CLASSES = {"krankheitserreger": "bacteria"}
_EXTENDED = re.compile(r"\b(?:ausweitung|erweiterung|erweitert)\b", re.IGNORECASE)
_BERLIN = timedelta(hours=2)


def item(entry: Mapping[str, str], payload: str) -> Notice | Rejected:
    """Read an item of the feed; its description holds labelled fields."""
    link = web_url(entry["link"])
    number, published = _number(link), day(entry["published"])
    shown = clean(repr(dict(entry)))[:2000]
    if not number or not said(entry["title"]):
        return Rejected(ID, f"no number in {link!r:.120} or no title", shown)
    if published is None:
        return Rejected(ID, f"not a date: {entry['published']!r:.60}", shown, number)
    fields, rest = _fields(entry["summary"])
    reason = fields.get("reason", "")
    return Notice(
        source=ID,
        number=number,
        title=said(entry["title"]),
        url=link,
        kind=Kind.WARNING,
        language="de",
        jurisdictions=("DE",),
        published=published,
        summary="\n".join(part for part in (fields.get("product", ""), fields.get("size", "")) if part),
        hazard="\n".join(part for part in (reason, fields.get("consequence", "")) if part),
        hazard_classes=tuple(name for word, name in _CLASSES.items() if reason.lower().startswith(word)),
        products=(
            ListedProduct(
                fields.get("product", "").partition("\n")[0] or said(entry["title"]),
                gtins=gtins(fields.get("mark", "")),
                codes=_codes(fields),
            ),
        ),
        firms=_firms(fields.get("maker", "")),
        declared=_declared(said(entry["title"])),
        extra=tuple(sorted((name, text) for name, text in (*rest.items(), *_mark(fields)) if text)),
        payload=payload,
    )


def document(doc: object, payload: str) -> Notice | Rejected:
    """Read a document of the app's service, of food or of a product."""
    shown = clean(repr(doc))[:2000]
    leaves = Leaves(doc) if isinstance(doc, dict) else Leaves({})
    link, title = web_url(leaves.take("link")), said(leaves.take("title"))
    number, published = _number(link), _milliseconds(leaves.take("publishedDate"))
    if not number or not title:
        return Rejected(ID, f"no number in {link!r:.120} or no title", shown)
    if published is None:
        return Rejected(ID, "no date", shown, number)
    alert = leaves.take("rapexInformation.alertNumber").strip()
    affected = said(leaves.take("product.affectedProducts"))
    pictures = tuple(leaves.take(entry) for entry in leaves.each("product.imageUrls"))
    return Notice(
        source=ID,
        number=number,
        title=title,
        url=link,
        kind=Kind.WARNING,
        language="de",
        jurisdictions=("DE",),
        published=published,
        summary="\n".join(part for part in (said(leaves.peek("product.shortDescription")), affected) if part),
        hazard=plain(leaves.take("rapexInformation.message") or leaves.take("warning")),
        products=(
            ListedProduct(
                said(leaves.take("product.designation")) or title,
                brand=said(leaves.take("product.brandName")),
                category=said(leaves.take("product.category")),
                models=models(said(leaves.peek("product.model"))),
                gtins=gtins(affected),
            ),
        ),
        firms=_firms(said(leaves.take("product.manufacturer"))),
        images=tuple(Image(url) for url in map(web_url, pictures) if url),
        declared=(DeclaredLink(LinkType.REPUBLISHES.value, f"eu-safety-gate:{alert}"),) if _ALERT.match(alert) else (),
        extra=tuple(sorted((name, text) for name, text in leaves.rest if not name.endswith("_type") and name != "id")),
        payload=payload,
    )


def list_row(row: Mapping[str, str | None], payload: str) -> Notice | Rejected:
    """Read a row of the old portal's list, whose producer has the address run into the name."""
    texts = {name: " ".join((text or "").split()) for name, text in row.items() if isinstance(text, str)}
    link = web_url(texts.get("detail_link", ""))
    number, date = _number(link), _DAY.match(texts.get("date", ""))
    shown = clean(repr(texts))[:2000]
    if not number or not texts.get("product"):
        return Rejected(ID, f"no number in {link!r:.120} or no product", shown)
    if not date:
        return Rejected(ID, f"not a date: {texts.get('date', '')!r:.60}", shown, number)
    picture = web_url(texts.get("thumbnail", ""))
    kept = {name: texts.get(name, "") for name in ("state", "source", "warningtype")}
    return Notice(
        source=ID,
        number=number,
        title=texts["product"],
        url=link,
        kind=Kind.WARNING,
        language="de",
        jurisdictions=("DE",),
        published=PartialDate(int(date[3]), int(date[2]), int(date[1])),
        hazard=texts.get("reason", ""),
        products=(ListedProduct(texts["product"], category=texts.get("warningtype", "")),),
        firms=_firms(texts.get("producer", "")),
        images=(Image(picture),) if picture else (),
        declared=_declared(texts["product"]),
        extra=tuple(sorted((name, text) for name, text in kept.items() if text)),
        payload=payload,
    )


def _number(link: str) -> str:
    """What names the warning in its address: a number in the old portal, a folder in the new, BAuA's record."""
    old, new, baua = _OLD.search(link), _NEW.search(link), _BAUA.search(link)
    if old:
        return old["id"]
    if baua:
        return f"baua-{baua['id']}"
    return new["slug"] if new else ""


def labelled(description: str) -> bool:
    """Whether a description has a field whose label we know."""
    return bool(_fields(description)[0])


def _fields(description: str) -> tuple[dict[str, str], dict[str, str]]:
    """The labelled fields by our names, and those that have no place by their own."""
    known: dict[str, str] = {}
    rest: dict[str, str] = {}
    for found in _LABELLED.finditer(description):
        label = plain(found["label"]).strip(" :")
        name = next((ours for start, ours in _LABELS.items() if label.lower().startswith(start)), "")
        (known if name else rest)[name or label] = plain(found["text"])
    return known, rest


def _declared(title: str) -> tuple[DeclaredLink, ...]:
    """An extension of a recall is a warning of its own; which one it extends its words must single out."""
    return (DeclaredLink(LinkType.EXPANDS.value, "", title),) if _EXTENDED.search(title) else ()


def _codes(fields: Mapping[str, str]) -> str:
    """Lots and dates with words before them that are understood."""
    lot = " ".join(_LOT_WORDS.sub(" ", fields.get("lot", "")).split())
    date = " ".join(_DATE_WORDS.sub(" ", fields.get("best before", "")).split())
    return "\n".join(part for part in (f"Lot: {lot}" if lot else "", f"Best before: {date}" if date else "") if part)


def _mark(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Weitere Kennzeichnung", fields.get("mark", "")),)


def _firms(text: str) -> tuple[Firm, ...]:
    name = re.sub(r"\A(?:hersteller|inverkehrbringer|firma)\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)
    return (Firm(name.replace("\n", " "), Role.MANUFACTURER),) if name else ()


def _milliseconds(text: str) -> PartialDate | None:
    """A time in milliseconds, which is midnight of Berlin."""
    if not text.isdecimal() or len(text) not in (12, 13):
        return None
    return PartialDate.of((datetime.fromtimestamp(int(text) / 1000, UTC) + _BERLIN).date())
