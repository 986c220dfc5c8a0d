"""Every lint rule fires on a kit with its problem, says what to do, and keeps still on a good kit."""

import datetime

import pytest

from checker.domain import (
    BrandKit,
    Compiled,
    Condition,
    Element,
    Examples,
    Figure,
    Guideline,
    Kind,
    Role,
    Rule,
    Severity,
    Term,
)
from checker.kits.lint import RULES, lint

LEAD = Guideline(
    id="ease",
    kind=Kind.MESSAGE,
    text="Lead with ease of use.",
    role=Role.LEAD,
    themes=("ease-of-use",),
    examples=Examples(on_brand=("Plan it before your tea goes cold.",)),
)
WORDS = Guideline(
    id="words", kind=Kind.TERM, text="Say people, not seats.", terms=(Term(avoid="seats", prefer="people"),)
)


def figure(quote: str, value: float, *about: str, unit: str = "minute") -> Figure:
    return Figure(quote=quote, value=value, upper=value, unit=unit, about=about)


def guideline(name: str, kind: Kind = Kind.VOICE, text: str = "", **fields: object) -> Guideline:
    filled = {"examples": Examples(on_brand=(f"An example of {name}.",)), **fields}
    return Guideline.model_validate(
        {"id": name, "kind": kind, "text": text or f"{name * 9}, and that is all.", **filled}
    )


def told(*guidelines: Guideline, today: datetime.date | None = None) -> list[str]:
    return [str(problem) for problem in lint(BrandKit(brand="Acme", guidelines=guidelines), today)]


