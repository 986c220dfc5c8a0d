"""The pages: one module a page, each with a `ROUTER`.

Pages ask the use cases and records for nouns, and templates make HTML of them; nothing here decides what a
finding is.
"""

from service.pages import (
    alignment,
    batches,
    checking,
    claims,
    comparing,
    deciding,
    deliveries,
    hook_deliveries,
    hook_fields,
    hook_help,
    hooks,
    insights,
    kit_editing,
    kit_importing,
    kit_publishing,
    kit_sources,
    kits,
    reports,
    settings,
    signing,
    stored,
    targets,
)

ROUTERS = (
    checking.ROUTER,
    comparing.ROUTER,
    reports.ROUTER,
    stored.ROUTER,
    insights.ROUTER,
    alignment.ROUTER,
    claims.ROUTER,
    batches.ROUTER,
    deciding.ROUTER,
    kit_sources.ROUTER,
    kit_importing.ROUTER,
    kit_editing.ROUTER,
    kit_publishing.ROUTER,
    kits.ROUTER,
    settings.ROUTER,
    deliveries.ROUTER,
    targets.ROUTER,
    hooks.ROUTER,
    hook_fields.ROUTER,
    hook_deliveries.ROUTER,
    hook_help.ROUTER,
    signing.ROUTER,
)
"""Every page, in the order in which addresses are tried."""
