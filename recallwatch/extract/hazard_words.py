"""The words that stand for each hazard of the closed list, and the words that only look like them."""

import re

from recallwatch.text.phrases import Phrase

#: Order of the closed list; each with the words that stand for it where a danger is told.
_HAZARDS = {
    "amputation": r"amputat",
    "asphyxia": r"asphyxia",
    "bacteria": r"bacteri|mold\b|fung(?:us|i|al)\b|microb|salmonella|listeria|e\. coli|pathogen",
    "battery_ingestion": r"(?:button|coin)[- ](?:cell )?(?:cell|batter)|battery ingestion|batter(?:y|ies) (?:is|are"
    r"|can be) (?:swallowed|ingested)",
    "burn": r"\bburns?\b|\bscald|\bburned\b|\bburning (?:hazard|injur|risk|himself|herself|themselves|users?"
    r"|consumers?)",
    "carbon_monoxide": r"[Cc]arbon [Mm]onoxide|CARBON MONOXIDE|\bCO\b(?!\.|2)",
    "choking": r"\bchok|small balls?\b|small parts ban|airway",
    "collision": r"collision|\bcollid",
    "crash": r"\bcrash",
    "crushing": r"\bcrush",
    "drowning": r"\bdrown",
    "electrocution": r"electrocut|(?:fatal|lethal|deadly|deaths? from) (?:electric(?:al)? )?shock",
    "entrapment": r"entrap",
    "eye_irritation": r"\beyes?,? (?:and [a-z]+ |or [a-z]+ )?(?:irritation|injur|damage|burn)|\beye hazard"
    r"|irritation (?:to|of) the (?:skin (?:and|or) )?eyes?",
    "failure_to_alert": r"fail(?:s|ure|ing)? to (?:alert|sound|alarm|warn|detect|activate and alert)"
    r"|not (?:being |be )?(?:alert|sound|alarm|detect)(?:ed)?\b",
    "fall": r"\bfalls?\b|\bfalling (?:hazard|risk|injur|from|off)|\bfell (?:from|off)\b",
    "fire": r"\bfires?\b|\bignit|\bflam(?:es?|ing)\b|\bexplo(?:de|sion|ding)",
    "gas_leak": r"gas leak|propane leak|leak(?:ing|age of)? (?:propane|gas\b)",
    "head_injury": r"\bhead(?: and neck)? injur|\bbrain injur",
    "hearing": r"hearing (?:loss|damage|hazard|injur|impair)|impair\w* hearing|(?:loss of|damage to|harm) hearing"
    r"|\bloud noise",
    "impact": r"\bimpact\b|\bprojectiles?,? (?:and|or|hazard|risk)",
    "ingestion": r"ingest",
    "injury": r"\binjur",
    "laceration": r"lacerat|\bcuts?\b|\bimpale|\bpunctur",
    "lead": r"\blead\b(?! to| the)(?!-)(?! (?:acid|wires?|cords?))",
    "magnet_ingestion": r"magnet",
    "phthalates": r"phthalate",
    "poisoning": r"poison",
    "respiratory": r"respirat|\bbreathing (?:difficult|problem|hazard)|inhalation|\basbestos",
    "shock": r"\bshock(?:ed|s)?\b",
    "skin_irritation": r"skin(?:,[^.]{0,20})? (?:and [a-z]+ |or [a-z]+ )?irritation|skin, eye|\brash(?:es)?\b"
    r"|dermatitis|skin injur"
    r"|skin irritant|irritation (?:to|of) the (?:eyes? (?:and|or) )?skin",
    "strangulation": r"strang",
    "suffocation": r"suffocat",
    "tip_over": r"tip[- ]?over|tip(?:s|ping)? over",
}
#: The closed list of hazard classes.
HAZARDS = tuple(_HAZARDS)
#: The one that is looked for in the text as it is: small letters would find every firm that ends in "Co."
_CASED = "carbon_monoxide"
_WORDS = {name: Phrase(words) for name, words in _HAZARDS.items()}

#: Words of a hazard that name a thing, a season, a law, a smell or only the setting of another danger.
_NO_HAZARD = Phrase(
    r"\bfire[- ]?(?:pits?|places?|bowls?|tables?|hydrants?|trucks?|engines?|fighters?|extinguish\w*|alarms?"
    r"|starters?|escapes?"
    r"|department|sticks?|hoses?|doors?|logs?|retardan\w*|resistan\w*|prevention|protection|tv)\b"
    r"|\b(?:burn|poison) prevention\b|\bburn(?:s|ed)? out\b|\bburning (?:sensation|smell|odor)"
    r"|\bshock[- ](?:absor\w+|mounts?|cords?|towers?)|\b(?:front|rear|air|fork|suspension) shocks?\b"
    r"|\bcrash[- ](?:bars?|pads?|cymbals?|tests?)|\bcut(?:s|ting)?[- ](?:off|out|in half)\b"
    r"|\b(?:in|this|last|the) fall(?: of)? (?:19|20)\d\d|\bfall (?:(?:of )?(?:19|20)\d\d|season|line|collection)"
    r"|\bfalls? (?:within|below|under|short|apart|into|in love|on|onto|out of|off(?! (?:of )?(?:the|a) (?:bed|chair"
    r"|bicycle|bike|ladder)))\b"
    r"|\b(?:can|could|may|might|will|would|(?<!due )to|which|that) leads?\b|\blead(?:s|ing)? to\b"
    r"|\b(?:in the (?:event|case) of|in case of|during|in|after) an? (?:\w+ ){0,2}(?:crash|fall|collision|fire"
    r"|accident|impact)\b"
    r"|\bdamaged or crushed\b|\b(?:up)?on impact\b|\bimpact[- ](?:test|resist|protect|absor|requirement|wrench"
    r"|driver)\w*",
    re.IGNORECASE,
)


