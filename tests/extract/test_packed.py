import pytest

from recallwatch.model import CodeType, Scope

from .batching import Lots, lots, selectors

_BEST = "date de durabilité minimale"
_USE = "date limite de consommation"
_EAN = "4006381333931"


@pytest.mark.parametrize(
    ("packed", "gtins", "want"),
    [
        (f"{_EAN}$l26/2194${_BEST}$2031-06-30$", [_EAN], [("lot", "l26/2194"), ("best_before", "2031-06-30")]),
        (f"{_EAN}$${_BEST}$2027-05-13$", [_EAN], [("best_before", "2027-05-13")]),
        (f"{_EAN}${_USE}$2027-05-13", [_EAN], [("use_by", "2027-05-13")]),
        (f"lots n° 2014 et 21188${_USE}$2021-08-06", [], [("lot", "2014", "21188"), ("use_by", "2021-08-06")]),
        (
            f"{_EAN}$n° lot : 7372${_USE}$2026-10-07$2026-10-09",
            [_EAN],
            [("lot", "7372"), ("use_by", "2026-10-07", "2026-10-09")],
        ),
        (f"{_EAN}$tous les lots${_BEST}$2021-07-31$2021-10-31", [_EAN], [("best_before", "2021-07-31", "2021-10-31")]),
        ("0$a12/7$non concerné$$", [], [("lot", "a12/7")]),
    ],
)
def test_an_entry_gives_bar_code_lot_and_date(packed: str, gtins: list[str], want: Lots) -> None:
    (chosen,) = selectors(packed, country="FR")
    assert ([t.value for t in chosen.gtins], lots(chosen)) == (gtins, want)
    assert chosen.scope is Scope.LISTED


def test_all_lots_without_a_date_mean_every_unit() -> None:
    (chosen,) = selectors(f"{_EAN}$tous les lots$non concerné$$", country="FR")
    assert chosen.scope is Scope.ALL


@pytest.mark.parametrize("lot", ["voir l'affichette apposée en magasin", "siehe produktliste", "liste en pièce jointe"])
def test_words_instead_of_a_lot_leave_the_scope_unknown(lot: str) -> None:
    packed = f"4006381333931${lot}$non concerné$$|{_EAN}${lot}${_BEST}$2022-01-01$"
    assert {s.scope for s in selectors(packed, country="FR")} == {Scope.UNKNOWN}


def test_beginnings_of_lots_are_prefixes() -> None:
    (chosen,) = selectors(f"{_EAN}$lots commençant par : pl0029 et pl0030${_BEST}$2022-01-31$", country="FR")
    assert (chosen.lots[0].type, chosen.lots[0].values) == (CodeType.PREFIX, ("pl0029", "pl0030"))


def test_days_of_one_lot_are_joined_and_lots_stay_with_their_dates() -> None:
    entries = [("771", "2026-10-07"), ("771", "2026-10-08"), ("772", "2026-11-01")]
    one, two = selectors("|".join(f"{_EAN}${lot}${_USE}${day}$" for lot, day in entries), country="FR")
    assert lots(one) == [("lot", "771"), ("use_by", "2026-10-07", "2026-10-08")]
    assert lots(two) == [("lot", "772"), ("use_by", "2026-11-01")]


def test_bar_codes_that_share_lot_and_date_are_joined() -> None:
    (chosen,) = selectors(f"{_EAN}$771${_USE}$2026-10-07$|96385074$771${_USE}$2026-10-07$", country="FR")
    assert [t.value for t in chosen.gtins] == ["4006381333931", "96385074"]
