"""`/v1/findings`: what people think of them."""

from http import HTTPStatus
from typing import Annotated

from service.api.bodies import AS_JSON
from service.api.describing import Id, problems, router
from service.exchange.forms import NewFeedback
from service.nouns import Feedback, Identity, Scope
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Findings")


@ROUTER.post(
    "/findings/{id}/feedback",
    status_code=HTTPStatus.CREATED,
    summary="Say what you think of a finding",
    response_description="Your feedback, instead of what you said before.",
    dependencies=[AS_JSON],
    responses=problems(404, 413, 415, 422),
)
def give_feedback(
    who: Annotated[Identity, allowed(Scope.CHECK)], parts: PartsOf, finding: Id, new: NewFeedback
) -> Feedback:
    """Say whether a finding is right or wrong, and why; it counts for the guideline, not for the gate."""
    check = new.check
    if not check:
        found = parts.records.checks.find(finding)
        if found is None:
            raise not_found("finding", finding)
        check = found[0]
    return parts.records.feedback.add(check, finding, new.verdict, by=who, reason=new.reason)
