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
from service.exchange.insight import WantedAlignment, WantedClaims

__all__ = [
    "BatchFields",
    "Brandcheck",
    "DeliveryQuery",
    "Event",
    "NewCheck",
    "NewDocument",
    "NewDocuments",
    "NewFeedback",
    "NewKey",
    "NewRewrite",
    "NewTarget",
    "NewWaiver",
    "Refused",
    "Rendering",
    "TeamTerms",
    "UploadTerms",
    "WantedAlignment",
    "WantedChecks",
    "WantedClaims",
]
