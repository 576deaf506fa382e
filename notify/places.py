"""Addresses of services that live at fixed hosts: anything else under their name is refused."""

from urllib.parse import urlsplit

from recallwatch.errors import SendError


def at_host(url: str, *hosts: str, path: str = "/") -> str:
    """The address if it is https at one of the hosts (``*.example.org``: any below it) and under ``path``.

    Raises ``SendError`` (permanent): nothing else may be reached under the service's name.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    known = any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in hosts)
    if parts.scheme != "https" or not known or not parts.path.startswith(path):
        raise SendError(f"not an address of this service: it begins with https://{hosts[0]}{path}", permanent=True)
    return url
