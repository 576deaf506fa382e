"""One fiche of RappelConso as a notice: rows of both datasets of today, and of the one before ("v1")."""

import re
from collections.abc import Mapping

from recallwatch.model import (
    DeclaredLink,
    Image,
    Kind,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Rejected,
)
from recallwatch.text.clean import clean

from .fr_rappelconso_words import hazard_classes, is_packed, models, v1_values
from .payload import web_url

ID = "fr-rappelconso"
_FICHE = re.compile(r"\d{4}-\d{2}-\d{4,5}\Z")
_COPIED = re.compile(r"(?:sr|or|a1[12]|info|em)/\d{4,5}/\d\d\Z", re.IGNORECASE)
_SHEET = re.compile(r"/affichettepdf/(\d+)/(\w+)", re.IGNORECASE)
#: The names of today for those of v1.
_V1 = {
    "reference_fiche": "numero_fiche",
    "ndeg_de_version": "numero_version",
    "nature_juridique_du_rappel": "nature_juridique_rappel",
    "categorie_de_produit": "categorie_produit",
    "sous_categorie_de_produit": "sous_categorie_produit",
    "nom_de_la_marque_du_produit": "marque_produit",
    "noms_des_modeles_ou_references": "modeles_ou_references",
    "identification_des_produits": "identification_produits",
    "motif_du_rappel": "motif_rappel",
    "risques_encourus_par_le_consommateur": "risques_encourus",
    "description_complementaire_du_risque": "description_complementaire_risque",
    "numero_de_contact": "numero_contact",
    "date_ref": "date_publication",
}
_TAKEN = frozenset(
    [
        "numero_fiche",
        "categorie_produit",
        "marque_produit",
        "libelle",
        "modeles_ou_references",
        "identification_produits",
        "gtin",
        "id",
        "conditionnements",
        "informations_complementaires",
        "motif_rappel",
        "risques_encourus",
        "description_complementaire_risque",
        "conduites_a_tenir_par_le_consommateur",
        "modalites_de_compensation",
        "informations_complementaires_publiques",
        "numero_contact",
        "distributeurs",
        "liens_vers_les_images",
        "lien_vers_la_fiche_rappel",
        "date_publication",
    ]
)
_FOOD = "alimentation"


def named_as_today(row: Mapping[str, object]) -> dict[str, object]:
    """A row with the names of today."""
    return {_V1.get(name, name): value for name, value in row.items()}


def notice(row: Mapping[str, object], payload: str) -> Notice | Rejected:
    """Read a row, named as today, of the payload with this digest."""
    texts = {name: _text(value) for name, value in row.items()}
    number, copied = _number(texts.get("numero_fiche", ""))
    shown = clean(repr(row))[:2000]
    if not number:
        return Rejected(ID, f"no number: {texts.get('numero_fiche', '')!r:.80}", shown)
    published = _day(texts.get("date_publication", ""))
    if published is None:
        return Rejected(ID, f"not a date: {texts.get('date_publication', '')!r:.80}", shown, number)
    if not any(texts.get(name) for name in ("libelle", "modeles_ou_references", "sous_categorie_produit")):
        return Rejected(ID, "no word on the product", shown, number)
    return _made(number, texts, published, payload, copied=copied)


def _number(text: str) -> tuple[str, bool]:
    """The fiche's number, and whether it is that of a Safety Gate alert, which is copied under its own in small."""
    copied = bool(_COPIED.match(text))
    return (text.upper() if copied else text if _FICHE.match(text) else "", copied)


