"""Kits load from files and folders, in every form that people write."""

import datetime
import json
from pathlib import Path

import pytest

from checker.domain import BrandKit, Condition, Element, Examples, Guideline, Kind, Role, Severity, Term
from checker.errors import InvalidBrandKit
from checker.kits.loading import GUIDELINE_FIELDS, is_expired, load, without_expired
from checker.kits.source.scope import Vocabulary


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def the_guideline(tmp_path: Path, lines: str) -> Guideline:
    kit = f"brand: Acme\nguidelines:\n- id: a\n  kind: term\n  text: Words.\n{lines}"
    return load(written(tmp_path / "kit.yaml", kit)).guidelines[0]


def problems_of(path: Path) -> list[str]:
    with pytest.raises(InvalidBrandKit) as caught:
        load(path)
    return [problem.replace(f"{path.parent}/", "") for problem in caught.value.problems]


def test_every_field_of_a_guideline_can_be_written() -> None:
    assert list(GUIDELINE_FIELDS) == list(Guideline.model_fields)


def test_the_least_that_works(tmp_path: Path) -> None:
    kit = load(
        written(
            tmp_path / "kit.yaml", "brand: Acme\nguidelines:\n- {id: a, kind: voice, text: Short words.}\n"
        )
    )

    assert kit.brand == "Acme"
    assert kit.version == "draft"
    assert kit.guidelines == (Guideline(id="a", kind=Kind.VOICE, text="Short words."),)


def test_a_bare_list_is_a_kit_named_after_its_file(tmp_path: Path) -> None:
    kit = load(written(tmp_path / "acme.yaml", "- {id: a, kind: voice, text: Short words.}\n"))

    assert (kit.brand, len(kit.guidelines)) == ("acme", 1)


def test_a_json_kit_loads(tmp_path: Path) -> None:
    guidelines = [
        {"id": "G01", "kind": "fact", "text": 'Say "yes" \\ é 😀 \t/', "applies_to": ["sales"], "role": None}
    ]
    path = written(
        tmp_path / "kit.json", json.dumps({"brand": "Acme", "guidelines": guidelines}, indent="\t")
    )

    kit = load(path)

    assert kit.guidelines[0].text == 'Say "yes" \\ é 😀 \t/'
    assert kit.guidelines[0].applies_to == ("sales",)


def test_json_problems_have_lines(tmp_path: Path) -> None:
    text = '{"brand": "Acme",\n"guidelines": [\n{"id": "a",\n"kind": "fcat",\n"text": "x", "id": "b"}]}'

    assert problems_of(written(tmp_path / "kit.json", text)) == [
        'kit.json:4: guideline "a": unknown kind "fcat"; did you mean "fact"?',
        'kit.json:5: guideline "a": "id" is given twice; line 3 has it already',
    ]


def test_json_that_breaks_off_has_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "kit.json", '{"brand": "Acme",\n"guidelines": [}')

    assert problems_of(path) == ["kit.json:2: not JSON: Expecting value, at column 16"]


def test_a_lone_surrogate_in_json_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path / "kit.json", '{"brand": "\\ud83d", "guidelines": []}')

    assert problems_of(path) == [
        'kit.json:1: "brand" holds the character U+D83D, which can\'t be shown; delete it'
    ]


def test_what_a_kit_says_in_json_loads_again(tmp_path: Path) -> None:
    lines = """  terms: {cheap: low-cost}
  elements: ['@date']
  examples: {on_brand: Plan it.}
  figures: 99.6%
"""
    written(tmp_path / "a.yaml", f"brand: Acme\nguidelines:\n- id: a\n  kind: term\n  text: Words.\n{lines}")
    kit = load(tmp_path / "a.yaml")

    assert load(written(tmp_path / "b.json", kit.model_dump_json())) == kit


def test_a_folder_is_merged_in_name_order(tmp_path: Path) -> None:
    written(tmp_path / "b.yaml", "version: 7\nguidelines:\n- {id: b, kind: voice, text: Short words.}\n")
    written(tmp_path / "a.yml", "- {id: a, kind: voice, text: Calm words.}\n")
    written(tmp_path / "c.yaml", "brand: Acme\n")
    written(tmp_path / ".hidden.yaml", "rubbish: yes\n")
    written(tmp_path / "README.md", "Our kit.\n")

    kit = load(tmp_path)

    assert (kit.brand, kit.version, [g.id for g in kit.guidelines]) == ("Acme", "7", ["a", "b"])


def test_the_files_of_a_folder_must_agree(tmp_path: Path) -> None:
    written(tmp_path / "a.yaml", "brand: Acme\nguidelines:\n- {id: a, kind: voice, text: Calm words.}\n")
    written(
        tmp_path / "b.yaml",
        "brand: Acme\nversion: 2\nguidelines:\n- {id: a, kind: voice, text: Plain words.}\n",
    )
    written(tmp_path / "c.yaml", "brand: Apex\nversion: 2\n")

    with pytest.raises(InvalidBrandKit) as caught:
        load(tmp_path)

    assert str(caught.value).replace(f"{tmp_path}/", "").splitlines() == [
        'b.yaml:4: guideline "a": the id is taken by a.yaml:3; choose another',
        'c.yaml:1: brand "Apex" differs from "Acme" at a.yaml:1; keep one',
    ]


