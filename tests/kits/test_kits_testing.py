"""A kit's examples are run as tests."""

from checker.domain import (
    BlockKind,
    BrandKit,
    Document,
    Examples,
    Finding,
    Guideline,
    Kind,
    Location,
    Severity,
)
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


def check(document: Document, kit: BrandKit) -> list[Finding]:
    found = [finding("line", "")]
    found += [finding("price", "cheap")] if "cheap" in document.text else []
    found += [finding("hype", "!")] if "!" in document.text else []
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE]
    assert [guideline.id for guideline in kit.guidelines] == [guideline.id for guideline in KIT.guidelines]
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


def test_each_example_is_held_against_the_kit_without_itself() -> None:
    seen: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []

    def note(document: Document, kit: BrandKit) -> list[Finding]:
        examples = kit.guidelines[0].examples
        seen.append((document.text, examples.on_brand, examples.off_brand))
        return []

    testing.test(KIT, note)

    assert ("So cheap!", ("Plan it.", "Plan it cheaply."), ("What a bargain!",)) in seen
    assert ("Plan it.", ("Plan it cheaply.",), ("So cheap!", "What a bargain!")) in seen
    assert len(seen) == 6