CASES = [
    (
        "a word preferred here and avoided there",
        (WORDS, guideline("names", Kind.TERM, terms=(Term(avoid="people", prefer="crew"),))),
        'error: guideline "words": asks for "people", but "names" rules out "people"; '
        "change one of them, or name an exception [preferred-and-avoided]",
    ),
    (
        "a word preferred and avoided in one guideline",
        (
            guideline(
                "names", Kind.TERM, terms=(Term(avoid="vim", prefer="zest"), Term(avoid="zest*", prefer="go"))
            ),
        ),
        'error: guideline "names": asks for "zest", but it rules out "zest*"; '
        "change one of them, or name an exception [preferred-and-avoided]",
    ),
    (
        "a figure with two values",
        (
            guideline("one", Kind.FACT, figures=(figure("a day", 1440, "set-up", "team"),)),
            guideline("two", Kind.FACT, figures=(figure("an hour", 60, "set-up", "team", "new"),)),
        ),
        'error: guideline "two": says "an hour" where "one" says "a day"; '
        "correct the wrong one, or say in each what it measures [disagreeing-figures]",
    ),
    (
        "a theme that leads and is avoided",
        (guideline("price", Kind.MESSAGE, role=Role.AVOID, themes=("low-price", "ease-of-use")),),
        'error: guideline "price": one message sells "ease-of-use" and another avoids it: "ease" and this; '
        "take the theme out of one of them, or give them different teams [sold-and-avoided]",
    ),
    (
        "a required text with a banned word",
        (
            WORDS,
            guideline("line", Kind.REQUIRED, elements=(Element(name="line", any_of=("Book your seats",)),)),
        ),
        'error: guideline "line": requires "Book your seats", but "words" rules out "seats"; '
        "change the required text, or name it as an exception there [required-and-banned]",
    ),
    (
        "an approved wording with a banned phrase",
        (
            guideline("claim", allows=("The best plan there is",)),
            guideline("hype", phrases=("best",)),
        ),
        'warning: guideline "claim": approves "The best plan there is", but "hype" rules out "best"; '
        "change the wording, or name it as an exception there [approved-and-banned]",
    ),
    (
        "an on-brand example with an avoided word",
        (WORDS, guideline("voice", examples=Examples(on_brand=("Take your seats!",)))),
        'error: guideline "voice": its on-brand example "Take your seats!" uses "seats", which "words" rules '
        "out; change the example, or name it as an exception there [off-brand-example]",
    ),
    (
        "an example on both sides",
        (guideline("voice", examples=Examples(on_brand=("Wow.",), off_brand=("Wow.",))),),
        'error: guideline "voice": "Wow." is an on-brand and an off-brand example; '
        "delete one [example-on-both-sides]",
    ),
    (
        "a compiled part that its guideline has left behind",
        (guideline("voice", compiled=Compiled(of="0")),),
        'warning: guideline "voice": it has changed since its compiled part was written; '
        '"brandcheck kit compile" writes it anew; or review it and delete its "of:" line [stale-compiled]',
    ),
    (
        "a compiled rule that flags an on-brand sentence",
        (
            guideline(
                "voice",
                compiled=Compiled(rules=(Rule(why="Hype.", say=("tea & cold",)),), on_brand=("Tea, cold.",)),
            ),
        ),
        'warning: guideline "voice": its compiled rules flag the on-brand "Tea, cold."; '
        'narrow the rule, or add what makes it fine to "unless" [compiled-flags-on-brand]',
    ),
    (
        "two leads for one team",
        (guideline("speed", Kind.MESSAGE, role=Role.LEAD, themes=("speed",), applies_to=("sales",)),),
        'error: guideline "speed": leads everywhere, and so does "ease"; '
        'give one of them "role: support", or different teams in "applies_to" [several-leads]',
    ),
    (
        "a role on a fact",
        (guideline("fact", Kind.FACT, role=Role.SUPPORT),),
        'warning: guideline "fact": a fact has "role: support", which only messages have; '
        'make it "kind: message", or delete the role [misplaced-role]',
    ),
    (
        "a misspelt team",
        (
            guideline("one", applies_to=("campaign",)),
            guideline("two", applies_to=("campaign",)),
            guideline("three", applies_to=("campain",)),
        ),
        'warning: guideline "three": applies to "campain", which no other guideline does; '
        'did you mean "campaign"? [misspelt-team]',
    ),
    (
        "a required guideline with nothing to look for",
        (guideline("line", Kind.REQUIRED),),
        'suggestion: guideline "line": only a judge can look for what is required by "line"; '
        'for the offline engine, add "elements", such as the exact text that a draft must hold [no-elements]',
    ),
    (
        "a guideline that can't be tested",
        (guideline("names", Kind.TERM, examples=Examples()),),
        'suggestion: guideline "names": only a judge can test "names"; '
        'for the offline engine, add "terms", such as "terms: {old word: new word}" [untestable]',
    ),
    (
        "near duplicates",
        (
            guideline("one", text="Never blame the customer for what went wrong."),
            guideline("two", text="Never blame customers for what went wrong."),
        ),
        'warning: guideline "two": says nearly the same as "one"; '
        "join them, so that a breach is reported once [near-duplicate]",
    ),
    (
        "a word ruled out twice",
        (WORDS, guideline("more", Kind.TERM, terms=(Term(avoid="Seats", prefer="people"),))),
        'suggestion: guideline "more": rules out "seats" as "words" does; '
        "keep it in one place [repeated-term]",
    ),
    (
        "a word with two replacements",
        (WORDS, guideline("more", Kind.TERM, terms=(Term(avoid="Seats", prefer="places"),))),
        'warning: guideline "more": rules out "seats" as "words" does, with "people" and "places"; '
        "keep it in one place [repeated-term]",
    ),
    (
        "a claim without proof",
        (
            guideline(
                "claim", Kind.CLAIM, conditions=(Condition(claim="We pay.", anchors=("pay",), keep=("us",)),)
            ),
        ),
        'suggestion: guideline "claim": nothing says where the evidence lies for "claim"; '
        'add "proof:" with a link or a place [no-proof]',
    ),
    (
        "guidelines without examples",
        (
            guideline("one", phrases=("a",), examples=Examples()),
            guideline("two", phrases=("b",), examples=Examples()),
        ),
        'suggestion: the kit: no sentence shows "one", "two"; add "examples:" with on_brand and off_brand '
        'sentences; "brandcheck kit test" runs them [no-examples]',
    ),
]


