"""Brands as an owner reads them on the thing: printed marks, "X brand", the head of the product's name, the firm."""

import re
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.fold import code_key, fold

from .generic import GENERIC

_WORD = r"[A-Z0-9][\w&+.'’®™-]{0,30}"
_NAME = rf"{_WORD}(?:\s(?:(?:&|\+|of|by)\s)?{_WORD}){{0,3}}"
_PRINTED = r"(?:printed|engraved|embossed|stamped|molded|displayed|located|etched|sewn|marked|imprinted|on\sthe)"
_MARKS = (
    re.compile(r"\b(?:brand\s)?names?\s[\"“](?P<name>[^\"”]{2,30})[\"”]"),
    re.compile(rf"\b[Bb]rand\sname\s(?:of\s)?(?P<name>{_NAME})"),
    re.compile(r"[\"“](?P<name>[^\"”]{2,30})[\"”][,]?\s(?:brand|logo)\b"),
    re.compile(rf"\b(?P<name>{_NAME})(?:[- ]brand(?:ed)?|['’]?s?\s(?:logo|brand\sname))\b"),
    re.compile(rf"\bsold\sunder\s(?:the\s)?[\"“]?(?P<name>{_NAME})"),
    re.compile(
        rf"[\"“](?P<name>[A-Z][^\"”\d]{{1,25}})[\"”](?:[^.\"“]{{0,40}})\s(?:is|are"
        rf"|appears?)\s(?:also\s)?{_PRINTED}"
    ),
    re.compile(rf"[\"“](?P<name>[A-Z][^\"”\d]{{1,25}})[\"”]\s{_PRINTED}"),
    re.compile(rf"(?:^|[.!?]\s)(?:The\s)?(?P<name>{_NAME})\s(?:is|are|appears)\s(?:also\s)?{_PRINTED}"),
)
_LISTS = (
    re.compile(r"\bbrand\snames?:?\s(?:of\s|are\s|include\s)?(?P<names>[^.;:]{4,160})"),
    re.compile(r"\bunder\sthe\s(?P<names>[^;:]{4,160}?)\sbrand(?:s|\snames?)\b"),
)
_SELLER = re.compile(
    r"(?:Sold|Imported|Manufactured|Distributed|Made"
    r"|Recalled)\s(?:[Ee]xclusively\s)?(?:[Oo]nline\s)?(?:(?:on|at)\s\S+\s)?"
    r"(?:[Oo]nline\s)?(?:[Ee]xclusively\s)?(?:[Bb]y|through)\s(?P<name>[A-Z0-9][^;,(]{1,60})"
)
_RECALLER = re.compile(
    r"^(?:(?:Following|After|In\sResponse\sto)\s[^,]{3,80},\s)?"
    r"(?:CPSC(?:,| and)\s)?(?P<name>.{2,60}?)\s(?:Expands?\sRecall\b|Reannounces?\b|Recalls?\b|Announces?\s"
    r"|Recalling|Intensifies|Issues?\s)"
)
#: "Two Deaths Prompt Acme to Recall": who recalls stands behind what happened.
_PROMPTED = re.compile(r"\bPrompts?\s(?P<name>[A-Z].{1,59}?)\sto\sRecall\b")
_FIRM_TAIL = re.compile(
    r"(?:,?\s(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|Group|Products|Innovations|Trading"
    r"|USA|U\.S\.A|America|of America|"
    r"North America|Americas|International|Technologies|Technology|Industries|Retail|Global|Manufacturing"
    r"|Motors?|Brands|Purchasing|Lighting|Windows|"
    r"Tractor|Tools|Due to .*|Because .*|to Repair.*|and Sold .*|Exclusively .*)\.?)+\Z"
)
_RECALLED = re.compile(r"\bRecalls?\s(?P<what>[^;]{3,80})")
_INVOLVES = re.compile(r"\b(?:involves|includes)\s(?:(?:the|certain|all|some)\s)?(?P<what>[^.;]{3,80})")
_DOMAIN = re.compile(
    r"(?:@|\b)(?:https?://)?(?:[\w-]{1,40}\.){0,2}(?P<host>[\w-]{3,40})\.(?:com|net|org|co|us|ca|store|shop"
    r"|eu)\b",
    re.IGNORECASE,
)
_STOP_WORDS = (
    "christmas halloween easter the this these those upc sku serial number warning danger caution usb ac "
    "more than about one two three all only cpsc fcc us"
)
#: Words a sentence may begin with; a name of nothing else is none.
_PRONOUN_WORDS = (
    "it its my our your his her their they them we you he she this these those that each both some any such when where "
    "while if in on at by for from to with and or but as after before following no not none other most many consumers "
    "recall"
)
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_STOP = frozenset(_STOP_WORDS.split())


