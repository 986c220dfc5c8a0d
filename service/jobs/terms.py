"""On what terms a draft is checked: alone, what is accepted already, whether a language model may see it."""

import datetime
from http import HTTPStatus

from checker.domain import Checked, Document
from checker.kits.waivers import Waiver
from checker.pipeline import Policy
from checker.settings import JudgeSettings
from service.nouns import Draft, WaiverRecord
from service.problems import Problem
from service.records import Records


def policy(records: Records, draft: Draft) -> Policy:
    """Return the terms of *draft*, with the waivers that hold today."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return Policy(
        team=draft.team,
        channel=draft.channel,
        audience=draft.audience,
        labels=draft.labels,
        waivers=accepted(records, draft.kit, draft.document, today),
        today=today,
    )


def accepted(records: Records, kit: str, document: str, today: datetime.date) -> tuple[Waiver, ...]:
    """Return the waivers that hold *today* in *document*: one of a single finding only where it names it."""
    holding = records.waivers.list(kit, today)
    return tuple(_waiver(one) for one in holding if not one.document or one.document == document)


def kept_in(records: Records, settings: JudgeSettings, document: Document) -> str:
    """Return why no language model may see *document*, for a sentence; empty where one may.

    Args:
        records: say which teams' drafts may leave.
        settings: name teams and channels whose drafts may not.
        document: as it was read, its team and channel guessed where nobody said them.
    """
    names = closed(records, settings)
    kept = next((name for name in (document.team, document.channel) if name.casefold() in names), "")
    return f"drafts of {kept} are not shown to a language model" if kept else ""


def closed(records: Records, settings: JudgeSettings) -> frozenset[str]:
    """Return the teams and channels, in lower case, whose drafts no language model may see."""
    forbidden = {name.casefold() for name in settings.forbidden_teams}
    return frozenset(forbidden | {t.name.casefold() for t in records.teams.list() if not t.may_be_judged})


def only(checked: tuple[Checked, ...], draft: Draft) -> Checked:
    """Return the one document of *draft* with its report.

    A file of many drafts is refused: one verdict, one history and one retention can't stand for all of them,
    and a part of a file can't be checked again by itself.

    Raises:
        Problem: 422 if there are several; it names what checks them all.
    """
    if len(checked) == 1:
        return checked[0]
    raise Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "many-drafts",
        f"{draft.name} holds {len(checked):,} drafts, and one is checked here at a time. Send them one by "
        "one, or check all of them on your machine: brandcheck check FILE --kit KIT.",
    )


def as_guessed(checked: Checked, offline: Checked | None) -> Checked:
    """Return *checked* with how team and channel were guessed *offline*; since then the records know them."""
    if offline is None or checked.document.guessed:
        return checked
    guessed = {"guessed": offline.document.guessed}
    document, report = checked
    facts = report.document.model_copy(update=guessed)
    return Checked(document.model_copy(update=guessed), report.model_copy(update={"document": facts}))


def unjudged(checked: Checked, reason: str) -> Checked:
    """Return *checked* with a report that says why no language model has seen the document."""
    engine = checked.report.engine | {"judge": f"none: {reason}"}
    return checked._replace(report=checked.report.model_copy(update={"engine": engine}))


def _waiver(record: WaiverRecord) -> Waiver:
    return Waiver(
        finding=record.finding,
        guideline=record.guideline,
        quote=record.quote,
        owner=record.owner,
        reason=record.reason,
        expires=record.expires.isoformat(),
    )
