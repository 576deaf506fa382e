"""Decide what an incoming notice means against the stored one. Pure: values in, a decision out.

head + notice --digest--> same? Unchanged : read --compare--> Revision(material | cosmetic)
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import pairwise

from recallwatch.model import Change, Notice, Reading, Revision, Status, Vehicle
from recallwatch.model.codec import plain_notice
from recallwatch.text.fold import code_key, fold

#: Raise it when the normalised content is digested differently; every notice then looks changed once, silently.
_DIGEST_VERSION = 1

#: FSIS took one notice back and forth five times within 16 hours.
FLAPS_WITHIN = timedelta(hours=48)

#: Fields of product lines that came after digests were stored: left out when empty, as new fields of a notice are.
_LATER = ("codes", "vehicle")

#: Fields whose words carry the danger and the remedy: any change of words is material.
_WORDS = ("hazard", "remedy")

_CODED = re.compile(r"[^\s,;()]*\d[^\s,;()]*")


def digest(notice: Notice) -> str:
    """The SHA-256 of what a notice says, empty fields left out, so that adding a field to the type changes nothing."""
    said = {name: value for name, value in plain_notice(notice).items() if value and name != "payload"}
    for product in said.get("products", ()):
        for name in (name for name in _LATER if not product[name]):
            del product[name]
    text = json.dumps([_DIGEST_VERSION, said], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first(notice: Notice, reading: Reading, *, parser: str, now: datetime, digested: str = "") -> Revision:
    """Revision 1 of a notice never seen before; its digest may be at hand."""
    return Revision(
        notice=notice,
        reading=reading,
        number=1,
        digest=digested or digest(notice),
        seen_at=now,
        material=True,
        payload=notice.payload,
        parser=parser,
    )


def revise(
    stored: Revision,
    notice: Notice,
    reading: Reading,
    *,
    parser: str,
    now: datetime,
    history: Sequence[Revision] = (),
) -> Revision | None:
    """The next revision, or None when nothing is different.

    ``history``: every revision so far, oldest first, if the last of them is young. A notice that goes back to what it
    said a short while ago flaps: that is kept, and material only if it is in force again and nobody was told so.
    """
    new_digest = digest(notice)
    if new_digest == stored.digest:
        return None
    changes = tuple(compare(stored, notice, reading))
    return Revision(
        notice=notice,
        reading=reading,
        number=stored.number + 1,
        digest=new_digest,
        seen_at=now,
        material=any(change.material for change in changes) and not _flaps(history, new_digest, notice, now),
        changes=changes,
        payload=notice.payload,
        parser=parser,
    )


def may_flap(stored: Revision, now: datetime) -> bool:
    """Whether the revisions before must be known to tell a return from a change."""
    return stored.number > 1 and now - stored.seen_at <= FLAPS_WITHIN


def _flaps(history: Sequence[Revision], new_digest: str, notice: Notice, now: datetime) -> bool:
    left = [after.seen_at for before, after in pairwise(history) if before.digest == new_digest]
    if not left or now - left[-1] > FLAPS_WITHIN:
        return False
    told = next(revision for revision in reversed(history) if revision.material)
    return notice.status is not Status.ACTIVE or told.notice.status is Status.ACTIVE


def compare(stored: Revision, notice: Notice, reading: Reading) -> Iterable[Change]:
    """Every field that differs, each marked material when identity, hazard, remedy or units changed."""
    before, after = _fields(stored.notice), _fields(notice)
    identity_moved = _identity(stored.reading) != _identity(reading)
    for name in before | after:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield Change(name, old, new, material=_material(name, old, new, identity_moved=identity_moved))


def _material(name: str, old: str, new: str, *, identity_moved: bool) -> bool:
    if fold(old) == fold(new):
        return False
    if name in _WORDS or name.startswith(("units", "remedy_options", "hazard_classes", "status", "kind", "severity")):
        return True
    if name in ("summary", "title") or name.startswith(("products", "codes")):
        # An unread model or code may hide in any token with a digit: when in doubt, the owner hears of it.
        return identity_moved or sorted(_CODED.findall(old)) != sorted(_CODED.findall(new))
    return False


def _fields(notice: Notice) -> dict[str, str]:
    fields = {
        "kind": notice.kind.value,
        "status": notice.status.value,
        "url": notice.url,
        "published": str(notice.published or ""),
        "updated": str(notice.updated or ""),
        "language": notice.language,
        "jurisdictions": ", ".join(notice.jurisdictions),
        "severity": f"{notice.severity.scheme} {notice.severity.value}" if notice.severity else "",
        "remedy_options": ", ".join(notice.remedy_options),
        "hazard_classes": ", ".join(notice.hazard_classes),
        "made_in": ", ".join(notice.made_in),
        "firms": "; ".join(f"{firm.name} ({firm.role})" for firm in notice.firms),
        "declared": "; ".join(f"{link.type} {link.target}{link.words}" for link in notice.declared),
        "images": "\n".join(image.url for image in notice.images),
        "lookup_url": notice.lookup_url,
        "extra": "; ".join(f"{name}={value}" for name, value in notice.extra),
        **notice.texts(),
    }
    for n, product in enumerate(notice.products):
        codes = "; ".join((product.brand, product.category, *product.models, *product.gtins))
        fields[f"products.{n}.codes"] = codes.strip("; ")
        fields[f"products.{n}.vehicle"] = _vehicle(product.vehicle) if product.vehicle else ""
    return {name: value for name, value in fields.items() if value}


def _vehicle(vehicle: Vehicle) -> str:
    parts = (vehicle.make, vehicle.model, *vehicle.years, vehicle.made_first, vehicle.made_last)
    return " ".join(str(part) for part in parts if part)


def _identity(reading: Reading) -> object:
    """What decides which units are meant: folded, and without the places it was read from."""
    return sorted(
        json.dumps(
            [fold(product.brand), fold(product.name), _bare([asdict(s) for s in product.selectors])], default=str
        )
        for product in reading.products
    )


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in ("quote", "narrowed_by", "code_location")}
    if isinstance(value, list | tuple):
        return [_bare(v) for v in value]
    return code_key(value) if isinstance(value, str) else value
