"""`/v1/kits`: list, read, write, import and delete kits; `kit_versions` has what is done with one version."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, File, Form, Path, Query, Request, Response, UploadFile

from service.api.answers import body_of
from service.api.describing import ETAG, LOCATION, PREFIX, Document, Responses, problems, router
from service.api.kit_texts import BODY, READS, KitBody, answered, expected, kit_body, told_by_line
from service.exchange.kits import KitList, VersionFacts, VersionList
from service.exchange.texts import Name, Reason, file_name
from service.kits.ids import LONGEST, PATTERN
from service.nouns import Identity, KitState, KitVersion, Scope
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed

ROUTER = router("Kits")

Reader = Annotated[Identity, allowed(Scope.READ)]
Editor = Annotated[Identity, allowed(Scope.KITS)]
KitId = Annotated[str, Path(alias="id", description="The kit's id, as `acme-dental`.")]
Note = Annotated[Reason, Query(description="What changed, for the history.")]
MADE: Document = {"headers": ETAG | LOCATION}
WRITES: Responses = {
    200: MADE,
    201: {"model": VersionFacts, "description": "The kit is new."} | MADE,
    428: {"description": "The kit is there already: say which version you have read, as `If-Match`."},
    **problems(404, 412, 413, 415, 422),
}
"""What writing a kit may be answered with."""


@ROUTER.get("/kits", summary="List kits")
def list_kits(who: Reader, parts: PartsOf) -> KitList:  # noqa: ARG001 - asked for its scope
    """List all kits."""
    return KitList(items=parts.kits.list())


@ROUTER.get("/kits/{id}", response_class=Response, summary="Read a kit", responses=READS)
def get_kit(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    kit: KitId,
    request: Request,
    state: Annotated[
        KitState | None,
        Query(description="`published` for what drafts are held against; otherwise a draft goes first."),
    ] = None,
) -> Response:
    """Return the whole kit, as YAML or JSON by `Accept`: its draft or, without one, what is published."""
    return answered(request, parts, _chosen(parts, kit, state))


@ROUTER.put(
    "/kits/{id}",
    response_model=VersionFacts,
    summary="Write a kit",
    openapi_extra=BODY,
    responses=WRITES,
)
def put_kit(  # noqa: PLR0913, PLR0917 - what a request brings
    who: Editor,
    parts: PartsOf,
    kit: Annotated[str, Path(alias="id", pattern=PATTERN, max_length=LONGEST, description="The kit's id.")],
    body: Annotated[KitBody, Depends(kit_body)],
    request: Request,
    note: Note = "",
) -> Response:
    """Write the whole kit as its draft, which nothing is held against before it is published.

    Send the ETag of what you have read as `If-Match`: what others changed meanwhile is not lost (412).
    """
    there = parts.records.kits.get(kit)
    wanted = expected(request, parts.kits.current(kit) if there else None)
    with told_by_line():
        made = parts.kits.put(kit, body.text, by=who, expected=wanted, note=note, is_json=body.is_json)
    return _made(made, HTTPStatus.OK if there else HTTPStatus.CREATED)


@ROUTER.delete(
    "/kits/{id}", status_code=HTTPStatus.NO_CONTENT, summary="Delete a kit", responses=problems(404, 422)
)
def delete_kit(who: Editor, parts: PartsOf, kit: KitId) -> None:
    """Delete the kit with all its versions. Reports stay; nothing can be held against it any more."""
    parts.kits.delete(kit, by=who)


@ROUTER.delete(
    "/kits/{id}/draft",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Discard a kit's draft",
    responses=problems(404, 422),
)
def discard_draft(who: Editor, parts: PartsOf, kit: KitId) -> None:
    """Delete the version that is being edited."""
    parts.kits.discard(kit, by=who)


@ROUTER.get("/kits/{id}/versions", summary="List a kit's versions", responses=problems(404, 422))
def list_versions(who: Reader, parts: PartsOf, kit: KitId) -> VersionList:  # noqa: ARG001 - asked for its scope
    """List the versions of a kit, the newest first."""
    return VersionList(kit=parts.kits.get(kit), items=tuple(map(VersionFacts.of, parts.kits.versions(kit))))


@ROUTER.post(
    "/kits/import",
    status_code=HTTPStatus.CREATED,
    response_model=VersionFacts,
    summary="Import a guide",
    responses={201: MADE, **problems(404, 409, 413, 415, 422)},
)
def import_guide(
    who: Editor,
    parts: PartsOf,
    file: Annotated[UploadFile, File(description="A guide for people: .md, .docx, .pdf, .pptx or .html.")],
    kit: Annotated[
        Name, Form(alias="id", description="The new kit's id; made of the file's name without one.")
    ] = "",
    judged: Annotated[  # noqa: FBT002 - a field of a form
        bool, Form(description="Whether the language model reads it, instead of rules.")
    ] = False,
) -> Response:
    """Make the draft of a kit from a guide; above each guideline stand the words that it comes from."""
    content = file.file.read(parts.service.max_upload + 1)
    name = file_name(file.filename or "", otherwise="guide")
    if len(content) > parts.service.max_upload:
        detail = f"“{name}” is larger than {parts.service.max_upload:,} bytes. Import it in parts."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)
    with told_by_line():
        made = parts.kits.import_guide(name, content, by=who, kit=kit, judged=judged)
    return _made(made, HTTPStatus.CREATED)


def _chosen(parts: Parts, kit: str, state: KitState | None) -> KitVersion:
    if state is None:
        return parts.kits.current(kit)
    versions = (version for version in parts.kits.versions(kit) if version.state == state)
    found = next(versions, None)
    if found is None:
        raise not_found(f"{state} version of the kit", kit)
    return found


def _made(version: KitVersion, status: HTTPStatus) -> Response:
    location = f"{PREFIX}/kits/{version.kit}/versions/{version.number}"
    headers = {"ETag": f'"{version.digest}"', "Location": location}
    return _json(body_of(VersionFacts.of(version)), status, **headers)


def _json(body: bytes, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> Response:
    return Response(body, status_code=status, media_type="application/json", headers=headers)
