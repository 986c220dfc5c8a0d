"""One guideline changes, and nothing else: not a comment, not a blank, not the order."""

import difflib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bootstrap import lexicon, vocabulary
from checker.domain import BrandKit, Guideline
from checker.errors import InputError, InvalidBrandKit
from checker.kits.loading import load_text
from checker.lexicon.gazetteer import CORPUS
from service.kits import editing
from service.kits.fields import Fields, fields_of, folded, tidy

OTTERMERE = (CORPUS / "kits/ottermere/kit.yaml").read_text(encoding="utf-8")
KIT = """\
# Ours.
brand: Acme   # the name
guidelines:

  # First things first

  # This one matters.
  - id: price  # never change this
    kind: message
    # Why: a long story.
    text: >-
      Never sell
      on price.

    severity: error
    applies_to: campaign, sales
    phrases: [cheap as chips, 100]
    terms:
      cheap: low-cost   # legal says so
      bargain: {prefer: offer, exceptions: [bargain bin]}
      dirt cheap:
    figures: [12%]
    examples:
      # Seen in March.
      on_brand:
        - It is plain.  # said by Ada
        - 'It''s "fair".'
      off_brand:
      - So cheap!
      - |
        A bargain,
        today.
    owner: "Ada: the boss"
  - id: calm
    kind: voice
    text: Be calm.

# The end.
"""


@cache
def known() -> object:
    return vocabulary(lexicon())


def load(text: str) -> BrandKit:
    return load_text(text, known=known())


def guideline(kit: str, name: str) -> Guideline:
    return next(each for each in load(kit).guidelines if each.id == name)


def changes(before: str, after: str) -> list[str]:
    """Return the lines that go and come."""
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in compared if line.startswith(("- ", "+ "))]


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({"severity": "warning"}, ["-     severity: error", "+     severity: warning"]),
        ({"severity": ""}, ["-     severity: error"]),
        ({"role": "avoid"}, ["+     role: avoid"]),
        ({"proof": "In the files."}, ["+     proof: In the files."]),
        ({"owner": "Ben"}, ['-     owner: "Ada: the boss"', '+     owner: "Ben"']),
        (
            {"text": "Short."},
            ["-       Never sell", "-       on price.", "+       Short."],
        ),
        (
            {"id": "prices"},
            ["-   - id: price  # never change this", "+   - id: prices # never change this"],
        ),
        (
            {"applies_to": ("campaign",)},
            ["-     applies_to: campaign, sales", "+     applies_to: [campaign]"],
        ),
        (
            {"phrases": ("cheap as chips",)},
            ["-     phrases: [cheap as chips, 100]", "+     phrases: [cheap as chips]"],
        ),
        (
            {"on_brand": ("It is plain.", "New: one.", 'It\'s "fair".')},
            ['+         - "New: one."'],
        ),
        ({"off_brand": ("A bargain, today.",)}, ["-       - So cheap!"]),
        (
            {"terms": (("cheap", "plain"), ("bargain", "offer"), ("dirt cheap", ""))},
            [
                "-       cheap: low-cost   # legal says so",
                "+       cheap: plain      # legal says so",
            ],
        ),
        (
            {"terms": (("cheap", "low-cost"), ("bargain", "deal"), ("dirt cheap", ""), ("best", ""))},
            [
                "-       bargain: {prefer: offer, exceptions: [bargain bin]}",
                "+       bargain: {prefer: deal, exceptions: [bargain bin]}",
                "+       best:",
            ],
        ),
    ],
)
def test_only_the_lines_of_a_changed_field_change(changed: dict[str, object], lines: list[str]) -> None:
    fields = tidy(fields_of(guideline(KIT, "price"))).model_copy(update=changed)

    after = editing.edited(KIT, "price", fields, load)

    assert sorted(line.split() for line in changes(KIT, after)) == sorted(line.split() for line in lines)


@pytest.mark.parametrize("kit", [KIT, OTTERMERE, KIT.rstrip("\n"), KIT.replace("\n", "\n\n")])
def test_saving_what_was_opened_changes_nothing(kit: str) -> None:
    for each in load(kit).guidelines:
        assert editing.edited(kit, each.id, tidy(fields_of(each)), load) == kit


B = "- id: b\n  kind: voice\n  text: B.\n"
A = "- id: a\n  kind: voice\n  text: Be calm.\n"
HEAD = "brand: A\nguidelines:\n"
ODD = {
    "in one line": "brand: A\nguidelines: [{id: a, kind: voice, text: A.}, {id: b, kind: voice, text: B.}]\n",
    "a group in braces": f"{HEAD}- {{id: a, kind: voice, text: Be calm.}}  # so\n{B}",
    "a bare list": f"{A}{B}".rstrip(),
    "capitals": f"Brand: A\nGuidelines:\n- ID: a\n  Kind: Voice\n  Text: Be calm.\n{B}",
    "an anchor": f"{HEAD}- id: a\n  kind: voice\n  text: &t Be calm.\n- id: b\n  kind: voice\n  text: *t\n",
    "a dash on a line of its own": f"{HEAD}-\n  id: a\n  kind: voice\n  text: Be calm.\n{B}",
    "the id last": f"{HEAD}- text: Be calm.\n  kind: voice\n  id: a\n{B}",
    "owner first": f"{HEAD}- owner: Ada\n  text: Be calm.\n  kind: voice\n  id: a\n{B}",
    "a document's start": f"---\n{HEAD}{A}{B}...\n",
    "other line ends": f"{HEAD}- id: a\n  kind: voice\n  text: 'Be\u2028calm.'\n{B}",
    "a fold in quotes": f"{HEAD}- id: a\n  kind: voice\n  text: 'Be\n\n    calm.'\n{B}",
    "a comment between": f"{HEAD}- id: a\n  # so\n  kind: voice\n  text: Be calm.\n\n{B}",
}


