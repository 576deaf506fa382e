"""URLs as they are compared."""


def address(url: str) -> str:
    """A URL without what does not tell pages apart: scheme, ``www.``, case of the host, trailing slash."""
    rest = url.strip()
    rest = rest.partition("://")[2] or rest
    host, _, path = rest.partition("/")
    return f"{host.lower().removeprefix('www.')}/{path}".rstrip("/")