def test_all_files_of_a_folder_report_their_problems(tmp_path: Path) -> None:
    written(tmp_path / "a.yaml", "brand: [\n")
    written(tmp_path / "b.yaml", "brnad: Acme\n")

    with pytest.raises(InvalidBrandKit) as caught:
        load(tmp_path)

    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        ("  terms: {cheap: low-cost}\n", [Term(avoid="cheap", prefer="low-cost")]),
        ("  terms: {cheap: , no: 'yes'}\n", [Term(avoid="cheap"), Term(avoid="no", prefer="yes")]),
        ("  terms: {seat: {prefer: person, exceptions: car seat}}\n",
         [Term(avoid="seat", prefer="person", exceptions=("car seat",))]),
        ("  terms: [cheap, seat: person]\n", [Term(avoid="cheap"), Term(avoid="seat", prefer="person")]),
        ("  terms: cheap\n", [Term(avoid="cheap")]),
        ("  terms: {avoid: [cheap, low-end], prefer: plain}\n",
         [Term(avoid="cheap", prefer="plain"), Term(avoid="low-end", prefer="plain")]),
        ("  terms:\n  - {avoid: seat, prefer: person, exceptions: [car seat], case_sensitive: yes}\n",
         [Term(avoid="seat", prefer="person", exceptions=("car seat",), case_sensitive=True)]),
        ("  terms: {ACME: Acme}\n", [Term(avoid="ACME", prefer="Acme", case_sensitive=True)]),
    ],
)  # fmt: skip
def test_terms_in_every_form(lines: str, terms: list[Term], tmp_path: Path) -> None:
    assert list(the_guideline(tmp_path, lines).terms) == terms


def test_figures_in_every_form(tmp_path: Path) -> None:
    lines = """  figures:
  - 99.6%
  - {quote: two business days, about: Deposit}
  - {quote: a lot, value: "1,000", unit: users}
"""

    figures = the_guideline(tmp_path, lines).figures

    assert [(f.quote, f.value, f.unit) for f in figures] == [
        ("99.6%", 99.6, "percent"), ("two business days", 2880, "minute"), ("a lot", 1000, "users"),
    ]  # fmt: skip
    assert figures[1].about == ("deposit",)


def test_conditions_and_elements_in_every_form(tmp_path: Path) -> None:
    lines = """  conditions: {claim: We pay the penalty because of us., keep: [Because of us]}
  elements: [Try it, '@next-step', {any_of: [a, b], name: an end, channels: Social}]
"""

    guideline = the_guideline(tmp_path, lines)

    assert guideline.conditions == (
        Condition(claim="We pay the penalty because of us.", anchors=(), keep=("because of us",)),
    )
    assert guideline.elements == (
        Element(name="Try it", any_of=("Try it",)),
        Element(name="next step", any_of=("@next-step",)),
        Element(name="an end", any_of=("a", "b"), channels=("social",)),
    )


def test_other_fields_in_their_forms(tmp_path: Path) -> None:
    lines = """  Applies-To: Sales, support
  severity: Error
  role: LEAD
  theme: Low price
  forbids: discounts
  phrases: one
  allows: [two, three]
  examples: {on-brand: Plan it., off brand: [Crush it., Kill it.]}
  owner:
  expires: 2026-01-31
"""

    guideline = the_guideline(tmp_path, lines)

    assert guideline == Guideline(
        id="a", kind=Kind.TERM, text="Words.", applies_to=("sales", "support"), severity=Severity.ERROR,
        role=Role.LEAD, themes=("low-price",), forbids=("discounts",), phrases=("one",),
        allows=("two", "three"),
        examples=Examples(on_brand=("Plan it.",), off_brand=("Crush it.", "Kill it.")), expires="2026-01-31",
    )  # fmt: skip


def test_names_are_not_checked_without_a_vocabulary(tmp_path: Path) -> None:
    assert the_guideline(tmp_path, "  themes: whatever\n").themes == ("whatever",)
    with pytest.raises(InvalidBrandKit, match="none is known"):
        load(tmp_path / "kit.yaml", known=Vocabulary(themes=frozenset()))


def test_the_digest_depends_on_what_a_kit_says(tmp_path: Path) -> None:
    line = "{id: a, kind: voice, text: Short words.}"
    kits = [
        load(written(tmp_path / "a.yaml", f"brand: Acme\nguidelines:\n- {line}\n")),
        load(written(tmp_path / "b.yaml", f"# ours\nguidelines: [{line}]\nbrand: 'Acme'\n")),
        load(written(tmp_path / "c.yaml", f"brand: Acme\nguidelines:\n- {line.replace('Short', 'Calm')}\n")),
    ]

    assert [len(kit.digest) for kit in kits] == [64, 64, 64]
    assert kits[0] == kits[1]
    assert kits[0].digest != kits[2].digest


def test_expired_guidelines_no_longer_apply() -> None:
    texts = {"a": "2026-01-30", "b": "2026-01-31", "c": ""}
    guidelines = tuple(Guideline(id=i, kind=Kind.VOICE, text="Calm.", expires=e) for i, e in texts.items())
    kit = BrandKit(brand="Acme", guidelines=guidelines)
    today = datetime.date(2026, 1, 31)

    assert [g.id for g in without_expired(kit, today).guidelines] == ["b", "c"]
    assert is_expired(guidelines[0], today)
