from dataclasses import replace
from datetime import timedelta

from recallwatch.flow.ingest import Manner, ingest
from recallwatch.model import DeclaredLink, Firm, Harvest, Kind, Notice, PartialDate, Rejected, Role, Run, Status
from recallwatch.ports import Store
from tests.making import NOON, notice, source

_HOUR = timedelta(hours=1)


def _take(store: Store, *rows: Notice | Rejected, hours: int = 0, complete: bool = False) -> Run:
    now = NOON + hours * _HOUR
    harvest = Harvest(rows, complete=complete)
    return ingest(store, source(), harvest, started=now, now=now, manner=Manner())


def _counts(run: Run) -> tuple[int, int, int]:
    return run.new, run.changed, run.unchanged


def test_the_second_time_nothing_is_new(store: Store) -> None:
    assert _counts(_take(store, notice("1"), notice("2"))) == (2, 0, 0)
    assert _counts(_take(store, notice("1"), notice("2"), hours=1)) == (0, 0, 2)


def test_a_change_becomes_a_revision_and_the_old_one_stays(store: Store) -> None:
    _take(store, notice("1"))
    assert _counts(_take(store, notice("1", hazard="It can explode."), hours=1)) == (0, 1, 0)
    with store.read() as unit:
        assert [(r.number, r.notice.hazard) for r in unit.notices.history("test:1")] == [
            (1, notice().hazard),
            (2, "It can explode."),
        ]


def test_there_and_back_again_is_two_revisions_more(store: Store) -> None:
    _take(store, notice("1"))
    _take(store, notice("1", hazard="It can explode."), hours=1)
    _take(store, notice("1"), hours=2)
    with store.read() as unit:
        assert [r.number for r in unit.notices.history("test:1")] == [1, 2, 3]


def test_only_a_material_change_moves_changed_at(store: Store) -> None:
    _take(store, notice("1"))
    _take(store, notice("1", url="https://recalls.example.org/moved"), hours=1)
    with store.read() as unit:
        record = unit.notices.get("test:1")
    assert record is not None
    assert (record.revision.number, record.changed_at, record.last_seen) == (2, NOON, NOON + _HOUR)


def test_a_notice_is_missing_after_three_complete_polls_without_it(store: Store) -> None:
    _take(store, notice("1"), notice("2"), complete=True)
    gone = [_take(store, notice("1"), hours=h, complete=True).gone for h in (1, 2, 3, 4)]
    assert gone == [0, 0, 1, 0]
    with store.read() as unit:
        assert unit.notices.heads(["test:2"])["test:2"].status is Status.MISSING


def test_a_notice_that_comes_back_is_active_again_and_no_news(store: Store) -> None:
    _take(store, notice("1"), notice("2"), complete=True)
    for hours in (1, 2, 3):
        _take(store, notice("1"), hours=hours, complete=True)
    assert _counts(_take(store, notice("1"), notice("2"), hours=4, complete=True)) == (0, 0, 2)
    with store.read() as unit:
        assert unit.notices.heads(["test:2"])["test:2"].status is Status.ACTIVE


def test_absence_from_a_window_means_nothing(store: Store) -> None:
    _take(store, notice("1"), notice("2"))
    gone = [_take(store, notice("1"), hours=h).gone for h in range(1, 6)]
    assert gone == [0] * 5


def test_a_row_that_could_not_be_read_was_still_there(store: Store) -> None:
    _take(store, notice("1"), notice("2"), complete=True)
    unread = Rejected("test", "no title", number="2")
    gone = [_take(store, notice("1"), unread, hours=h, complete=True).gone for h in range(1, 6)]
    assert gone == [0] * 5


def test_rejected_rows_are_kept_for_the_operator(store: Store) -> None:
    run = _take(store, notice("1"), Rejected("test", "no number", row="{}"))
    with store.read() as unit:
        assert [r.reason for r in unit.sources.rejected("test")] == ["no number"]
    assert (run.found, run.rejected) == (1, 1)


def test_a_rescission_withdraws_the_notice_it_names(store: Store) -> None:
    firm = (Firm("Hill Farm", Role.RECALLING_FIRM),)
    bare = notice(summary="", products=(), firms=firm)
    title = "Hill Farm Recalls Green Onions"
    _take(store, replace(bare, number="1", title=title, published=PartialDate(2026, 11, 1)))
    words = "Recall of Hill Farm green onions rescinded"
    tie = (DeclaredLink("withdraws", "", words),)
    _take(store, replace(bare, number="2", title=words, kind=Kind.CORRECTION, declared=tie), hours=1)
    with store.read() as unit:
        statuses = {id_: head.status for id_, head in unit.notices.heads(["test:1", "test:2"]).items()}
    assert statuses == {"test:1": Status.WITHDRAWN, "test:2": Status.ACTIVE}


def test_notices_that_declare_the_same_event_share_a_case(store: Store) -> None:
    _take(store, notice("1", url="https://recalls.example.org/1"))
    joint = notice("2", url="", declared=(DeclaredLink("same_event", "https://recalls.example.org/1"),))
    _take(store, joint, hours=1)
    with store.read() as unit:
        assert {r.notice.id for r in unit.notices.in_case("case:test:1")} == {"test:1", "test:2"}
