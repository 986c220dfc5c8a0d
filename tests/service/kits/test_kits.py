"""What may be done with kits, in which order, and what is refused."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError, InvalidBrandKit, ModelUnavailable
from service.kits import Fields, Kits
from service.kits.fields import fields_of
from service.kits.ids import LONGEST, id_from, is_id
from service.kits.reading import content_of, decoded, problem_of
from service.nouns import LOCAL, KitState
from service.problems import Problem
from service.records import Records, Stale
from tests.service.kits.conftest import KIT


def put(kits: Kits, source: str = KIT, kit: str = "acme", **how: object) -> object:
    return kits.put(kit, source, by=LOCAL, **how)


def test_a_kit_is_a_draft_until_it_is_published(kits: Kits, records: Records) -> None:
    draft = kits.put("acme", KIT, by=LOCAL, expected="")

    assert (draft.number, draft.state, draft.source) == (1, KitState.DRAFT, KIT)
    assert records.kits.published("acme") is None
    published = kits.publish("acme", 1, by=LOCAL, expected=draft.digest)
    assert published.state is KitState.PUBLISHED
    assert kits.get("acme").guidelines == 2
    assert [entry.action for entry in records.audit.list("", 10)[0]] == ["publish kit", "edit kit"]


def test_a_change_is_a_new_draft_and_the_published_version_stays(kits: Kits) -> None:
    put(kits)
    first = kits.publish("acme", 1, by=LOCAL)
    fields = fields_of(kits.read(first.source).guidelines[1]).model_copy(update={"text": "Be quiet."})

    second = kits.edit_guideline(first, "calm", fields, by=LOCAL)

    assert (second.number, second.note) == (2, "Changed calm")
    assert second.source == KIT.replace("Be calm.", "Be quiet.")
    assert kits.version("acme", 1).source == KIT
    assert kits.current("acme").number == 2


def test_guidelines_are_added_and_removed(kits: Kits) -> None:
    version = kits.put("acme", KIT, by=LOCAL)

    version = kits.add_guideline(version, Fields(id="warm", kind="voice", text="Be warm."), by=LOCAL)
    version = kits.remove_guideline(version, "price", by=LOCAL)

    assert [each.id for each in kits.read(version.source).guidelines] == ["calm", "warm"]


def test_a_stale_change_is_refused_and_nothing_is_lost(kits: Kits) -> None:
    opened = kits.put("acme", KIT, by=LOCAL)
    kits.put("acme", KIT + "# theirs\n", by=LOCAL, expected=opened.digest)

    with pytest.raises(Stale):
        kits.put("acme", KIT + "# mine\n", by=LOCAL, expected=opened.digest)
    with pytest.raises(Stale):
        kits.remove_guideline(opened, "calm", by=LOCAL)
    with pytest.raises(Stale):
        kits.publish("acme", 1, by=LOCAL, expected=opened.digest)
    assert kits.current("acme").source.endswith("# theirs\n")


def test_a_new_kit_does_not_replace_one_that_is_there(kits: Kits) -> None:
    put(kits)

    with pytest.raises(Stale):
        put(kits, expected="")


def test_json_is_kept_as_yaml_and_says_the_same(kits: Kits) -> None:
    content = content_of(kits.read(KIT))

    version = kits.put("acme", json.dumps(content), by=LOCAL, is_json=True)

    assert content_of(kits.read(version.source)) == content
    assert version.source.startswith("brand: Acme\n")


@pytest.mark.parametrize(
    "source",
    ["- id: calm\n  kind: voice\n  text: Be calm.\n", "---\n- {id: calm, kind: voice, text: Be calm.}\n"],
)
def test_a_bare_list_gets_the_name_of_its_kit(kits: Kits, source: str) -> None:
    version = kits.put("acme", source, by=LOCAL)

    assert kits.read(version.source).brand == "acme"
    assert kits.get("acme").brand == "acme"


def test_a_version_is_rolled_back_to(kits: Kits) -> None:
    put(kits)
    kits.publish("acme", 1, by=LOCAL)
    put(kits, KIT + "# more\n")
    kits.publish("acme", 2, by=LOCAL)
    put(kits, KIT + "# still more\n")

    kits.roll_back("acme", 1, by=LOCAL)

    states = {version.number: version.state.value for version in kits.versions("acme")}
    assert states == {1: "published", 2: "retired", 3: "draft"}
    with pytest.raises(Problem, match="never published"):
        kits.roll_back("acme", 3, by=LOCAL)


def test_a_draft_is_discarded_and_a_kit_deleted(kits: Kits) -> None:
    put(kits)
    kits.publish("acme", 1, by=LOCAL)
    put(kits, KIT + "# more\n")

    kits.discard("acme", by=LOCAL)

    assert kits.current("acme").number == 1
    with pytest.raises(Problem, match="no draft"):
        kits.discard("acme", by=LOCAL)
    kits.delete("acme", by=LOCAL)
    with pytest.raises(Problem, match="no kit"):
        kits.get("acme")


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "A", "a b", "-a", "a-", "a--b", "", "new", "import", "é", "a" * 65]
)
def test_an_id_that_could_mislead_is_none(kits: Kits, name: str) -> None:
    with pytest.raises(Problem, match="lower-case letters"):
        put(kits, kit=name)
    with pytest.raises(Problem, match="There is no"):
        kits.get(name)
    with pytest.raises(Problem, match="There is no"):
        kits.delete(name, by=LOCAL)


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**80])
def test_a_version_that_is_not_there_is_not_found(kits: Kits, number: int) -> None:
    put(kits)

    with pytest.raises(Problem, match="There is no version"):
        kits.version("acme", number)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (BOMB, "values"),
        ("[" * 100_000, "nested more than"),
        ("a: " + "{b: " * 50, "nested more than"),
        ("!!python/object/apply:os.system [id]", "were expected here"),
        ("brand: !evil A", "YAML tag"),
        ("brand: A\nguidelines: *x\n", "refers to nothing"),
        ("x" * 600_000, "larger than"),
        ("brand: A\n---\nbrand: B\n", "second document"),
        ("brand: A\nguidelines: []\n", "no guidelines"),
        ("", "no guidelines"),
        ("\x00", "can't be shown"),
    ],
)
def test_a_hostile_kit_is_refused_with_its_reason(kits: Kits, source: str, said: str) -> None:
    with pytest.raises(InvalidBrandKit, match=said):
        put(kits, source)


def test_every_breach_is_told_with_its_line(kits: Kits) -> None:
    with pytest.raises(InvalidBrandKit) as caught:
        put(kits, "brand: A\nguidelines:\n- id: a b\n  kind: mesage\n- id: c\n  kind: voice\n")

    problem = problem_of(caught.value)
    assert problem.status == 422
    assert [fault.at for fault in problem.faults] == ["line 3", "line 3", "line 4", "line 5"]
    assert "did you mean" in problem.faults[2].says
    assert "4 things" in problem.detail


def test_a_file_that_is_not_utf8_or_too_large_is_refused() -> None:
    with pytest.raises(Problem, match="not UTF-8") as caught:
        decoded(b"brand: A\n\xff")
    assert caught.value.faults[0].at == "line 2"
    with pytest.raises(Problem, match="at most"):
        decoded(b"x" * 500_001)
    assert decoded(b"\xef\xbb\xbfa\r\nb\rc") == "a\nb\nc"


def test_lint_and_tests_say_what_the_command_line_says(kits: Kits) -> None:
    told: list[tuple[int, int]] = []

    results = kits.test(KIT, lambda done, of: told.append((done, of)))

    assert [(each.guideline, each.expected, each.passed) for each in results] == [
        ("price", "flagged", True),
        ("price", "fine", True),
    ]
    assert told == [(0, 1)]
    assert "no-examples" in {problem.rule for problem in kits.lint(KIT)}
    assert kits.testing(KIT).result() == results


GUIDE = """\
# Acme brand guide