@pytest.mark.parametrize(
    ("guidelines", "problem"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_problem_is_found(guidelines: tuple[Guideline, ...], problem: str) -> None:
    assert told(LEAD, *guidelines) == [problem]


@pytest.mark.parametrize(
    ("guidelines", "problem"),
    [
        ((WORDS,), "suggestion: the kit: there is no message"),
        (
            (guideline("price", Kind.MESSAGE, role=Role.AVOID, themes=("low-price",)),),
            "warning: the kit: no message leads",
        ),
    ],
)
def test_a_kit_needs_a_lead(guidelines: tuple[Guideline, ...], problem: str) -> None:
    remedy = 'write what every draft puts first, with "kind: message" and "role: lead" [no-lead]'

    assert told(*guidelines) == [f"{problem}; {remedy}"]


def test_expired_guidelines_are_told_only_with_a_date() -> None:
    old = guideline("old", phrases=("x",), expires="2025-12-31")

    assert told(LEAD, old) == []
    assert told(LEAD, old, today=datetime.date(2025, 12, 31)) == []
    assert told(LEAD, old, today=datetime.date(2026, 1, 1)) == [
        'warning: guideline "old": expired on 2025-12-31, so drafts are no longer checked against it; '
        "delete it, or give it a later date [expired]"
    ]


@pytest.mark.parametrize(
    "guidelines",
    [
        (
            guideline("a", Kind.TERM, terms=(Term(avoid="clock", prefer="Acme Clock"),)),
            guideline("b", Kind.TERM, terms=(Term(avoid="ACME", prefer="Acme", case_sensitive=True),)),
        ),
        (
            guideline("a", Kind.TERM, terms=(Term(avoid="seat", exceptions=("car seat",)),)),
            guideline("b", examples=Examples(on_brand=("A car seat for people.",))),
        ),
        (
            guideline("a", Kind.TERM, terms=(Term(avoid="people"),), applies_to=("support",)),
            guideline("b", Kind.TERM, terms=(Term(avoid="heads", prefer="people"),), applies_to=("sales",)),
        ),
        (
            guideline("a", Kind.FACT, figures=(figure("a day", 1440, "set-up", "team"),)),
            guideline("b", Kind.FACT, figures=(figure("an hour", 60, "reply", "team"),)),
        ),
        (
            guideline("a", Kind.FACT, figures=(figure("50 minutes", 50, "new", "patient", "visit"),)),
            guideline(
                "b", Kind.FACT, figures=(figure("a week", 10080, "new", "patient", "usual", "visit", "wait"),)
            ),
        ),
        (
            guideline("a", Kind.FACT, figures=(figure("8am to 6pm", 480, "phone", "line"),)),
            guideline("b", Kind.FACT, figures=(figure("8", 480, "phone", "line"),)),
        ),
        (
            guideline("a", Kind.MESSAGE, role=Role.LEAD, themes=("speed",), applies_to=("sales",)),
            guideline("b", Kind.MESSAGE, role=Role.AVOID, themes=("speed",), applies_to=("support",)),
        ),
        (
            guideline("a", Kind.REQUIRED, elements=(Element(name="end", any_of=("@signature", "the best")),)),
            guideline("b", phrases=("best",)),
        ),
    ],
    ids=[
        "own preferred form",
        "exception",
        "other team",
        "other thing",
        "the wait for it",
        "same value",
        "other lead",
        "detector",
    ],
)
def test_what_only_looks_like_a_problem_is_fine(guidelines: tuple[Guideline, ...]) -> None:
    lead = LEAD.model_copy(update={"applies_to": ("campaign",)})

    assert told(lead, *guidelines) == []


def test_the_worst_comes_first() -> None:
    kit = BrandKit(brand="Acme", guidelines=tuple(g for case in CASES[:6] for g in case[1]))

    ranks = [problem.severity.rank for problem in lint(kit)]

    assert ranks == sorted(ranks)
    assert ranks[0] == Severity.ERROR.rank


def test_every_rule_has_a_case() -> None:
    told_rules = {problem.rsplit("[", 1)[1].rstrip("]") for *_, problem in CASES}

    assert len(told_rules) == len(RULES) - 2  # a kit without a lead and slow patterns have tests of their own
