"""Any corrections an operator may write."""

from hypothesis import strategies as st

from recallwatch.model import Act, CodeType, Correction, PartialDate, Rule, Scope

_TEXT = st.sampled_from(["AB1234", "ab-1234", "LX9", "Lumo", "Lumo lamp", "850022858529", "0125", "QQ 7", "*7"])
_DATES = st.none() | st.builds(PartialDate, st.integers(2010, 2014), st.none() | st.integers(1, 12))
_LATER = st.none() | st.builds(PartialDate, st.integers(2015, 2020))
_RULES = st.one_of(
    st.builds(Rule, st.just(CodeType.RANGE), st.sampled_from(["serial", "lot"]), first=_TEXT, last=_TEXT),
    st.builds(
        Rule,
        st.sampled_from([CodeType.LIST, CodeType.PREFIX, CodeType.SUFFIX]),
        st.sampled_from(["serial", "date_code"]),
        values=st.lists(_TEXT, min_size=1, max_size=3).map(tuple),
        models=st.lists(_TEXT, max_size=2).map(tuple),
    ),
    st.builds(Rule, st.just(CodeType.WILDCARD), first=_TEXT),
    st.builds(Rule, st.just(CodeType.LOOKUP), url=st.just("https://lumo.example/check")),
)
_VALUED = [a for a in Act if a not in (Act.ADD_CODE, Act.REMOVE_CODE, Act.SET_MADE, Act.SET_SCOPE, Act.REVIEWED)]
_PRODUCT = st.integers(0, 3)
_NOTE = st.sampled_from(["", "the maker's page says so"])

CORRECTIONS = st.one_of(
    st.builds(Correction, st.sampled_from(_VALUED), _TEXT, product=_PRODUCT, note=_NOTE),
    st.builds(Correction, st.sampled_from([Act.ADD_CODE, Act.REMOVE_CODE]), rule=_RULES, product=_PRODUCT, note=_NOTE),
    st.builds(Correction, st.just(Act.SET_MADE), first=_DATES, last=_LATER, product=_PRODUCT),
    st.builds(Correction, st.just(Act.SET_SCOPE), st.sampled_from(list(Scope)).map(str), product=_PRODUCT),
    st.builds(Correction, st.just(Act.REVIEWED)),
)