#: What an alarm should tell of is not what the alarm does.
_ALERTED = Phrase(
    r"(\b(?:alert|warn|alarm|notify|detect|sound)\w*\b[^.;]{0,60}?)\b(?:fires?|carbon monoxide|CO)\b", re.IGNORECASE
)


#: Where a text only tells what happens: the danger it means.
_TOLD = {
    "crash": r"\b(?:los(?:e|es|ing|s of)|lack of) (?:\w+ ){0,3}(?:control|steering|brak(?:es?|ing))\b"
    r"|\bbrakes? (?:\w+ )?fail"
    r"|\bfail to (?:brake|stop)\b|\broll ?over",
    "fall": r"\b(?:child(?:ren)?|infants?|bab(?:y|ies)|riders?|users?|consumers?|occupants?|people|persons?"
    r"|operators?)\b[^.;]{0,40}\bfall"
    r"|\broll(?:s|ing)? (?:off|out of)\b|\bcollaps|\blos(?:e|ing) (?:their|his or her) balance",
    "laceration": r"\bcontact\w* (?:with )?(?:the |a )?(?:\w+ ){0,2}(?:blades?|sharp|knife|glass)"
    r"|\bsharp (?:\w+ )?(?:edges?|points?)"
    r"|\bshatter|\bbroken glass|\bexpos\w+ [^.;]{0,30}\bblades?",
    "impact": r"\b(?:struck|strik(?:e|es|ing)|hit(?:s|ting)?)\b[^.;]{0,40}"
    r"\b(?:users?|consumers?|bystanders?|child(?:ren)?|persons?|people|operators?|riders?)\b"
    r"|\bbystanders? to be (?:struck|hit)|\bprojectiles?\b|\bfall(?:s|ing)? (?:parts|on|onto|down)\b",
    "entrapment": r"\b(?:child(?:ren)?|infants?|persons?|users?|hair|fingers?|hands?"
    r"|clothing)\b[^.;]{0,40}\b(?:pulled|drawn|dragged|sucked) (?:in|into|under|underneath|beneath)\b"
    r"|\btrapped\b|\bentangle|\bpinch",
    "poisoning": r"\bchild[- ]resistant (?:packag|closure|cap)",
    "fire": r"\bin the event of a fire\b|\boverheat|\bsparks?\b|\bfuel\b[^.;]{0,30}\bleak"
    r"|\bleak\w*\b[^.;]{0,30}\b(?:fuel|gasoline|gas|propane)\b",
    "hearing": r"\bloud noise",
    "choking": r"\bsmall parts?\b",
    "failure_to_alert": r"\bfail\w* to (?:operate|signal|function|communicate)\b[^.;]{0,90}\bemergenc|\bnot detect\b",
}
_HAPPENS = {name: Phrase(words, re.IGNORECASE) for name, words in _TOLD.items()}
_FLAMMABLE = Phrase(r"\bflammab", re.IGNORECASE)
_CLOTHES = Phrase(
    r"\b(?:sleepwear|pajamas?|nightgowns?|robes?|loungewear|dress(?:es)?|skirts?|shirts?|sweaters?|scar(?:f|ves)"
    r"|cloth(?:es|ing)"
    r"|garments?|jackets?|sweatshirts?|costumes?|apparel|vests?|tops|blouses?|kimonos?|ponchos?|shawls?)\b",
    re.IGNORECASE,
)


def named(text: str) -> set[str]:
    """The hazards whose words stand in a text that tells of danger."""
    bare = _NO_HAZARD.sub(" ", _ALERTED.sub(r"\1", text))
    small = bare.lower()
    return {name for name in HAZARDS if _WORDS[name].search(bare if name == _CASED else small)}


def happening(text: str, title: str) -> set[str]:
    """The hazards that a text means by what it says happens; what is flammable burns the one who wears it."""
    found = {name for name, words in _HAPPENS.items() if words.search(text)}
    if not found and _FLAMMABLE.search(text):
        return {"burn" if _CLOTHES.search(title) else "fire"}
    return found


def place(name: str, text: str) -> int:
    """Where a text first names a hazard; its end if it does not."""
    found = _WORDS[name].search(text if name == _CASED else text.lower())
    return found.start() if found else len(text)
