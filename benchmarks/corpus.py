"""Made-up recalls in the CPSC's exact shape, as many as wanted, the same every time."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

_THINGS = ("power bank", "electric kettle", "crib", "space heater", "bicycle helmet", "pressure cooker", "lamp")
_DANGERS = (
    ("can overheat, posing a fire hazard", "Fire"),
    ("can break, posing a laceration hazard", "Laceration"),
    ("can tip over, posing a tip-over hazard", "Tip-Over"),
)
_FIRST_DAY = date(2010, 1, 1)


def rows(count: int) -> Iterator[dict[str, object]]:
    """``count`` recalls of three hundred brands; a third with serial ranges, some with many models."""
    chance = random.Random(count)
    brands = [_word(chance).title() for _ in range(300)]
    for number in range(count):
        yield _row(chance, number, chance.choice(brands))


def answer(count: int) -> bytes:
    """The whole answer of the service."""
    return json.dumps(list(rows(count))).encode()


def _row(chance: random.Random, number: int, brand: str) -> dict[str, object]:
    thing = chance.choice(_THINGS)
    danger, name = chance.choice(_DANGERS)
    models = [f"{chance.choice('ABCDEFGH')}{chance.choice('KLMNP')}{chance.randrange(100, 9999)}" for _ in range(3)]
    first = chance.randrange(10_000, 90_000)
    serials = (
        f" Only units with serial numbers SN{first} through SN{first + 5000} are included." if number % 3 == 0 else ""
    )
    day = f"{_FIRST_DAY + timedelta(days=number % 6000)}T00:00:00"
    return {
        "RecallID": number + 1,
        "RecallNumber": f"{number:05d}",
        "RecallDate": day,
        "LastPublishDate": day,
        "Title": f"{brand} Recalls {thing.title()}s Due to {name} Hazard",
        "Description": f"This recall involves {brand} {thing}s with model numbers {', '.join(models[:-1])} and "
        f"{models[-1]}. The model number is printed on the bottom.{serials} They were sold in black and white.",
        "URL": f"https://www.cpsc.gov/Recalls/{number}",
        "ConsumerContact": f"{brand} at 800-555-0100 from 9 a.m. to 5 p.m. ET.",
        "Products": [{"Name": f"{brand} {thing}s", "NumberOfUnits": f"About {chance.randrange(1, 99)},000"}],
        "Hazards": [{"Name": f"The recalled {thing}s {danger}."}],
        "Remedies": [{"Name": f"Consumers should stop using the {thing}s and contact {brand} for a full refund."}],
        "RemedyOptions": [{"Option": "Refund"}],
        "Retailers": [{"Name": "Online from January 2019 through May 2021 for about $40."}],
        "Images": [],
    }


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfgklmnprstv") + chance.choice("aeiou") for _ in range(chance.randrange(2, 4)))