def brands(notice: Notice, name: str) -> tuple[str, ...]:
    """Brand names of a product, best first; empty when the notice shows none.

    Each kind of evidence counts once: a printed mark most, then the head of the product's name, then the firm; a web
    address that carries the name, and a product's name that begins with it, speak for it.
    """
    weights: dict[str, dict[str, float]] = {}
    spelling: dict[str, str] = {}
    summary = notice.summary[:6000]
    for brand, kind, weight in _candidates(notice, name, summary):
        clean = _tidy(brand)
        key = fold(clean)
        if _is_name(key, clean, marked=kind != "head"):
            seen = weights.setdefault(key, {})
            seen[kind] = max(weight, seen.get(kind, 0.0))
            spelling.setdefault(key, clean)
    hosts = _hosts(notice)
    score = {
        k: sum(v.values()) + _support(k, notice.title, name, hosts=hosts, kinds=set(v)) for k, v in weights.items()
    }
    best = sorted(score, key=lambda k: -score[k])
    return tuple(spelling[key] for key in best)


_CODE = re.compile(r"(?=[^\d]*\d)[A-Z0-9/-]{6,}\Z")


def _is_name(key: str, clean: str, *, marked: bool) -> bool:
    words = key.split()
    if set(words) <= _PRONOUNS or words[0] == "following":
        return False
    if not words or len(key) < 2 or len(clean) > 40 or words[0] in _STOP or words[0] in {"model", "item", "made"}:
        return False
    if any(map(_CODE.match, clean.split())) or key[0].isdigit() or sum(c.isdigit() for c in key) >= 5:
        return False
    proper = " & " in clean or (marked and (clean.isupper() or (len(words) > 1 and clean.istitle())))
    return proper or not all(w in GENERIC or w.isdigit() for w in words)


def _support(key: str, title: str, name: str, *, hosts: set[str], kinds: set[str]) -> float:
    """What else speaks for a candidate: a web address that carries it, a title and a product that begin with it."""
    bare = code_key(key)
    hosted = len(bare) >= 3 and any(bare in host or (len(host) >= 5 and bare.startswith(host)) for host in hosts)
    begins = f" {fold(name)} ".startswith(f" {key} ")
    titled = f" {fold(title)} ".startswith(f" {key} ")
    return 2.5 * (hosted and kinds != {"shop"}) + 2.0 * ("head" not in kinds and begins) + 1.0 * titled


def _hosts(notice: Notice) -> set[str]:
    text = " ".join((notice.remedy, notice.contact, notice.summary[:6000], *notice.sold_at))
    return {code_key(m["host"]) for m in _DOMAIN.finditer(text[:20_000])}


def _candidates(notice: Notice, name: str, summary: str) -> Iterator[tuple[str, str, float]]:
    for product in notice.products:
        if product.brand:
            yield product.brand, "structured", 10.0
    folded = f" {fold(name)} "
    for mark in _marks(summary):
        yield mark, "mark", 3.0 + 2.0 * (f" {fold(mark)} " in folded)
    titled = [hit["name"] for hit in _titles(notice.title) if hit]
    for firm in (*titled, *(f.name for f in notice.firms)):
        short = _FIRM_TAIL.sub("", firm[:80].split(",")[0]).strip()
        key = f" {fold(short)} "
        inside = 3.0 * folded.startswith(key) or 1.0 * (key in f"{folded}{fold(summary[:300])} ")
        yield short, "shop" if _is_shop(short, notice) else "firm", 1.5 + inside
    for quoted in re.findall(r"[\"“]([A-Z][^\"”]{1,30})[\"”]", name):
        yield quoted, "mark", 4.0
    told = f"{notice.title} {name} {summary} {notice.hazard}"
    heads = [_unbroken(h, name, told) for h in _heads(name) if not _is_kind(h, summary)]
    whole = next((h for h in reversed(heads) if told.count(h) == told.count(heads[0])), "")
    for head in heads:
        yield head, "head", 3.5 if head == whole else 2.0
    for opening in (_RECALLED.search(notice.title), _INVOLVES.search(summary)):
        for head in _heads(opening["what"]) if opening else ():
            if _is_kind(head, summary):
                continue
            yield _unbroken(head, name, told), "told", 1.0 if head in heads else 2.0