## Words

- Don't say "cheap". Say "low-cost".
- Never write "world-class".
"""


def test_a_guide_becomes_a_draft_that_cites_it(kits: Kits) -> None:
    version = kits.import_guide("Acme Guide.md", GUIDE.encode(), by=LOCAL)

    assert (version.kit, version.state, version.note) == (
        "acme-guide",
        "draft",
        "Imported from Acme Guide.md",
    )
    assert "world-class" in version.guide
    assert "# line 5" in version.source
    again = kits.import_guide("Acme Guide.md", GUIDE.encode(), by=LOCAL)
    assert again.kit == "acme-guide-2"


def test_the_guide_stays_with_later_versions(kits: Kits) -> None:
    first = kits.import_guide("a.md", GUIDE.encode(), by=LOCAL, kit="acme")
    kits.publish("acme", 1, by=LOCAL)

    second = kits.put("acme", first.source + "# more\n", by=LOCAL)

    assert (second.number, second.guide) == (2, first.guide)


def test_an_import_does_not_replace_a_draft(kits: Kits) -> None:
    put(kits)

    with pytest.raises(Problem, match="has a draft already"):
        kits.import_guide("a.md", GUIDE.encode(), by=LOCAL, kit="acme")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", b"Hello."),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.exe", b"MZ\x00\x00"),
        ("a.md", b""),
    ],
)
def test_a_guide_that_says_nothing_is_refused(kits: Kits, name: str, content: bytes) -> None:
    with pytest.raises(InputError):
        kits.import_guide(name, content, by=LOCAL)
    assert kits.list() == ()


def test_without_a_model_no_model_reads_a_guide(kits: Kits) -> None:
    with pytest.raises(ModelUnavailable):
        kits.import_guide("a.md", GUIDE.encode(), by=LOCAL, judged=True)


def test_the_sample_is_published_once_and_only_where_nothing_is(kits: Kits) -> None:
    kits.seed_sample()
    kits.seed_sample()

    assert [(kit.id, kit.published) for kit in kits.list()] == [("ottermere", 1)]
    kits.put("acme", KIT, by=LOCAL)
    kits.delete("ottermere", by=LOCAL)
    kits.seed_sample()
    assert [kit.id for kit in kits.list()] == ["acme"]


@given(st.text(max_size=90), st.frozensets(st.sampled_from(["kit", "a", "a-2"])))
def test_a_made_id_is_one_and_free(name: str, taken: frozenset[str]) -> None:
    made = id_from(name, taken)

    assert is_id(made)
    assert made not in taken
    assert len(made) <= LONGEST
    assert re.fullmatch("[a-z0-9-]+", made)
