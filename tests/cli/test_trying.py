"""``recallwatch sources try``, and one's own sources from their folder to an alert."""

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from recallwatch.errors import ConfigError, UsageError
from recallwatch.paths import ROOT
from tests.cli.test_commands import Shell

PAGE = "<html><body><main><h1>Kettle recall</h1><p>Acme kettle, model K-900, can leak.</p></main></body></html>"
HUB = (
    "<html><body><main><ul><li class='card'><a href='/recalls/k-900'>Kettle recall</a></li>"
    "<li class='card'><a href='/recalls/k-901'>Second kettle recall</a></li></ul></main></body></html>"
)


def documented() -> str:
    """The example of the guide, word for word."""
    guide = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    return "id = " + guide.partition("```toml\nid = ")[2].partition("```")[0]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("RECALLWATCH_DATA_DIR", str(tmp_path / "data"))
    return Shell(tmp_path)


def test_a_saved_page_shows_what_would_be_taken(shell: Shell) -> None:
    (shell.folder / "my.toml").write_text(documented())
    (shell.folder / "page.html").write_text(
        PAGE.replace("<body>", '<link rel="canonical" href="https://www.acme.example/recalls/k-900"><body>')
    )
    told = shell.run("sources", "try", "my.toml", "page.html").stdout
    assert "my-acme:k-900  no date  Kettle recall" in told
    assert "K-900" in told


def test_a_page_that_is_not_as_declared_gets_proposals(shell: Shell) -> None:
    (shell.folder / "my.toml").write_text(documented())
    page = HUB.replace("<ul>", "<h1>Recalls</h1><ul>").replace("class='card'", "class='tile'")
    (shell.folder / "hub.html").write_text(page)
    result = shell.run("sources", "try", "my.toml", "hub.html")
    assert result.exit_code == 1
    assert "cannot read this" in result.stderr
    assert 'card = "li.tile > a"' in result.stdout


def test_what_is_wrong_with_a_file_is_said(shell: Shell) -> None:
    (shell.folder / "my.toml").write_text('id = "us-cpsc"')
    (shell.folder / "page.html").write_text(PAGE)
    with pytest.raises(UsageError, match="id must be my-"):
        shell.run("sources", "try", "my.toml", "page.html")
    with pytest.raises(UsageError, match="there is no source"):
        shell.run("sources", "try", "xx-none", "page.html")


def test_a_broken_file_in_the_folder_stops_the_start_and_is_named(shell: Shell) -> None:
    (shell.folder / "sources.d").mkdir()
    (shell.folder / "sources.d" / "a.toml").write_text("id = 1")
    with pytest.raises(ConfigError, match=r"a\.toml: "):
        shell.run("sources")


def test_one_s_own_source_is_polled_through_the_guard(
    shell: Shell, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/recalls").respond_with_data(HUB, content_type="text/html")
    for model in ("k-900", "k-901"):
        page = PAGE.replace("K-900", model.upper())
        httpserver.expect_request(f"/recalls/{model}").respond_with_data(page, content_type="text/html")
    (shell.folder / "sources.d").mkdir()
    toml = documented().replace("https://www.acme.example/recalls", httpserver.url_for("/recalls"))
    (shell.folder / "sources.d" / "acme.toml").write_text(toml)
    assert "failed" in shell.run("poll", "my-acme").stdout
    monkeypatch.setenv("RECALLWATCH_WEBHOOK_ALLOW", f"{httpserver.host}:{httpserver.port}")
    assert "ok" in shell.run("poll", "my-acme").stdout
    assert "my-acme:k-900" in shell.run("notices", "--jsonl").stdout
