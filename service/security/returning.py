"""Where to send somebody after sign-in: a page of ours, never another site (open redirect, CWE-601)."""

from urllib.parse import quote, urlsplit

SIGN_IN = "/sign-in"
"""The page on which people sign in."""
HOME = "/"
LONGEST = 2_000
"""Characters of an address that is returned to; browsers take more, cookies don't."""


def page_of_ours(address: str) -> str:
    r"""Return *address* if it is a path of this service, else the first page.

    Browsers take `//host` and `/\host` for other hosts, and leave out tabs and line ends; so an address with
    anything but one leading slash and printable characters is not returned to.
    """
    is_path = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    if not is_path or not address.isprintable() or " " in address or len(address) > LONGEST:
        return HOME
    parts = urlsplit(address)
    is_sign_in = parts.path == SIGN_IN or parts.path.startswith(f"{SIGN_IN}/")
    return HOME if parts.scheme or parts.netloc or is_sign_in else address


def sign_in_for(address: str) -> str:
    """Return the address of the sign-in page that comes back to *address*."""
    return f"{SIGN_IN}?next={quote(page_of_ours(address), safe='/')}"
