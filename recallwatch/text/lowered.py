"""Small letters, every character in its place."""

from functools import lru_cache

#: What ``re.IGNORECASE`` takes these letters for, and ``str.lower`` does not; the first would become two.
_ODD = (("İ", "i"), ("ı", "i"), ("ſ", "s"))


@lru_cache(maxsize=256)
def lowered(text: str) -> str:
    """Write in small letters so that spans found in the one text hold in the other."""
    if not text.isascii():
        for odd, plain in _ODD:
            text = text.replace(odd, plain)
    return text.lower()
