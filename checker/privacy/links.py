"""What a web address gives away: the user and password before its host, and tokens in its query."""

import re
from collections.abc import Iterator

from checker.privacy.keys import is_random
from checker.privacy.sighting import Sighting

_SIGNED_IN = re.compile(r"(?<=://)[^\s/?#@:\"'<>]{1,256}:[^\s/?#@\"'<>]{1,256}(?=@)")
_SECRETS = (
    r"(?:access|refresh|id|auth|api|session|csrf|reset|invite|login)?[_-]?token|api[_-]?key|apikey|key|jwt|sig|"
    r"signature|secret|client[_-]?secret|password|passwd|pwd|pass|session(?:[_-]?id)?|sid|phpsessid|jsessionid|"
    r"x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|awsaccesskeyid|sas|hash|code|state"
)
_PARAMETER = re.compile(
    rf"(?<=[?&;#])(?P<name>{_SECRETS})=(?P<value>[^\s&;#\"'<>()\[\]]{{4,4096}})", re.IGNORECASE
)
_ALWAYS = re.compile(r"pass|pwd|secret|session|token|jwt|x-|apikey|api[_-]?key|aws", re.IGNORECASE)
"""Parameters whose value is secret whatever it looks like; of the others only what looks random is."""


def find_links(text: str) -> Iterator[Sighting]:
    """Find user names with passwords and tokens in the web addresses of *text*, a levelled one."""
    for match in _SIGNED_IN.finditer(text):
        yield Sighting(match.start(), match.end(), "key")
    for match in _PARAMETER.finditer(text):
        if _ALWAYS.search(match["name"]) or is_random(match["value"]):
            yield Sighting(*match.span("value"), "key")
