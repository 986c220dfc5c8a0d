"""`/v1/gates/check`: may this be published?"""

from typing import Annotated

from service.api.bodies import AS_JSON
from service.api.describing import problems, router
from service.api.naming import of_kit
from service.api.submission import check_length
from service.exchange.gates import GateAnswer, GateRequest
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.security import allowed

ROUTER = router("Gates")


@ROUTER.post(
    "/gates/check",
    summary="Ask whether something may be published",
    dependencies=[AS_JSON],
    responses=problems(404, 413, 415, 422),
)
def check_gate(
    who: Annotated[Identity, allowed(Scope.CHECK)],
    parts: PartsOf,
    asked: GateRequest,
) -> GateAnswer:
    """Check fields before they go out, and say within the deadline whether they may.

    The answer is 200 whether they may or not. Anything else means that the request is wrong, or that the
    service can't be used: what follows then is for who asks to decide. The check is kept like any other, and
    goes on after the deadline.
    """
    check_length("".join(field.text for field in asked.fields), parts.service)
    with of_kit(parts, asked.kit):
        return parts.gates.check(asked, by=who)
