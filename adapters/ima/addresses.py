"""The addresses the studio is asked at: https, or plain http on this machine."""

from yarl import URL

from core.loopback import is_loopback


def read_origin(address: str) -> URL:
    """A bare origin (ValueError otherwise)."""
    url = URL(address)
    is_bare = url.path in ("", "/") and not url.query_string and not url.fragment and url.user is None
    if not url.host or not is_bare:
        raise ValueError(f"not a bare origin: {url.host or 'no host'}")
    if url.scheme != "https" and not is_local(url):
        raise ValueError(f"not https: {url.host}")
    return url.origin()


def read_put_address(address: str, *, origin: URL) -> URL:
    """The place for a picture as it was signed, letter by letter (ValueError when it may not be used).

    Plain http is taken only where the service at `origin` is local itself.
    """
    url = URL(address, encoded=True)
    if url.scheme != "https" and not (is_local(url) and is_local(origin)):
        raise ValueError("not https")
    return url


def is_local(url: URL) -> bool:
    """Whether this is plain http on this machine."""
    return url.scheme == "http" and is_loopback(url.host or "")