@pytest.mark.parametrize("kit", ODD.values(), ids=ODD.keys())
def test_a_guideline_written_in_an_odd_way_can_be_changed_too(kit: str) -> None:
    fields = fields_of(guideline(kit, "a"))
    wanted = fields.model_copy(update={"text": "Be quiet.", "owner": "", "on_brand": ("Shh: yes.",)})

    after = editing.edited(kit, "a", wanted, load)

    assert folded(fields_of(guideline(after, "a"))) == folded(wanted)
    assert guideline(after, "b") == guideline(kit, "b")
    assert "# so" in after or "# so" not in kit


@pytest.mark.parametrize("kit", [KIT, *ODD.values()], ids=["plain", *ODD.keys()])
def test_a_guideline_is_taken_out_and_the_others_stay(kit: str) -> None:
    first, second = load(kit).guidelines

    assert load(editing.removed(kit, second.id, load)).guidelines == (first,)
    assert load(editing.removed(kit, first.id, load)).guidelines == (second,)


def test_the_comment_above_a_guideline_goes_with_it() -> None:
    after = editing.removed(KIT, "price", load)

    assert "This one matters" not in after
    assert "# First things first" in after
    assert "# The end." in after


def test_the_last_guideline_stays() -> None:
    alone = editing.removed(KIT, "price", load)

    with pytest.raises(InputError, match="at least one guideline"):
        editing.removed(alone, "calm", load)


def test_a_guideline_is_added_below_the_others_and_above_the_end() -> None:
    fields = Fields(
        id="new", kind="term", text="Say: this.", terms=(("a", "b"), ("c", "")), on_brand=("# hi",)
    )

    after = editing.added(KIT, fields, load)

    assert [each.id for each in load(after).guidelines] == ["price", "calm", "new"]
    assert folded(fields_of(guideline(after, "new"))) == folded(fields)
    assert after.index("id: new") < after.index("# The end.")
    assert not [line for line in changes(KIT, after) if line.startswith("-")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "mesage"}, 'did you mean "message"'),
        ({"expires": "soon"}, "not a date"),
        ({"severity": "fatal"}, "unknown severity"),
        ({"id": "calm"}, "the id is taken"),
        ({"id": "two words"}, "no spaces"),
        ({"text": ""}, '"text" is empty'),
        ({"themes": ("nonsense",)}, "unknown theme"),
    ],
)
def test_what_is_no_guideline_is_refused_with_its_reason(changed: dict[str, object], said: str) -> None:
    fields = fields_of(guideline(KIT, "price")).model_copy(update=changed)

    with pytest.raises(InvalidBrandKit, match=said):
        editing.edited(KIT, "price", fields, load)


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\ud83d", "\uffff"])
@pytest.mark.parametrize("name", ["text", "owner", "on_brand", "terms"])
def test_signs_that_no_report_can_carry_are_refused(sign: str, name: str) -> None:
    typed = {"text": f"a{sign}", "owner": sign, "on_brand": (f"{sign}b",), "terms": (("a", sign),)}
    fields = fields_of(guideline(KIT, "price")).model_copy(update={name: typed[name]})

    with pytest.raises(InputError, match="can't be shown"):
        editing.edited(KIT, "price", fields, load)


def test_a_guideline_that_is_gone_is_not_made_anew() -> None:
    with pytest.raises(InputError, match="no guideline “gone”"):
        editing.edited(KIT, "gone", Fields(id="gone", kind="voice", text="Be calm."), load)


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=150,
).filter(
    lambda text: (
        text.split() and not any(sign in text for sign in "→*") and "->" not in text and "=>" not in text
    )
)
TEXTS = st.lists(TEXT.map(lambda text: " ".join(text.split())), max_size=4, unique=True).map(tuple)


@given(text=TEXT, on_brand=TEXTS, off_brand=TEXTS, phrases=TEXTS, owner=TEXT)
def test_whatever_is_typed_is_what_the_kit_says_afterwards(
    text: str, on_brand: tuple[str, ...], off_brand: tuple[str, ...], phrases: tuple[str, ...], owner: str
) -> None:
    fields = fields_of(guideline(KIT, "price")).model_copy(
        update={
            "text": text,
            "on_brand": on_brand,
            "off_brand": off_brand,
            "phrases": phrases,
            "owner": owner,
        }
    )

    after = editing.edited(KIT, "price", fields, load)

    assert folded(fields_of(guideline(after, "price"))) == folded(fields)
    assert guideline(after, "calm") == guideline(KIT, "calm")
    assert guideline(after, "price").figures == guideline(KIT, "price").figures
    for comment in ("# Ours.", "# the name", "# First things first", "# Why: a long story.", "# The end."):
        assert comment in after