def _is_kind(head: str, summary: str) -> bool:
    """Whether a name's first word is what the thing is: the text writes it small ("a compound miter saw")."""
    first = head.split()[0]
    return first.istitle() and any(
        not _BEFORE.search(summary, max(0, at - 1), at) and not _AFTER.match(summary, at + len(first))
        for at in _places(first.lower(), summary)
    )


#: What may not stand around a word for it to be the word itself. Patterns are made once: one made of each word of
#: each notice costs more than it finds.
_BEFORE, _AFTER = re.compile(r"[\w.@-]\Z"), re.compile(r"[\w.]")


def _places(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, inside longer ones too."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _unbroken(head: str, name: str, told: str) -> str:
    """A first word that the notice never says without the next one, and that one not last: both are the name."""
    follows = _NEXT_NAME.match(name, len(head)) if name.startswith(head) else None
    if " " in head or not follows or told.count(head) < _OFTEN:
        return head
    both = head + follows.group()
    return both if told.count(both) == told.count(head) else head


_NEXT_NAME = re.compile(r" [A-Z][a-z]+(?= [A-Z])")


#: How often two words must stand together before that means anything.
_OFTEN = 4


def _titles(title: str) -> tuple[re.Match[str] | None, ...]:
    prompted = _PROMPTED.search(title)
    return (prompted or _RECALLER.search(title), _SELLER.search(title))


def _is_shop(firm: str, notice: Notice) -> bool:
    """Whether the firm only sells it: a shop's name is seldom on the thing."""
    if re.search(r"(?:shop|store|mart|depot|stores)\Z", firm, re.IGNORECASE):
        return True
    return any(_SHOPS.match(text, at + len(firm)) for text in notice.sold_at for at in _places(firm, text))


_SHOPS = re.compile(r"(?:['’]s)? (?:\w+ )?(?:stores|store|locations|retail)\b")


def _marks(summary: str) -> Iterator[str]:
    for pattern in _MARKS:
        for hit in pattern.finditer(summary):
            yield hit["name"]
    for pattern in _LISTS:
        for hit in pattern.finditer(summary):
            for piece in re.split(r",\s(?:and\s|or\s)?|\s(?:and|or)\s", hit["names"]):
                if found := _LISTED.match(piece.strip()):
                    yield found["name"]


_LISTED = re.compile(rf"[\"“]?(?P<name>{_NAME})[\"”]?(?:\s(?:and|or)\b|[\"”]?\Z)")


def _heads(name: str) -> Iterator[str]:
    """The leading proper names of a product's name: its first word, its first two."""
    bare = re.sub(r"[®™]", "", name)
    if joined := re.match(r"[A-Z][\w'’]+ [&+] [A-Z][\w'’]+", bare):
        yield joined.group()
        return
    words = bare.split()[:2]
    for n, word in enumerate(words):
        if branded := re.match(r"(.{2,})-brand(?:ed)?\Z", word):
            yield " ".join((*words[:n], branded[1]))
            return
        low = word.lower().strip(',.()"“”')
        named = any(c.isupper() for c in word[:3]) and not re.split(r"[-/]", low)[0].isdigit()
        if not named or low in GENERIC or low in _STOP:
            return
        yield " ".join(words[: n + 1])


#: A full stop behind a whole word ends a sentence, and no name goes on behind it; "St." and "Mr." are short.
_SENTENCE = re.compile(r"(?<=[A-Za-z0-9]{3})\.\s+(?=[A-Z])|\.\s+(?=(?:The|This|It|They)\b)")


def _tidy(brand: str) -> str:
    bare = re.sub(r"[®™]", "", brand).strip(" \"“”'‘’.,;:()-")
    bare = _SENTENCE.split(bare, maxsplit=1)[0]
    bare = re.sub(r"^(?:The|A|An|This|All|Only|Each|Model|Recalled)\s", "", bare)
    bare = re.sub(r"^.*s['’]\s(?=[A-Z])", "", bare)
    bare = re.sub(r"[- ]branded$|\s(?:logo|brand)$", "", bare)
    return re.sub(r"['’]s?$", "", _FIRM_TAIL.sub("", bare)).strip()
