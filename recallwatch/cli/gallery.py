"""A picture of every mail for eyes: light, dark and narrow. ``python -m recallwatch.cli.gallery`` (``make gallery``).

Needs Chromium (the Debian package ``chromium``); nothing else of the program does.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from recallwatch.demo.samples import kinds
from recallwatch.errors import UsageError

from .mail import body, rendered
from .output import errors_in_words, say

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: Chromium's own numbers for what a reader prefers.
_LIGHT, _DARK = "1", "0"
_SHAPES = {"light": (680, _LIGHT), "dark": (680, _DARK), "narrow": (360, _LIGHT)}
#: Windows narrower than this do not get narrower; the mail then stands in a frame.
_LEAST_WINDOW = 500


def paint(folder: Path, names: list[str]) -> list[Path]:
    """Paint the mails into a folder; raises ``UsageError`` where there is no browser."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise UsageError("there is no Chromium to paint with; install it: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    if unknown := set(names) - set(kinds()):
        raise UsageError(f"there is no mail called {', '.join(sorted(unknown))}; known are {', '.join(kinds())}")
    pictures = []
    for name in names:
        mail = rendered(name)
        # A line of text is one of the picture, more when it is narrow, and boxes and headings take room of their own.
        lines = body(mail, "plain").count("\n")
        for shape, (width, scheme) in _SHAPES.items():
            height = 180 + lines * (24 if width > _LEAST_WINDOW else 32)
            picture = folder / f"{name}-{shape}.png"
            _shoot(browser, body(mail, "html"), picture, size=(width, height), scheme=scheme)
            pictures.append(picture)
    return pictures


def _shoot(browser: str, html: str, picture: Path, *, size: tuple[int, int], scheme: str) -> None:
    with TemporaryDirectory() as scratch:
        page = Path(scratch, "mail.html")
        page.write_text(html, encoding="utf-8")
        if size[0] < _LEAST_WINDOW:
            frame = f'<iframe src="mail.html" style="border:0;width:{size[0]}px;height:{size[1]}px"></iframe>'
            page = Path(scratch, "frame.html")
            page.write_text(f'<!doctype html><body style="margin:0;background:#888">{frame}', encoding="utf-8")
        options = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={scratch}/u",
        ]
        options += [f"--blink-settings=preferredColorScheme={scheme}", f"--window-size={size[0]},{size[1]}"]
        command = [browser, *options, f"--screenshot={picture.absolute()}", page.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - no shell
        if not picture.is_file():
            raise UsageError(f"{browser} painted nothing: {done.stderr.strip()[-300:]}")


def main() -> None:
    """Paint every mail, or those named, into ``build/gallery``."""
    with errors_in_words():
        for picture in paint(Path("build/gallery"), sys.argv[1:] or kinds()):
            say(str(picture))


if __name__ == "__main__":
    main()
