"""The pages of publish hooks: where systems send what is published; set-up, secrets and test of each."""

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from checker.errors import InputError
from service.exchange.hooks import LONGEST, PATTERN, HookDeliveryQuery
from service.hooks.sealing import new_secret
from service.nouns import Identity, Scope
from service.nouns.hooks import Hook, HookDelivery, System
from service.pages.choices import Choice, options, published
from service.pages.hook_forms import HookForm, SecretsForm, Switch, faults, form_of
from service.pages.hook_systems import ABOUT
from service.pages.rendering import fragment, page
from service.pages.settings import TABS
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed
from service.spending import is_judged

ROUTER = APIRouter(prefix="/settings", include_in_schema=False)
HERE = "/settings/hooks"
LOCAL = ("http://127.", "http://localhost", "http://[::1]")
"""How addresses begin that no other machine can reach."""

Admin = Annotated[Identity, allowed(Scope.ADMIN)]
HookNamed = Annotated[str, Path(pattern=PATTERN, max_length=LONGEST)]


@ROUTER.get("/hooks")
def hooks(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show the hooks, each with what it received last."""
    listed = parts.hooks.list()
    latest = {hook.name: _latest(parts, hook.name) for hook in listed}
    return _page(request, who, "list", hooks=listed, latest=latest, systems=ABOUT)


@ROUTER.get("/new-hook")
def new_hook(request: Request, who: Admin, parts: PartsOf, system: System | None = None) -> HTMLResponse:
    """Show the systems to choose from, or the form of the one that was chosen."""
    if system is None:
        return _page(request, who, "choose", systems=ABOUT)
    kits = published(parts)
    form = HookForm(system=system, kit=kits[0].id if kits else "", channel="web", judged=True)
    return _new(request, who, parts, form)


@ROUTER.post("/hooks")
def make_hook(request: Request, who: Admin, parts: PartsOf, form: Annotated[HookForm, Form()]) -> Response:
    """Make a hook, and show its secret this once."""
    name, secret = form.name.strip(), ""
    try:
        new = form.hook()
        secret = "" if new.secret else new_secret()
        hook, kept = _named(new.hook(name)), new.secret or secret
        made = parts.hooks.put(hook, secret=kept, token=new.token, by=who, expected="")
    except (ValidationError, InputError, Problem) as error:
        return _new(request, who, parts, form, wrong=_wrong(error, name))
    return hook_page(request, who, parts, made, secret=secret, status=HTTPStatus.CREATED)


@ROUTER.get("/hooks/{name}")
def show_hook(
    request: Request, who: Admin, parts: PartsOf, name: HookNamed, tested: str = ""
) -> HTMLResponse:
    """Show how a hook is set up, and what became of a test."""
    shown = _delivery(parts, name, tested) if tested else None
    return hook_page(request, who, parts, parts.hooks.get(name), tested=shown)


@ROUTER.post("/hooks/{name}")
def save_hook(
    request: Request, who: Admin, parts: PartsOf, name: HookNamed, form: Annotated[HookForm, Form()]
) -> Response:
    """Keep what holds for a hook from now on."""
    before = parts.hooks.get(name)
    typed = form.model_copy(update={"system": before.system})
    try:
        parts.hooks.put(typed.hook(before).hook(name), secret=None, token=None, by=who)
    except (ValidationError, InputError, Problem) as error:
        return hook_page(request, who, parts, before, form=typed, wrong=_wrong(error, name))
    return _back(name)


@ROUTER.post("/hooks/{name}/switch")
def switch_hook(who: Admin, parts: PartsOf, name: HookNamed, form: Annotated[Switch, Form()]) -> Response:
    """Take deliveries from now on, or take none."""
    changed = parts.hooks.get(name).model_copy(update={"is_on": form.on})
    parts.hooks.put(changed, secret=None, token=None, by=who)
    return _back(name)


@ROUTER.post("/hooks/{name}/rotate")
def rotate_secret(request: Request, who: Admin, parts: PartsOf, name: HookNamed) -> HTMLResponse:
    """Make another signing secret, and show it this once."""
    secret = parts.hooks.rotate(name, by=who)
    return hook_page(request, who, parts, parts.hooks.get(name), secret=secret)


@ROUTER.post("/hooks/{name}/secrets")
def keep_secret(
    request: Request, who: Admin, parts: PartsOf, name: HookNamed, form: Annotated[SecretsForm, Form()]
) -> Response:
    """Keep a secret or a token that somebody pasted, or forget the token."""
    before = parts.hooks.get(name)
    try:
        pasted = form.pasted
        parts.hooks.put(before, secret=pasted.secret, token=pasted.token, by=who)
    except (ValidationError, InputError, Problem) as error:
        return hook_page(request, who, parts, before, wrong=_wrong(error, name))
    return _back(name)


@ROUTER.post("/hooks/{name}/test")
def try_hook(request: Request, who: Admin, parts: PartsOf, name: HookNamed) -> Response:
    """Send a hook a made-up delivery."""
    try:
        tested = parts.hooks.test(name, by=who)
    except (InputError, Problem) as error:
        return hook_page(request, who, parts, parts.hooks.get(name), wrong=_wrong(error, name))
    return RedirectResponse(f"{HERE}/{name}?tested={tested.id}#test", HTTPStatus.SEE_OTHER)


@ROUTER.get("/hooks/{name}/tested/{delivery}")
def tried_hook(
    request: Request,
    who: Admin,  # noqa: ARG001 - says who may
    parts: PartsOf,
    name: HookNamed,
    delivery: str,
) -> HTMLResponse:
    """Show how far a test has come, as htmx asks for it."""
    return fragment(request, "hooks/tested.html.jinja", tested=_delivery(parts, name, delivery))


@ROUTER.post("/hooks/{name}/delete")
def delete_hook(who: Admin, parts: PartsOf, name: HookNamed) -> Response:
    """Delete a hook and the list of its deliveries."""
    parts.hooks.delete(name, by=who)
    return RedirectResponse(HERE, HTTPStatus.SEE_OTHER)


def hook_page(  # noqa: PLR0913 - what the page shows
    request: Request,
    who: Identity,
    parts: Parts,
    hook: Hook,
    *,
    form: HookForm | None = None,
    secret: str = "",
    tested: HookDelivery | None = None,
    wrong: tuple[str, ...] = (),
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    """Return the page of one *hook*."""
    address = parts.service.address
    shown = _page(
        request,
        who,
        "hook",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else status,
        inner="hook",
        hook=hook,
        about=ABOUT[hook.system],
        url=f"{address}/v1/hooks/{hook.name}",
        reachable=not address.startswith(LOCAL),
        secret=secret,
        tested=tested,
        wrong=wrong,
        **_choices(parts, form or form_of(hook)),
    )
    if secret:
        shown.headers["Cache-Control"] = "no-store"
    return shown


def _named(hook: Hook) -> Hook:
    """Return *hook* if its name can stand in an address.

    Raises:
        InputError: if it can't.
    """
    if not re.fullmatch(PATTERN, hook.name) or len(hook.name) > LONGEST:
        raise InputError("The name: lower-case letters, digits and hyphens, 63 at most.")
    return hook


def _new(
    request: Request, who: Identity, parts: Parts, form: HookForm, wrong: tuple[str, ...] = ()
) -> HTMLResponse:
    return _page(
        request,
        who,
        "new",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        system=form.system,
        about=ABOUT[form.system],
        origin=parts.service.address,
        wrong=wrong,
        **_choices(parts, form),
    )


def _choices(parts: Parts, form: HookForm) -> dict[str, object]:
    """Return what may be chosen in *form*."""
    chosen = Choice(kit=form.kit, team=form.team, channel=form.channel, audience=form.audience)
    known = options(parts, chosen, published(parts))
    return {"form": form, "choice": known, "judge_is_set": is_judged(parts.settings)}


def _wrong(error: ValidationError | InputError | Problem, name: str) -> tuple[str, ...]:
    """Return what is wrong, in sentences."""
    if isinstance(error, ValidationError):
        return faults(error)
    if isinstance(error, Problem) and error.status == HTTPStatus.PRECONDITION_FAILED:
        return (f"There is a hook called “{name}” already. Choose another name.",)
    return (str(error),)


def _latest(parts: Parts, name: str) -> HookDelivery | None:
    found, _ = parts.hooks.deliveries(HookDeliveryQuery(limit=1), name)
    return found[0] if found else None


def _delivery(parts: Parts, name: str, delivery: str) -> HookDelivery:
    found = parts.hooks.delivery(delivery)
    if found.hook != name:
        raise not_found("delivery", delivery)
    return found


def _page(
    request: Request, who: Identity, template: str, *, status: int = HTTPStatus.OK, **context: object
) -> HTMLResponse:
    return page(
        request,
        f"hooks/{template}.html.jinja",
        who=who,
        here="settings",
        status=status,
        tabs=TABS,
        tab="hooks",
        **context,
    )


def _back(name: str) -> Response:
    return RedirectResponse(f"{HERE}/{name}", HTTPStatus.SEE_OTHER)
