"""Link scanners, crawlers and previews open every address: no GET may change anything."""

import sqlite3

from recallwatch.flow.account import unsubscribe_link
from recallwatch.flow.answer_links import answer_link
from recallwatch.flow.private_feed import new_address
from recallwatch.flow.unsubscribe import stop_link

from .site import Site, power_bank


def everything(site: Site) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(site.folder / "site.db") as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608


def addresses(site: Site) -> list[str]:
    """Every GET route of the application, with values that exist."""
    site.take(power_bank())
    site.post("/sign-in", {"email": "late@example.org"})
    token = site.mail.links[-1].rpartition("/")[2]
    site.sign_in()
    site.post("/items", {"brand": "Voltano", "model": "VB1263"})
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        channel = unit.owners.channels(owner.id)[0]
        alert = unit.outbox.alerts(owner.id)[0]
    hook = site.post("/channels", {"url": "https://hooks.example/in"}).headers["location"]
    site.post("/settings/second", {"email": "ben@example.org"})
    mailed = {
        "/webhoo": hook,
        "/answer": answer_link(site.context, alert, channel).removeprefix(site.base),
        "/second": site.mail.links[-1].removeprefix(site.base),
    }
    signature = unsubscribe_link(site.context, channel).rpartition("/")[2]
    values = {
        "notice_id": "us-test:25338",
        "number": "1",
        "name": site.app.state.assets["style.css"].url.rpartition("/")[2],
        "token": token,
        "owner_id": channel.owner_id,
        "channel_id": channel.id,
        "signature": signature,
        "subject_id": alert.subject_id,
        "stop_signature": stop_link(site.context, channel, alert.subject_id).rpartition("/")[2],
        "secret": new_address(site.context, owner.id).split("/")[-2],
    }
    routes = [path for path, methods in site.app.openapi()["paths"].items() if "get" in methods]
    return [mailed.get(path[:7]) or path.format(**values) for path in routes]


def test_no_get_changes_anything(site: Site) -> None:
    paths = addresses(site)
    site.visitor = "127.0.0.1"  # metrics are for this machine
    before = everything(site)
    assert len(paths) > 12
    for path in paths:
        query = "?name=bank&model=VB1263&q=bank" if "." not in path else ""
        assert site.get(path + query).status_code == 200, path
    assert everything(site) == before


def test_the_comparison_would_see_a_change(site: Site) -> None:
    before = everything(site)
    site.take(power_bank())
    assert everything(site) != before
