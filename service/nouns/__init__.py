"""The service's own nouns: who calls, what is kept, and how far a check has come.

What a check finds out are the checker's nouns (`checker.domain`); these are about people and records.
Times are aware and in UTC. Identifiers are UUIDs of version 7 (RFC 9562) in hexadecimal: they sort by time.
"""

from service.nouns.batches import Batch, BatchCounts, BatchItem, BatchState, NewBatch
from service.nouns.checks import Check, CheckQuery, Counts, Draft, Feedback, Progress, State, WaiverRecord
from service.nouns.insight import AlignmentQuery, Facets, LedgerQuery
from service.nouns.kits import Change, Impact, Kit, KitState, KitVersion
from service.nouns.moments import Moment
from service.nouns.people import LOCAL, ApiKey, AuditEntry, Identity, Person, Role, Scope, Team

__all__ = [
    "LOCAL",
    "AlignmentQuery",
    "ApiKey",
    "AuditEntry",
    "Batch",
    "BatchCounts",
    "BatchItem",
    "BatchState",
    "Change",
    "Check",
    "CheckQuery",
    "Counts",
    "Draft",
    "Facets",
    "Feedback",
    "Identity",
    "Impact",
    "Kit",
    "KitState",
    "KitVersion",
    "LedgerQuery",
    "Moment",
    "NewBatch",
    "Person",
    "Progress",
    "Role",
    "Scope",
    "State",
    "Team",
    "WaiverRecord",
]
