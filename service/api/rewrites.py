"""`/v1/rewrites`: the fewest edits after which a draft's findings are gone."""

from typing import Annotated

from service.api.bodies import AS_JSON
from service.api.describing import problems, router
from service.api.naming import of_kit
from service.api.submission import check_length, text_name
from service.exchange.answers import RewrittenDraft
from service.exchange.forms import NewRewrite
from service.nouns import Draft, Identity, Scope
from service.parts import PartsOf
from service.security import allowed

ROUTER = router("Rewrites")


@ROUTER.post(
    "/rewrites",
    summary="Rewrite a draft",
    dependencies=[AS_JSON],
    responses=problems(404, 413, 415, 422),
)
def rewrite(
    who: Annotated[Identity, allowed(Scope.CHECK)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    new: NewRewrite,
) -> RewrittenDraft:
    """Have the language model change as little as it takes for the findings to go; 503 where none is set."""
    check_length(new.text, parts.service)
    named = new.model_dump(exclude={"text", "name"})
    draft = Draft(name=text_name(new.name), content=new.text.encode(), **named)
    with of_kit(parts, draft.kit):
        made = parts.checks.rewrite(draft)
    return RewrittenDraft(
        text=made.after.text,
        edits=made.edits,
        refused=made.refused,
        remaining=made.remaining,
        unsolved=made.unsolved,
        failure=made.failure,
        report=made.report,
    )
