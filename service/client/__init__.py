"""A client for programs in Python: every operation of the API as a typed method.

    from service.client import Brandcheck, NewCheck

    with Brandcheck("https://brandcheck.example.com", key="brandcheck_…") as brandcheck:
        checked = brandcheck.submit_check(NewCheck(text="Our cheapest plan yet.", kit="ottermere"))
        for finding in checked.report.findings:
            print(finding.severity, finding.quote, finding.explanation)

Whatever goes wrong is a `Refused` with the service's own words. Only what is safe to repeat is repeated.
"""

from service.client.brandcheck import Brandcheck
from service.client.calling import Refused
from service.client.checks import Event, Rendering
from service.exchange.batches import BatchFields, NewDocument, NewDocuments
from service.exchange.deliveries import DeliveryQuery, NewTarget
from service.exchange.forms import (
    NewCheck,
    NewFeedback,
    NewKey,
    NewRewrite,
    NewWaiver,
    TeamTerms,
    UploadTerms,
    WantedChecks,
)
from service.exchange.gates import GateAnswer, GateField, GateFinding, GateRequest
from service.exchange.hooks import HookDeliveryQuery, NewFieldRule, NewHook
from service.exchange.insight import WantedAlignment, WantedClaims
from service.nouns.telling import Tells, Wants

__all__ = [
    "BatchFields",
    "Brandcheck",
    "DeliveryQuery",
    "Event",
    "GateAnswer",
    "GateField",
    "GateFinding",
    "GateRequest",
    "HookDeliveryQuery",
    "NewCheck",
    "NewDocument",
    "NewDocuments",
    "NewFeedback",
    "NewFieldRule",
    "NewHook",
    "NewKey",
    "NewRewrite",
    "NewTarget",
    "NewWaiver",
    "Refused",
    "Rendering",
    "TeamTerms",
    "Tells",
    "UploadTerms",
    "WantedAlignment",
    "WantedChecks",
    "WantedClaims",
    "Wants",
]
