"""Guidelines that can't both be kept."""

from collections.abc import Iterator
from itertools import product

from checker.domain import BrandKit, Element, Figure, Guideline, Role, Severity, Term
from checker.kits.lint.problem import Problem, banned_in, meet, meeting_pairs, uses

ENOUGH = 2
"""How many words two figures must share to be about the same thing."""
SAME = 2 / 3
"""Part of the words of both that they must share: a visit and the wait for it are two things."""


def preferred_and_avoided(kit: BrandKit) -> Iterator[Problem]:
    """Find a word that one term asks for and another rules out."""
    clashes = {
        (guideline.id, term.prefer, other.id, unwanted.avoid)
        for (guideline, term), (other, unwanted) in product(_terms(kit), repeat=2)
        if term != unwanted and term.prefer and uses(term.prefer, unwanted) and meet(guideline, other)
    }
    for name, prefer, other_name, avoid in sorted(clashes):
        who = "it" if other_name == name else f'"{other_name}"'
        yield Problem(
            rule="preferred-and-avoided",
            severity=Severity.ERROR,
            guideline=name,
            message=f'asks for "{prefer}", but {who} rules out "{avoid}"',
            remedy="change one of them, or name an exception",
            others=(other_name,),
        )


def disagreeing_figures(kit: BrandKit) -> Iterator[Problem]:
    """Find two values for what is described in the same words."""
    for one, other in meeting_pairs(kit):
        for figure, rival in product(one.figures, other.figures):
            if _disagree(figure, rival):
                yield Problem(
                    rule="disagreeing-figures",
                    severity=Severity.ERROR,
                    guideline=other.id,
                    message=f'says "{rival.quote}" where "{one.id}" says "{figure.quote}"',
                    remedy="correct the wrong one, or say in each what it measures",
                    others=(one.id,),
                )


def sold_and_avoided(kit: BrandKit) -> Iterator[Problem]:
    """Find a theme that one message sells and another rules out."""
    for one, other in meeting_pairs(kit):
        roles = {one.role, other.role}
        if Role.AVOID not in roles or len(roles - {Role.AVOID, None}) != 1:
            continue
        for theme in sorted(set(one.themes) & set(other.themes)):
            yield Problem(
                rule="sold-and-avoided",
                severity=Severity.ERROR if Role.LEAD in roles else Severity.WARNING,
                guideline=other.id,
                message=f'one message sells "{theme}" and another avoids it: "{one.id}" and this',
                remedy="take the theme out of one of them, or give them different teams",
                others=(one.id,),
            )


def impossible_elements(kit: BrandKit) -> Iterator[Problem]:
    """Find a required text that holds words which may not be used."""
    for guideline, element in ((g, element) for g in kit.guidelines for element in g.elements):
        for other in kit.guidelines:
            if meet(guideline, other) and (banned := _banned_throughout(element, other)):
                yield Problem(
                    rule="required-and-banned",
                    severity=Severity.ERROR,
                    guideline=guideline.id,
                    message=f'requires "{element.any_of[0]}", but "{other.id}" rules out "{banned}"',
                    remedy="change the required text, or name it as an exception there",
                    others=(other.id,),
                )


def forbidden_approvals(kit: BrandKit) -> Iterator[Problem]:
    """Find an approved wording that holds words which may not be used."""
    for guideline, text in ((g, text) for g in kit.guidelines for text in _approved(g)):
        for other in kit.guidelines:
            if other is not guideline and meet(guideline, other) and (banned := banned_in(text, other)):
                yield Problem(
                    rule="approved-and-banned",
                    severity=Severity.WARNING,
                    guideline=guideline.id,
                    message=f'approves "{text}", but "{other.id}" rules out "{banned}"',
                    remedy="change the wording, or name it as an exception there",
                    others=(other.id,),
                )


def _terms(kit: BrandKit) -> list[tuple[Guideline, Term]]:
    return [(guideline, term) for guideline in kit.guidelines for term in guideline.terms]


def _disagree(figure: Figure, rival: Figure) -> bool:
    if figure.unit != rival.unit or (figure.value <= rival.upper and rival.value <= figure.upper):
        return False
    shared = set(figure.about) & set(rival.about)
    every = set(figure.about) | set(rival.about)
    return len(shared) >= ENOUGH and len(shared) >= SAME * len(every)


def _banned_throughout(element: Element, guideline: Guideline) -> str:
    """Return what *guideline* bans in the first text, where it bans something in every one."""
    banned = [banned_in(text, guideline) for text in element.any_of]
    return banned[0] if all(banned) else ""


def _approved(guideline: Guideline) -> tuple[str, ...]:
    claims = (condition.claim for condition in guideline.conditions)
    return tuple(dict.fromkeys((*guideline.allows, *claims)))
