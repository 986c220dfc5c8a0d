"""A kit's examples are run as tests."""

from checker.domain import BrandKit, Examples, Finding, Guideline, Kind, Location, Severity
from checker.kits import testing

KIT = BrandKit(
    brand="Acme",
    guidelines=(
        Guideline(
            id="price",
            kind=Kind.MESSAGE,
            text="Never price.",
            examples=Examples(
                on_brand=("Plan it.", "Plan it cheaply."), off_brand=("So cheap!", "What a bargain!")
            ),
        ),
        Guideline(id="hype", kind=Kind.VOICE, text="No hype.", examples=Examples(on_brand=("Plan it!",))),
        Guideline(id="line", kind=Kind.REQUIRED, text="Sign.", examples=Examples(off_brand=("Bye.",))),
    ),
)


def finding(guideline: str, quote: str) -> Finding:
    return Finding(
        check="wrong-term",
        guideline=guideline,
        severity=Severity.ERROR,
        confidence=1,
        origin="rule",
        location=Location(start=0, end=len(quote), line=1, column=1),
        quote=quote,
        guideline_quote="",
        explanation="",
    )


def check(text: str, kit: BrandKit) -> list[Finding]:
    found = [finding("line", "")]
    found += [finding("price", "cheap")] if "cheap" in text else []
    found += [finding("hype", "!")] if "!" in text else []
    assert kit is KIT
    return found


def test_examples_pass_and_fail_by_their_own_guideline() -> None:
    results = testing.test(KIT, check)

    assert [(r.guideline, r.text, r.expected, r.passed, r.flagged_by) for r in results] == [
        ("price", "So cheap!", "flagged", True, ("price", "hype")),
        ("price", "What a bargain!", "flagged", False, ("hype",)),
        ("price", "Plan it.", "fine", True, ()),
        ("price", "Plan it cheaply.", "fine", False, ("price",)),
        ("hype", "Plan it!", "fine", False, ("hype",)),
        ("line", "Bye.", "flagged", True, ("line",)),
    ]


def test_a_kit_without_examples_has_no_results() -> None:
    kit = BrandKit(brand="Acme", guidelines=(Guideline(id="a", kind=Kind.VOICE, text="Calm."),))

    assert testing.test(kit, check) == ()
