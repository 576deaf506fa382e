"""Every page can be used with a keyboard, a screen reader and no script."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from recallwatch.flow.answer_links import answer_link

from .site import Site, new_site, power_bank
from .test_check import BY_SERIAL

PAGES = [
    *(
        "/",
        "/check",
        "/check?brand=Voltano&model=VB1263",
        "/check?name=kettle",
        "/notices",
        "/notices?q=bank&hazard=fire",
    ),
    *(
        "/notices/us-test:25338",
        "/notices/us-test:25338/revisions/1",
        "/sources",
        "/items",
        "/settings",
        "/watches",
        "/sign-in",
        "/sign-in/x",
    ),
    *("/unsubscribe/a/b/c", "/nothing"),
]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = new_site(tmp_path_factory.mktemp("furnished"))
    site.take(power_bank(summary=BY_SERIAL))
    site.take(power_bank(summary=BY_SERIAL, hazard="It can explode."))
    site.sign_in()
    for model in ("VB1263", "VB1264"):
        site.post("/items", {"brand": "Voltano", "name": "power bank", "model": model})
    site.post("/channels", {"url": "https://hooks.example/in"})
    site.post("/watches", {"name": "Batteries", "q": "battery"})
    yield site
    site.context.store.close()


@pytest.fixture(params=[*PAGES, "an answer", "a webhook"])
def tree(request: pytest.FixtureRequest, furnished: Site) -> Any:
    path = {"an answer": _link, "a webhook": _webhook}.get(request.param, lambda _: request.param)(furnished)
    return html.fromstring(furnished.get(path).content)


def _webhook(site: Site) -> str:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        return f"/webhooks/{unit.owners.channels(owner.id)[-1].id}"


def _link(site: Site) -> str:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        alert, channel = unit.outbox.alerts(owner.id)[0], unit.owners.channels(owner.id)[0]
    return answer_link(site.context, alert, channel).removeprefix(site.base)


def test_every_page_has_its_landmarks_and_language(tree: Any) -> None:
    assert tree.get("lang") == "en"
    assert [len(tree.xpath(f"//{name}")) for name in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert tree.xpath("//body/*[1]/@href") == ["#main"]
    assert tree.xpath("//title/text()")[0].endswith(" – recallwatch")


def test_every_field_has_a_label_and_every_hint_exists(tree: Any) -> None:
    labels = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//input[not(@type='hidden')]/@id | //select/@id")
    assert set(fields) == labels
    assert len(fields) == len(tree.xpath("//input[not(@type='hidden')] | //select"))
    hints = set(tree.xpath("//@aria-describedby | //@aria-labelledby"))
    assert hints <= set(tree.xpath("//@id"))


def test_no_id_stands_twice(tree: Any) -> None:
    assert [name for name, count in Counter(tree.xpath("//@id")).items() if count > 1] == []


def test_headings_skip_no_level(tree: Any) -> None:
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_link_and_button_says_where_it_leads(tree: Any) -> None:
    assert all(each.text_content().strip() for each in tree.xpath("//a | //button | //summary"))


def test_no_page_needs_a_script_or_inline_style(tree: Any) -> None:
    assert tree.xpath("//script | //style | //@style") == []
