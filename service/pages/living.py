"""Answers to the Check page's scripts: what is found in a text while it is being typed."""

import datetime
from collections.abc import Sequence

from pydantic import Field

from checker.domain import BrandKit, Checked, Noun
from checker.presentation.alignment import steps
from checker.presentation.cards import Card
from checker.presentation.rewording import changes
from checker.presentation.wording import findings_in_words
from service.nouns import Check, Identity, Scope, State
from service.pages.anchors import Anchor, anchors
from service.pages.choices import Choice
from service.pages.deciding import Decide, waived_here
from service.pages.drafts import text_draft, too_long
from service.pages.merging import Merged, merged
from service.pages.rendering import render
from service.pages.views import brand_kit, view
from service.parts import Parts
from service.problems import not_found

LANE = 64
"""Characters of a lane's name at most."""


class Typed(Noun):
    """A text as it stands in somebody's browser."""

    text: str = ""
    kit: str = ""
    team: str = ""
    channel: str = ""
    audience: str = ""
    document: str = ""
    """The document that it is a version of, once it was kept."""
    check: str = ""
    """The check that the judge's findings come from, once there is one."""
    lane: str = Field(default="", max_length=LANE)
    """The browser tab's own name, so that the same process remembers its passages."""


class Wanted(Typed):
    """A finding of a text, for which other words are wanted."""

    finding: str
    """Its fingerprint."""


class Proposal(Noun):
    """Other words for the lines of a finding, or why there are none."""

    html: str = ""
    problem: str = ""


class Marked(Noun):
    """A card, and the words that it is about."""

    id: str
    kind: str
    """Its severity, or `waived`."""
    html: str
    anchor: Anchor | None
    """Where its words are in the text, in UTF-16 code units; none where nothing is quoted or found."""


class Answer(Noun):
    """What is found in a text."""

    sentence: str
    """For screen readers: how much there is to do."""
    summary: str
    """HTML: the sentence, the banners and the small pictures."""
    cards: tuple[Marked, ...]
    """The worst first, those that somebody accepted last."""
    changed: int = 0
    """Lines that the judge has not read as they are now."""
    problem: str = ""
    """Why the judge read nothing, where its check failed."""


def answer(parts: Parts, typed: Typed, who: Identity) -> Answer:
    """Return what is found in *typed*, with what the judge said of it before.

    Raises:
        Problem: 404 for an unknown kit, 413 for a text that is too long.
        InputError: if the text can't be read.
    """
    version = parts.records.kits.published(typed.kit)
    if version is None:
        raise not_found("published kit", typed.kit)
    check = parts.records.checks.get(typed.check) if typed.check else None
    found = _with_judge(parts, _found(parts, typed, who), typed, check)
    shown = _answer(typed, found, brand_kit(version.source), _decide(parts, who))
    failed = check is not None and check.state is State.FAILED
    return shown.model_copy(update={"problem": check.problem if check and failed else ""})


def propose(parts: Parts, wanted: Wanted, who: Identity) -> Proposal:
    """Return other words for the lines of a finding, as the language model has them.

    Raises:
        Problem: 404 for an unknown kit, 413 for a text that is too long.
        InputError: if no language model is set, or the text can't be read.
    """
    found = _found(parts, wanted, who)
    finding = next((one for one in found.report.findings if one.id == wanted.finding and one.quote), None)
    if finding is None:
        return Proposal(problem="These words have changed since. Wait for the next check, then ask again.")
    choice = Choice(**wanted.model_dump(include=set(Choice.model_fields)))
    draft = text_draft(wanted.text, choice, document=wanted.document, service=parts.service)
    rewritten = parts.checks.rewrite(draft, rounds=1)
    if rewritten.failure:
        return Proposal(problem=f"The language model gave no answer: {rewritten.failure}. Try again later.")
    lines = proposed(
        rewritten.before.text, rewritten.after.text, finding.location.start, finding.location.end
    )
    if lines is None:
        return Proposal(
            problem="The language model found no words for this that keep the guidelines. It needs a person."
        )
    old, new = lines
    return Proposal(html=render("check/proposal.html.jinja", changes=changes(old, new), old=old, new=new))


def proposed(before: str, after: str, start: int, end: int) -> tuple[str, str] | None:
    """Return the lines of *before* that hold the words from *start* to *end*, and what they are in *after*.

    None where these lines stay as they are.
    """
    old, new = before.split("\n"), after.split("\n")
    first, last = before.count("\n", 0, start), before.count("\n", 0, max(start, end - 1))
    for kind, i, j, k, m in steps(old, new):
        if kind != "equal" and i <= last and first < j:
            return "\n".join(old[i:j]), "\n".join(new[k:m])
    return None


def _found(parts: Parts, typed: Typed, who: Identity) -> Checked:
    """Return what is found in a text offline, with the findings marked that somebody accepted."""
    if len(typed.text) > parts.service.max_text:
        raise too_long(len(typed.text), parts.service)
    how = typed.model_dump(include={"kit", "team", "channel", "audience", "document"})
    return parts.checks.live(typed.text, **how, lane=f"{who.id}:{typed.lane}")


def _with_judge(parts: Parts, live: Checked, typed: Typed, check: Check | None) -> Merged:
    """Return *live* with what the judge said of an earlier state of the text, if it did."""
    judged = parts.records.checks.checked(typed.check) if check and check.state is State.DONE else None
    if check is None or judged is None or not _heard(judged, check, typed):
        return Merged(live, 0)
    return merged(live, waived_here(parts, judged, kit=typed.kit, document=typed.document))


def _heard(judged: Checked, check: Check, typed: Typed) -> bool:
    """Return whether a judge read that draft, on the terms that are chosen now."""
    same = (check.kit, check.audience) == (typed.kit, typed.audience)
    chosen = all(
        not now or now == then for now, then in ((typed.team, check.team), (typed.channel, check.channel))
    )
    return same and chosen and not judged.report.engine.get("judge", "none").startswith("none")


def _decide(parts: Parts, who: Identity) -> Decide:
    return Decide(
        owner=who.name,
        may_waive=Scope.KITS in who.scopes,
        may_rewrite=parts.checks.judge_is_set,
        today=datetime.datetime.now(datetime.UTC).date(),
    )


def _answer(typed: Typed, found: Merged, kit: BrandKit, decide: Decide) -> Answer:
    shown = view(found.checked, kit)
    document, report = found.checked
    where = anchors(typed.text, document, report.findings)
    cards: Sequence[Card] = (*shown.d.cards, *shown.d.waived)
    return Answer(
        sentence=findings_in_words(report),
        summary=render("check/summary.html.jinja", v=shown, changed=found.changed),
        cards=tuple(_marked(card, where, typed.kit, decide) for card in cards),
        changed=found.changed,
    )


def _marked(card: Card, where: dict[str, Anchor], kit: str, decide: Decide) -> Marked:
    html = render("check/card.html.jinja", c=card, kit=kit, decide=decide)
    return Marked(id=card.finding.id, kind=card.kind, html=html, anchor=where.get(card.finding.id))
