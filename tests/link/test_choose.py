from hypothesis import given
from hypothesis import strategies as st

from recallwatch.link import beaten
from recallwatch.model import Link, LinkType

_IDS = ["us-test:1", "us-test:2", "us-test:3", "ca-test:7", "ca-test:8", "eu-test:9"]


def _link(one: str, two: str, points: float, kind: LinkType = LinkType.SAME_EVENT) -> Link:
    return Link(one, two, kind, 0.9, ("a reason",), points=points)


_LINKS = st.lists(
    st.builds(
        _link,
        st.sampled_from(_IDS),
        st.sampled_from(_IDS),
        st.floats(5, 20),
        st.sampled_from([LinkType.SAME_EVENT, LinkType.EXPANDS]),
    ),
    max_size=12,
)


def test_a_recall_stands_against_its_announcement_again() -> None:
    then, again = _link("us-test:1", "ca-test:7", 9.0), _link("us-test:2", "ca-test:7", 13.0)
    assert beaten([then, again]) == {then}


def test_one_notice_told_in_two_keeps_both() -> None:
    one, two = _link("us-test:1", "ca-test:7", 12.0), _link("us-test:2", "ca-test:7", 11.0)
    assert beaten([one, two]) == frozenset()


def test_another_sources_notice_is_no_rival() -> None:
    near, far = _link("us-test:1", "ca-test:7", 13.0), _link("us-test:1", "eu-test:9", 8.0)
    assert beaten([near, far]) == frozenset()


def test_one_notice_may_be_expanded_many_times() -> None:
    first = _link("us-test:2", "us-test:1", 12.0, LinkType.EXPANDS)
    second = _link("us-test:3", "us-test:1", 6.0, LinkType.EXPANDS)
    assert beaten([first, second]) == frozenset()


def test_who_declares_what_is_expanded_means_no_other() -> None:
    declared = _link("us-test:3", "us-test:1", 0.0, LinkType.EXPANDS)
    guessed = _link("us-test:3", "us-test:2", 9.0, LinkType.EXPANDS)
    assert beaten([declared, guessed]) == {guessed}


def test_a_declared_twin_stands_against_no_other() -> None:
    declared, near = _link("us-test:1", "ca-test:7", 0.0), _link("us-test:2", "ca-test:7", 13.0)
    assert beaten([declared, near]) == frozenset()


@given(_LINKS, st.randoms())
def test_the_order_is_of_no_account(links: list[Link], random: object) -> None:
    mixed = sorted(links, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert beaten(links) == beaten(mixed)


@given(_LINKS)
def test_the_likeliest_of_all_is_never_beaten(links: list[Link]) -> None:
    most = max((link.points for link in links), default=0.0)
    assert not any(link.points == most for link in beaten(links))
