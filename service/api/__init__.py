"""The API: `/v1`, one module a noun.

`ROUTERS` lists them all. What every route shares is in `describing` (problems, names, the OpenAPI document),
`bodies` and `submission` (what comes in), `answers` and `renderings` (what goes out); its words are in
`service.exchange`.
"""

from service.api import (
    alignment,
    annotated,
    audit,
    batches,
    checks,
    claims,
    deliveries,
    documents,
    findings,
    gates,
    hooks,
    keys,
    kit_versions,
    kits,
    rewrites,
    teams,
    waivers,
)
from service.api.describing import describe

ROUTERS = (
    hooks.ROUTER,
    checks.ROUTER,
    batches.ROUTER,
    annotated.ROUTER,
    documents.ROUTER,
    findings.ROUTER,
    gates.ROUTER,
    alignment.ROUTER,
    claims.ROUTER,
    kits.ROUTER,
    kit_versions.ROUTER,
    waivers.ROUTER,
    rewrites.ROUTER,
    teams.ROUTER,
    keys.ROUTER,
    deliveries.ROUTER,
    audit.ROUTER,
)
"""The routers, in the order in which the OpenAPI document has them; each request is looked up in this order.

What a system delivers comes first: a hundred a second may, and each look costs a quarter of the answer.
"""

__all__ = ["ROUTERS", "describe"]
