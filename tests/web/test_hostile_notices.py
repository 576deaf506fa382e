"""Whatever a publisher (or somebody in their place) writes, our pages stay ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from recallwatch.model import Firm, Image, ListedProduct, Role

from .site import Site, new_site, power_bank

TRICKS = st.sampled_from(
    [
        "<script>x</script>",
        '"><img src=x onerror=y>',
        "{{ 7*7 }}",
        "javascript:x",
        "' onclick='x",
        "</title>",
        "\x00",
        "\ud800",
    ]
)
TEXT = st.lists(TRICKS | st.text(max_size=30), max_size=4).map("".join)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = new_site(Path(tmp_path_factory.mktemp("hostile")))
    yield site
    site.context.store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, number=st.integers(1, 10**9))
def test_a_page_holds_no_script_no_handler_and_no_odd_link(place: Site, text: str, number: int) -> None:
    place.take(
        power_bank(
            str(number),
            title=text or "-",
            url=text,
            summary=f"Model number VB1263. {text}",
            hazard=text,
            remedy=text,
            products=(ListedProduct(text, brand=text, models=(text,)),),
            firms=(Firm(text, Role.IMPORTER),),
            images=(Image(text, text),),
            extra=((text, text),),
        )
    )
    for path in (f"/notices/us-test:{number}", "/notices", "/check?brand=Voltano&model=VB1263"):
        answer = place.get(path)
        assert answer.status_code == 200
        tree = html.fromstring(answer.content)
        assert not tree.xpath("//script | //img | //iframe | //@*[starts-with(name(), 'on')]")
        assert all(href.startswith(("/", "#", "http://", "https://")) for href in tree.xpath("//a/@href"))
