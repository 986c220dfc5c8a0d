"""Which methods an address takes, for the answer 405 (RFC 9110, section 15.5.6).

The framework names only those of the first route at the address.
"""

from fastapi import Request
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path


def methods_at(request: Request) -> str:
    """Return the methods that the address of *request* takes, as the header `Allow` lists them."""
    here = request.url.path
    matching = [
        route
        for route in iter_route_contexts(request.app.routes)
        if route.path and route.methods and compile_path(route.path)[0].match(here)
    ]
    exact = [route for route in matching if route.path == here] or matching
    return ", ".join(sorted({method for route in exact for method in route.methods or ()}))
