"""Hazards: what a notice poses, not what it only mentions."""

import pytest

from .making import reading


def _hazards(title: str, hazard: str, summary: str = "Lamps.") -> tuple[str, ...]:
    return reading(summary, title=title, hazard=hazard).hazards


@pytest.mark.parametrize(
    ("hazard", "names"),
    [
        ("The cord can overheat, posing fire and burn hazards to users.", ("fire", "burn")),
        ("The strap can break, posing a fall hazard if the rider is hit by fire.", ("fall",)),
        ("The belt can loosen, posing an injury hazard to riders from impact with a bar during a crash.", ("injury",)),
        ("The shelf can drop, posing a risk of injury from impact.", ("impact",)),
        ("The seat can bend, posing a fall hazard and risk of injury to the user.", ("fall",)),
        ("The seat can bend, posing fall and injury hazards.", ("fall", "injury")),
        ("The robe fails the flammability standard, posing a burn hazard.", ("burn",)),
        ("The fire pit's lid can pop up, posing a laceration hazard.", ("laceration",)),
        ("The shock absorber can snap, posing a crash hazard.", ("crash",)),
        ("The hood can fail in the event of a crash, posing a risk of head injury.", ("head_injury",)),
        ("It can lead to a loose pan, posing a scald hazard.", ("burn",)),
        ("The dye has high levels of lead, posing a lead poisoning hazard.", ("lead",)),
        ("The bell can stick, posing a risk of death from drowning. They burn when crushed.", ("drowning",)),
        (
            "It poses a risk of burns and irritation to the skin and eyes.",
            ("burn", "eye_irritation", "skin_irritation"),
        ),
        ("A gas leak hazard exists at the valve.", ("gas_leak",)),
        (
            "It can cause a risk of skin, eye and respiratory irritation.",
            ("skin_irritation", "eye_irritation", "respiratory"),
        ),
    ],
)
def test_only_what_is_posed_counts(hazard: str, names: tuple[str, ...]) -> None:
    assert _hazards("Lumo Recalls Goods", hazard) == names


@pytest.mark.parametrize(
    ("hazard", "names"),
    [
        ("The rider can lose control of the trike.", ("crash",)),
        ("Users can come in contact with the blade and suffer a serious injury.", ("laceration",)),
        ("The lens can drop out. This can result in laceration injuries to people nearby.", ("laceration",)),
        ("Pieces can fly off and strike bystanders.", ("impact",)),
        ("The stool can collapse under a person.", ("fall",)),
        ("A child can fall out of the carrier.", ("fall",)),
        ("The alarm does not detect an intruder and can fail to operate in an emergency.", ("failure_to_alert",)),
        ("The bottle lacks child-resistant packaging and is dangerous when ingested.", ("poisoning",)),
        ("The lock opens by itself, and people could be injured.", ("injury",)),
    ],
)
def test_without_words_of_danger_what_happens_tells_it(hazard: str, names: tuple[str, ...]) -> None:
    assert _hazards("Lumo Recalls Goods", hazard) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Goods Recalled Due to Fire Hazard; Sold by Crash Cut Stores", ("fire",)),
        ("Goods Recalled Due to Projectile Hazard; Risk of Serious Injury", ("impact", "injury")),
        ("Goods Recalled Due to Risk of Serious Injury or Death from Burns", ("burn",)),
        ("Goods Recalled Due to Failure to Alert Consumers to a Fire", ("failure_to_alert",)),
        ("Fall Hazard Prompts Recall of Goods", ("fall",)),
        ("Goods Recalled Due to Violation of Lead Paint Ban", ("lead",)),
        ("Robes Recalled; They Are Dangerously Flammable", ("burn",)),
        ("Rugs Recalled; They Are Dangerously Flammable", ("fire",)),
    ],
)
def test_the_title_tells_danger_too(title: str, names: tuple[str, ...]) -> None:
    assert _hazards(title, "It does not meet what the standard demands.") == names


@pytest.mark.parametrize(
    ("label", "story", "names"),
    [
        ("Fire & Fire-Related Burn", "The heater may catch fire.", ("fire",)),
        ("Fire & Fire-Related Burn", "Flames present a burn hazard to children.", ("fire", "burn")),
        (
            "Fire & Fire-Related Burn",
            "The smoke alarms can fail to alarm when fire breaks out.",
            ("fire", "failure_to_alert"),
        ),
        ("Electrocution/Electric Shock", "The plug can come apart and may shock people.", ("shock",)),
        ("Electrocution/Electric Shock", "The bare wires pose an electrocution hazard.", ("electrocution", "shock")),
        ("Electrocution/Electric Shock", "A fatal electric shock can occur.", ("electrocution", "shock")),
        ("Vehicle Accident", "The fork can break and make riders lose control and fall.", ("fall", "crash")),
        ("Vehicle Accident", "Bikes with red frames.", ("crash",)),
        ("Internal Injury", "Loose magnets could be swallowed.", ("magnet_ingestion",)),
        ("Collapse", "Chairs of white wood.", ("fall",)),
        ("Entrapment", "The belt may cause strangulation.", ("entrapment", "strangulation")),
        ("", "The heater could emit carbon monoxide.", ("carbon_monoxide",)),
        ("", "It might scald. Call the hotline to report injuries from burns by fire.", ("burn",)),
    ],
)
def test_a_mere_label_is_read_with_its_story(label: str, story: str, names: tuple[str, ...]) -> None:
    assert set(_hazards("Goods Recalled", label, story)) == set(names)


def test_a_swallowed_battery_is_no_other_ingestion() -> None:
    hazard = "The lid opens, posing an ingestion hazard. A swallowed coin battery burns inside."
    assert _hazards("Lumo Recalls Candles", hazard) == ("battery_ingestion",)


def test_a_text_of_any_size_is_read() -> None:
    assert _hazards("Goods", "posing a risk of " * 2000) is not None
