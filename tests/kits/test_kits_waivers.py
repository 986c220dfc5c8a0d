"""Waivers are read with care, hide what they cover while they hold, and are told when they have lapsed."""

import datetime
from pathlib import Path

import pytest

from checker.domain import Finding, Location, Severity
from checker.errors import InputError
from checker.kits.waivers import Waiver, load_waivers, waive

TODAY = datetime.date(2026, 6, 30)


def finding(id_: str, guideline: str = "price", quote: str = "Only $9") -> Finding:
    return Finding(
        id=id_,
        check="off-message",
        guideline=guideline,
        severity=Severity.ERROR,
        confidence=1,
        origin="rule",
        location=Location(start=0, end=7, line=1, column=1),
        quote=quote,
        guideline_quote="",
        explanation="",
    )


def waiver(expires: str = "2026-06-30", **fields: str) -> Waiver:
    return Waiver.model_validate(
        {"owner": "Anna", "reason": "Agreed with legal", "expires": expires, **fields}
    )


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("top", ["", "waivers:\n"])
def test_waivers_load(top: str, tmp_path: Path) -> None:
    lines = """- finding: f1
  owner: Anna
  reason: Agreed with legal
  expires: 2026-06-30
- {guideline: price, quote: Only $9, owner: Ben, reason: Old page, expires: 2026-01-31}
"""

    assert load_waivers(written(tmp_path, top + lines)) == (
        waiver(finding="f1"),
        Waiver(guideline="price", quote="Only $9", owner="Ben", reason="Old page", expires="2026-01-31"),
    )


@pytest.mark.parametrize("text", ["", "# none left\n", "[]", "waivers:\n", "waivers: []\n"])
def test_a_file_without_waivers_is_fine(text: str, tmp_path: Path) -> None:
    assert load_waivers(written(tmp_path, text)) == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "- findng: f1\n  owner: Anna\n  reason: Fine\n  expires: 30/06/2026\n",
            [
                'waivers.yaml:1: waiver 1: unknown field "findng"; did you mean "finding"?',
                'waivers.yaml:4: waiver 1: "expires" is not a date: "30/06/2026"; write it as 2026-01-31',
            ],
        ),
        (
            "- finding: f1\n",
            [
                'waivers.yaml:1: waiver 1: no "owner"; add one',
                'waivers.yaml:1: waiver 1: no "reason"; add one',
                'waivers.yaml:1: waiver 1: no "expires"; add one',
            ],
        ),
        (
            "- {guideline: price, owner: A, reason: B, expires: 2026-01-31}\n- f1\n",
            [
                'waivers.yaml:1: waiver 1: say what is waived: "finding", or "guideline" and "quote"',
                'waivers.yaml:2: waiver 2: fields such as "finding" were expected here, not a text',
            ],
        ),
        ("f1\n", ['waivers.yaml:1: a list of waivers was expected, not a text; begin each with "-"']),
        ("waiver: []\n", ['waivers.yaml:1: unknown field "waiver"; did you mean "waivers"?']),
        ("- [\n", ["waivers.yaml:2: something is opened and never closed, or a value is missing"]),
    ],
)
def test_mistakes_are_reported_at_once(text: str, problems: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_waivers(written(tmp_path, text))

    assert str(caught.value).replace(f"{tmp_path}/", "").splitlines() == problems


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: no such file; check the path"):
        load_waivers(tmp_path / "none.yaml")


def test_a_waiver_hides_its_finding_until_its_last_day() -> None:
    waivers = [waiver(finding="f1")]

    held = waive([finding("f1"), finding("f2")], waivers, TODAY)
    lapsed = waive([finding("f1"), finding("f2")], waivers, TODAY + datetime.timedelta(days=1))

    assert [f.waived_by for f in held.findings] == ["Anna until 2026-06-30: Agreed with legal", None]
    assert held.expired == ()
    assert [f.waived_by for f in lapsed.findings] == [None, None]
    assert lapsed.expired == tuple(waivers)


def test_a_waiver_of_words_holds_in_any_document() -> None:
    waivers = [waiver(guideline="price", quote="only  $9")]
    findings = [
        finding("a"),
        finding("b", quote="ONLY\n$9"),
        finding("c", guideline="hype"),
        finding("d", quote="$9"),
    ]

    waived = waive(findings, waivers, TODAY)

    assert [bool(f.waived_by) for f in waived.findings] == [True, True, False, False]


def test_an_expired_waiver_that_covers_nothing_is_not_told() -> None:
    assert waive([finding("f1")], [waiver("2025-01-01", finding="f2")], TODAY).expired == ()


def test_a_waiver_that_holds_counts_beside_one_that_has_lapsed() -> None:
    old, new = waiver("2026-01-01", finding="f1"), waiver("2026-12-31", guideline="price", quote="Only $9")

    waived = waive([finding("f1")], [old, new], TODAY)

    assert waived.findings[0].waived_by == "Anna until 2026-12-31: Agreed with legal"
    assert waived.expired == (old,)
