"""`/v1/kits/{id}/versions/{number}`: look a version over, try it, preview it, publish it, go back to it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import Path, Query, Request, Response

from checker.domain import Noun
from service.api.answers import body_of
from service.api.bodies import AS_JSON
from service.api.describing import Responses, problems, router
from service.api.kit_texts import READS, answered, expected, told_by_line
from service.exchange.kits import Linted, NewNote, Tested, UnderWay, VersionFacts
from service.kits import Errand
from service.nouns import Identity, Impact, Scope
from service.parts import PartsOf
from service.security import allowed

ROUTER = router("Kits")

T = TypeVar("T")
Reader = Annotated[Identity, allowed(Scope.READ)]
Editor = Annotated[Identity, allowed(Scope.KITS)]
KitId = Annotated[str, Path(alias="id", description="The kit's id, as `acme-dental`.")]
Number = Annotated[int, Path(description="The version's number.")]
Wait = Annotated[
    float,
    Query(ge=0, le=600, allow_inf_nan=False, description="Seconds to wait; the service may allow fewer."),
]
WAITS: Responses = {
    202: {"model": UnderWay, "description": "It takes longer; ask again."},
    **problems(404, 422),
}
"""What something may be answered with that can take long."""


@ROUTER.get(
    "/kits/{id}/versions/{number}",
    response_class=Response,
    summary="Read a version",
    responses=READS,
)
def get_version(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    kit: KitId,
    number: Number,
    request: Request,
) -> Response:
    """Return one version of the kit, as YAML or JSON by `Accept`."""
    return answered(request, parts, parts.kits.version(kit, number))


@ROUTER.get("/kits/{id}/versions/{number}/lint", summary="Lint a version", responses=problems(404, 422))
def lint_version(who: Reader, parts: PartsOf, kit: KitId, number: Number) -> Linted:  # noqa: ARG001
    """Return what is wrong with the kit as a whole: guidelines that contradict or overlap, for example."""
    version = parts.kits.version(kit, number)
    with told_by_line():
        return Linted(problems=parts.kits.lint(version.source))


@ROUTER.get(
    "/kits/{id}/versions/{number}/tests",
    response_model=Tested,
    summary="Try a version's examples",
    responses=WAITS,
)
def try_version(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    kit: KitId,
    number: Number,
    wait: Wait = 10.0,
) -> Response:
    """Hold each example against the kit without it: off-brand ones must be flagged, on-brand ones not."""
    errand = parts.kits.testing(parts.kits.version(kit, number).source)
    with told_by_line():
        return _outcome(errand, min(wait, parts.service.max_wait), Tested.of_results)


@ROUTER.get(
    "/kits/{id}/versions/{number}/impact",
    response_model=Impact,
    summary="Preview what publishing changes",
    responses=WAITS,
)
def preview_impact(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    kit: KitId,
    number: Number,
    wait: Wait = 10.0,
) -> Response:
    """Return which stored documents would change verdict if this version were published.

    The newest version of each document counts, by the offline engine. What takes longer than `wait` goes on;
    asking again tells how far it is.
    """
    return _outcome(parts.kits.previewing(kit, number), min(wait, parts.service.max_wait), lambda made: made)


@ROUTER.post(
    "/kits/{id}/versions/{number}/publish",
    summary="Publish a version",
    dependencies=[AS_JSON],
    responses=problems(404, 412, 413, 415, 422),
)
def publish_version(  # noqa: PLR0913, PLR0917 - what a request brings
    who: Editor, parts: PartsOf, kit: KitId, number: Number, request: Request, new: NewNote
) -> VersionFacts:
    """Hold drafts against this version from now on."""
    version = parts.kits.version(kit, number)
    wanted = expected(request, version) if "if-match" in request.headers else None
    with told_by_line():
        made = parts.kits.publish(kit, number, by=who, note=new.note, expected=wanted)
    return VersionFacts.of(made)


@ROUTER.post(
    "/kits/{id}/versions/{number}/roll-back",
    summary="Roll back to a version",
    dependencies=[AS_JSON],
    responses=problems(404, 409, 413, 415, 422),
)
def roll_back(who: Editor, parts: PartsOf, kit: KitId, number: Number, new: NewNote) -> VersionFacts:
    """Hold drafts against a version that was published before; a draft that is being edited stays."""
    with told_by_line():
        return VersionFacts.of(parts.kits.roll_back(kit, number, by=who, note=new.note))


def _outcome(errand: Errand[T], seconds: float, told: Callable[[T], Noun]) -> Response:
    """Return what became of *errand*, as *told*, or how far it is after *seconds*."""
    if errand.is_done(seconds):
        return Response(body_of(told(errand.result())), media_type="application/json")
    state = UnderWay(done=errand.done, of=errand.of)
    return Response(
        body_of(state), HTTPStatus.ACCEPTED, media_type="application/json", headers={"Retry-After": "1"}
    )
