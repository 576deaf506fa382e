from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from recallwatch.link import cases
from recallwatch.model import Link, LinkState, LinkType
from tests.making import NOON

_SEEN = {f"test:{n}": NOON + timedelta(hours=n // 2) for n in range(7)}
_LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from(sorted(_SEEN)),
        st.sampled_from(sorted(_SEEN)),
        st.sampled_from(LinkType),
        st.just(0.9),
        st.just(("a reason",)),
        state=st.sampled_from(LinkState),
    ),
    max_size=10,
)


def _together(links: list[Link]) -> set[frozenset[str]]:
    found = cases(links, _SEEN)
    return {frozenset((a, b)) for a in found for b in found if found[a] == found[b]}


@given(_LINKS, st.randoms())
def test_the_order_of_links_is_of_no_account(links: list[Link], random: object) -> None:
    mixed = sorted(links, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert cases(links, _SEEN) == cases(mixed, _SEEN)


@given(_LINKS, _LINKS)
def test_a_further_link_parts_nobody(links: list[Link], more: list[Link]) -> None:
    assert _together(links) <= _together(links + more)


@given(_LINKS)
def test_a_case_bears_the_name_of_its_oldest_notice(links: list[Link]) -> None:
    for notice, case in cases(links, _SEEN).items():
        oldest = case.removeprefix("case:")
        assert (_SEEN[oldest], oldest) <= (_SEEN[notice], notice)


@given(_LINKS)
def test_what_does_not_count_or_does_not_join_joins_nobody(links: list[Link]) -> None:
    assert cases([link for link in links if not link.joins], _SEEN) == cases([], _SEEN)