def _made(number: str, texts: dict[str, str], published: PartialDate, payload: str, *, copied: bool) -> Notice:
    v1 = "libelle" not in texts
    risks = v1_values(texts.get("risques_encourus", "")) if v1 else _split(texts.get("risques_encourus", ""))
    options = _split(texts.get("modalites_de_compensation", ""), v1=v1)
    actions = _split(texts.get("conduites_a_tenir_par_le_consommateur", ""), v1=v1)
    words = (texts.get("motif_rappel", ""), texts.get("description_complementaire_risque", ""))
    return Notice(
        source=ID,
        number=number,
        title=_title(texts),
        url=_url(texts),
        kind=Kind.WARNING if copied else Kind.RECALL,
        language="fr",
        jurisdictions=("FR",),
        published=published,
        summary=_lines(*(texts.get(name, "") for name in _told(texts, copied=copied))),
        hazard=_lines(", ".join(risks), *words),
        hazard_classes=hazard_classes(risks),
        remedy=_lines(*actions, *options, texts.get("informations_complementaires_publiques", "")),
        remedy_options=(*options, *(a for a in actions if a.lower() == "détruire le produit" and not _paid(options))),
        contact=texts.get("numero_contact", ""),
        products=(_product(texts, copied=copied),),
        sold_at=tuple(filter(None, (texts.get("distributeurs", ""),))),
        images=tuple(
            Image(url) for url in map(web_url, re.split(r"[|\s]+", texts.get("liens_vers_les_images", ""))) if url
        ),
        declared=(DeclaredLink(LinkType.REPUBLISHES.value, f"eu-safety-gate:{number}"),) if copied else (),
        extra=_extra(texts),
        payload=payload,
    )


def _title(texts: dict[str, str]) -> str:
    brand = texts.get("marque_produit", "")
    name = _name(texts)
    return name if brand.lower() in name.lower() else f"{brand} {name}"


def _name(texts: dict[str, str]) -> str:
    """What the product is called; v1 has only its models or references."""
    models_ = texts.get("modeles_ou_references", "").partition("\n")[0]
    return texts.get("libelle", "") or models_ or texts.get("sous_categorie_produit", "")


def _told(texts: dict[str, str], *, copied: bool) -> tuple[str, ...]:
    """The fields that tell which product is meant; an identification that is not packed is such a text too."""
    own = () if _codes(texts, copied=copied) else ("identification_produits",)
    return ("modeles_ou_references", *own, "conditionnements", "informations_complementaires")


def _product(texts: dict[str, str], *, copied: bool) -> ListedProduct:
    food = texts.get("categorie_produit", "").lower() == _FOOD
    gtin = texts.get("gtin", "")
    return ListedProduct(
        _name(texts),
        brand=texts.get("marque_produit", ""),
        category=texts.get("categorie_produit", ""),
        models=() if food else models(texts.get("modeles_ou_references", "")),
        gtins=tuple(g for g in gtin.split() if g.strip("0")),
        codes=_codes(texts, copied=copied),
    )


def _codes(texts: dict[str, str], *, copied: bool) -> str:
    """The identification where it holds bar codes and lots; that of a copied alert is of no set form."""
    text = texts.get("identification_produits", "")
    return text if is_packed(text) or (not copied and re.search(r"\d{3}", text) and text.strip("0 ")) else ""


def _url(texts: dict[str, str]) -> str:
    """The fiche's page; v1 gives only that of its poster, which has the same id."""
    sheet = _SHEET.search(texts.get("lien_vers_affichette_pdf", ""))
    built = f"https://rappel.conso.gouv.fr/fiche-rappel/{sheet[1]}/{sheet[2].lower()}" if sheet else ""
    return web_url(texts.get("lien_vers_la_fiche_rappel", "")).lower() or built


def _extra(texts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Every field that has no place of its own, the row's number in the dataset aside."""
    return tuple(sorted((name, text) for name, text in texts.items() if text and name not in _TAKEN))


def _paid(options: tuple[str, ...]) -> bool:
    return any(not option.lower().startswith("autre") for option in options)


def _split(text: str, *, v1: bool = False) -> tuple[str, ...]:
    return v1_values(text) if v1 else tuple(part.strip() for part in text.split("|") if part.strip())


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _text(value: object) -> str:
    """A field as text; ``¤`` stands for a line break, and a list is the packed field cut at its ``$``."""
    if isinstance(value, list):
        value = "$".join(str(part) for part in value)
    text = "" if value is None else clean(str(value))
    return re.sub(r"[ \t]*(?:¤|\r?\n)[ \t]*", "\n", text).strip().rstrip("$").strip()


def _day(text: str) -> PartialDate | None:
    """The day of publication; v1 gives the month alone."""
    try:
        return PartialDate.parse(text.partition("T")[0])
    except ValueError:
        return None
