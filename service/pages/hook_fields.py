"""The fields of a hook that are checked: rows to edit, and what they find in the last delivery."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from checker.errors import InputError
from service.nouns import Identity
from service.nouns.hooks import FieldRule, Hook
from service.pages.hook_forms import SPARE, RowsForm, faults, rows_of, with_fields
from service.pages.hook_systems import ABOUT
from service.pages.hooks import HERE, Admin, HookNamed
from service.pages.rendering import page
from service.pages.settings import TABS
from service.parts import PartsOf
from service.problems import Problem

ROUTER = APIRouter(prefix="/settings/hooks", include_in_schema=False)


@ROUTER.get("/{name}/fields")
def hook_fields(request: Request, who: Admin, parts: PartsOf, name: HookNamed) -> HTMLResponse:
    """Show which fields are checked."""
    hook = parts.hooks.get(name)
    return _page(request, who, hook, hook.fields)


@ROUTER.post("/{name}/fields")
def put_fields(
    request: Request, who: Admin, parts: PartsOf, name: HookNamed, form: Annotated[RowsForm, Form()]
) -> Response:
    """Keep the fields, show what they find in the last delivery, or show more rows."""
    hook, rules = parts.hooks.get(name), form.rules
    if form.act == "more":
        return _page(request, who, hook, rules, spare=len(form.path) - len(rules) + 2 * SPARE)
    try:
        changed = with_fields(hook, rules)
        if form.act == "try":
            return _page(request, who, hook, rules, tried=parts.hooks.tried(changed))
        parts.hooks.put(changed, secret=None, token=None, by=who)
    except (ValidationError, InputError, Problem) as error:
        wrong = faults(error) if isinstance(error, ValidationError) else (str(error),)
        return _page(request, who, hook, rules, wrong=wrong)
    return RedirectResponse(f"{HERE}/{name}/fields", HTTPStatus.SEE_OTHER)


def _page(  # noqa: PLR0913 - what the page shows
    request: Request,
    who: Identity,
    hook: Hook,
    rules: tuple[FieldRule, ...],
    *,
    spare: int = SPARE,
    tried: object = None,
    wrong: tuple[str, ...] = (),
) -> HTMLResponse:
    return page(
        request,
        "hooks/fields.html.jinja",
        who=who,
        here="settings",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        tabs=TABS,
        tab="hooks",
        inner="fields",
        hook=hook,
        about=ABOUT[hook.system],
        rows=rows_of(rules, spare),
        tried=tried,
        wrong=wrong,
    )
