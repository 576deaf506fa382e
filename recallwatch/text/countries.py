"""Country names as authorities write them, to ISO 3166-1 alpha-2. What is not certain is not guessed."""

import re

_CODES = {
    "AE": "United Arab Emirates",
    "AR": "Argentina",
    "AT": "Austria",
    "AU": "Australia",
    "BA": "Bosnia|Bosnia Herzegovina|Bosnia and Herzegovina",
    "BD": "Bangladesh",
    "BE": "Belgium",
    "BG": "Bulgaria",
    "BO": "Bolivia",
    "BR": "Brazil",
    "CA": "Canada",
    "CH": "Switzerland",
    "CL": "Chile",
    "CN": "China",
    "CO": "Colombia",
    "CR": "Costa Rica",
    "CZ": "Czech Republic|Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "DO": "Dominican Republic",
    "EC": "Ecuador",
    "EE": "Estonia",
    "EG": "Egypt",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom|Great Britain|England|Scotland|Wales|Northern Ireland|U.K.|UK",
    "GR": "Greece",
    "GT": "Guatemala",
    "HK": "Hong Kong",
    "HN": "Honduras",
    "HR": "Croatia",
    "HU": "Hungary",
    "ID": "Indonesia",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JO": "Jordan",
    "JP": "Japan",
    "KE": "Kenya",
    "KH": "Cambodia",
    "KR": "South Korea|Korea|Republic of Korea",
    "LK": "Sri Lanka",
    "LT": "Lithuania",
    "LV": "Latvia",
    "MA": "Morocco",
    "MO": "Macau|Macao",
    "MU": "Mauritius",
    "MX": "Mexico",
    "MY": "Malaysia",
    "NL": "Netherlands|Holland",
    "NO": "Norway",
    "NP": "Nepal",
    "NZ": "New Zealand",
    "PE": "Peru",
    "PH": "Philippines",
    "PK": "Pakistan",
    "PL": "Poland",
    "PR": "Puerto Rico",
    "PT": "Portugal",
    "RO": "Romania",
    "RU": "Russia",
    "SE": "Sweden",
    "SG": "Singapore",
    "SI": "Slovenia",
    "SK": "Slovakia",
    "SV": "El Salvador",
    "TH": "Thailand",
    "TN": "Tunisia",
    "TR": "Turkey",
    "TT": "Trinidad and Tobago",
    "TW": "Taiwan",
    "US": "United States|United States of America|U.S.|U.S.A.|US|USA",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "XK": "Kosovo",
    "ZA": "South Africa",
}
_BY_NAME = {name.casefold(): code for code, names in _CODES.items() for name in names.split("|")}
_PART = re.compile(r"\s*(?:,|;|\band\b)\s*")


def country_codes(text: str) -> tuple[str, ...]:
    """Read one country, or several joined by commas or "and"; empty unless every part is a known name.

    A remark in brackets is passed over: "China (batteries)".
    """
    text = re.sub(r"\([^()]*\)", " ", text)
    whole = _code(text)
    codes = [whole] if whole else [_code(part) for part in _PART.split(text)]
    return tuple(dict.fromkeys(codes)) if all(codes) else ()


def _code(name: str) -> str:
    name = " ".join(name.split()).casefold().removeprefix("the ")
    return _BY_NAME.get(name, "")
