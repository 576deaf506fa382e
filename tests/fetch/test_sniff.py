"""What is taken for content, and what for the excuse it is."""

import pytest

from recallwatch.errors import PayloadError
from recallwatch.fetch.sniff import check_body

RECALL = """<!DOCTYPE html>
<html><head><title>{title}</title><script>var text = "{script}";</script></head>
<body><h1>{title}</h1><p>{text}</p></body></html>"""


def page(title: str = "Recall of kettles", text: str = "Model K-9 can leak.", script: str = "") -> bytes:
    """A page as a server would send it."""
    return RECALL.format(title=title, text=text, script=script).encode()


@pytest.mark.parametrize(
    "body",
    [
        page(),
        page("Recall: access panel can come off"),
        page(
            "Recall of pumps", "The pump stops during maintenance." + " More of it." * 150 + " Please try again later."
        ),
        page("Model 4040 recalled"),
    ],
)
def test_a_recalls_page_is_content(body: bytes) -> None:
    check_body(body, expect="html", url="https://maker.example/recall")


@pytest.mark.parametrize(
    "body",
    [
        page("Access Denied", "Reference #18.2f6d1402"),
        page("Just a moment..."),
        page("Attention Required! | Cloudflare"),
        page("Pardon Our Interruption"),
        page("", "Request unsuccessful. Incapsula incident ID: 877000-4511"),
        page("maker", "", script="/_Incapsula_Resource?SWJIYLWA=1"),
        page("Scheduled maintenance"),
        page("Our shop", "This page is temporarily unavailable."),
        page("We&#39;ll be right back"),
        page("Before you continue"),
        page("Page Not Found | Maker"),
        page("404"),
        page("<b>503</b> Service Unavailable"),
    ],
)
def test_an_excuse_is_not(body: bytes) -> None:
    with pytest.raises(PayloadError, match="another page came"):
        check_body(body, expect="html", url="https://maker.example/recall")


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": {"code": "SERVER_ERROR", "message": "Check your request"}}',
        b'\xef\xbb\xbf{"Message": "An error has occurred."}',
        b'{"statusCode": 500, "message": "Internal server error"}',
        b'{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "no such page"}',
    ],
)
def test_an_object_that_is_only_an_error_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError, match="answered with an error"):
        check_body(body, expect="json", url="https://api.example/recalls")


@pytest.mark.parametrize("body", [b"[]", b'{"results": [], "error": null}', b'{"title": "Kettle"}', b'{"status": "ok'])
def test_any_other_json_is_left_to_the_parser(body: bytes) -> None:
    check_body(body, expect="json", url="https://api.example/recalls")
