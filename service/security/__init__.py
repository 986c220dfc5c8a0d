"""Who may: recognising callers, sessions, forged requests, limits, headers; and what is seen of it all.

Routes use four names: `allowed(scope)`, `everybody()`, `signed()` and `csrf_token(request)`. Each route
declares one of the first three, and a test fails for one that does not.
"""

from service.security.access import allowed, csrf_token, everybody, signed

__all__ = ["allowed", "csrf_token", "everybody", "signed"]
