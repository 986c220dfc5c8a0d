"""Labelled brands load, and every mistake in them is said at once."""

import json

import pytest

from evals import cases
from evals.cases import InvalidCases
from evals.labels import Split, Tier


def problems(home):
    with pytest.raises(InvalidCases) as caught:
        cases.load(home / "cases")
    return [problem.replace(f"{home}/cases/", "") for problem in caught.value.problems]


def rewrite(home, change):
    path = home / "cases" / "ash" / "labels.json"
    labels = json.loads(path.read_text())
    change(labels["drafts"])
    path.write_text(json.dumps(labels))


def test_the_shipped_brands_load():
    brands = cases.load()

    assert {(brand.tier, brand.split) for brand in brands} == {
        (tier, split) for tier in Tier for split in Split
    }
    assert all(brand.cases for brand in brands)


def test_a_brand_knows_its_tier_and_split(home):
    brands = {brand.name: (brand.tier, brand.split) for brand in cases.load(home / "cases")}

    assert brands == {
        "ash": (Tier.HARD, Split.TUNED),
        "elm": (Tier.HARD, Split.HELD_BACK),
        "everyday-oak": (Tier.EVERYDAY, Split.TUNED),
    }


def test_a_case_has_its_body_and_files(home):
    case = cases.load(home / "cases")[0].cases[0]

    assert case.body == "We are the cheapest and it never fails, they say cheap.\n"
    assert case.words == 11
    assert case.draft == home / "cases" / "ash" / "drafts" / "d01.md"
    assert case.kit == home / "cases" / "ash" / "guidelines.json"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\nid: a\n---\nHello", "Hello"),
        ("---\nid: a\n---\nHello\n---\nagain\n---\n", "Hello\n---\nagain\n---\n"),
        ("Hello\n---\nid: a\n---\n", "Hello\n---\nid: a\n---\n"),
        ("---\nnever closed\n", "---\nnever closed\n"),
        ("", ""),
    ],
)
def test_only_front_matter_is_taken_off(text, body):
    assert cases.body_of(text) == body


def test_a_digest_changes_with_the_labels(home):
    before = {brand.name: brand.digest for brand in cases.load(home / "cases")}

    rewrite(home, lambda drafts: drafts["d01"].update(lead_message="something else"))

    after = {brand.name: brand.digest for brand in cases.load(home / "cases")}
    assert [name for name in before if before[name] != after[name]] == ["ash"]


def set_first(field, value):
    return lambda drafts: drafts["d01"]["findings"][0].update({field: value})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (set_first("quote", "the dearest"), ["ash/labels.json: d01: quote not in the draft: “the dearest”"]),
        (set_first("quote", ""), ["ash/labels.json: d01: a disconnect label has no quote: Price."]),
        (
            set_first("kind", "missing"),
            ["ash/labels.json: d01: a missing label may not have a quote: Price."],
        ),
        (set_first("guideline", "G99"), ["ash/labels.json: d01: no guideline “G99” in guidelines.json."]),
        (
            lambda drafts: drafts["d01"].update(lookalikes=[{"quote": "nowhere", "why": ""}]),
            ["ash/labels.json: d01: look-alike not in the draft: “nowhere”"],
        ),
        (
            lambda drafts: drafts["d02"].update(verdict="flag"),
            ["ash/labels.json: d02: verdict is “flag” with 0 finding(s)."],
        ),
        (
            lambda drafts: drafts.update(d03=drafts.pop("d02")),
            ["ash/drafts/d02.md: not labelled.", "ash/labels.json: d03: no draft of that name."],
        ),
        (
            set_first("kind", "disconnection"),
            [
                "ash/labels.json: drafts.d01.findings.0.kind: Input should be 'disconnect', 'contradiction', "
                "'claim', 'term', 'voice' or 'missing'"
            ],
        ),
    ],
)
def test_a_mistake_in_the_labels_is_reported(change, expected, home):
    rewrite(home, change)

    assert problems(home) == expected


def test_the_problems_of_all_brands_are_said_at_once(home):
    (home / "cases" / "ash" / "labels.json").unlink()
    (home / "cases" / "elm" / "drafts" / "d02.md").unlink()

    assert problems(home) == [
        "ash/labels.json: no such file.",
        "elm/labels.json: d02: no draft of that name.",
    ]


@pytest.mark.parametrize(
    ("split", "expected"),
    [
        (
            "tuned: [ash]\nheld_back: [elm]\n",
            ["SPLIT.yaml: everyday-oak is in neither list. Say whether it is tuned or held back."],
        ),
        (
            "tuned: [ash, everyday-oak]\nheld_back: [elm, ash]\n",
            ["SPLIT.yaml: both tuned and held back: ash. Keep one."],
        ),
        ("tuned: [ash, elm, everyday-oak]\n", ["SPLIT.yaml: held_back: Field required"]),
    ],
)
def test_a_brand_stands_in_exactly_one_list(split, expected, home):
    (home / "cases" / "SPLIT.yaml").write_text(split)

    assert problems(home) == expected


def test_a_listed_brand_without_a_folder_is_reported(home):
    (home / "cases" / "SPLIT.yaml").write_text("tuned: [ash, everyday-oak, yew]\nheld_back: [elm]\n")

    assert problems(home)[0] == "yew/guidelines.json: no such file."


def test_a_split_that_is_not_yaml_is_reported(home):
    (home / "cases" / "SPLIT.yaml").write_text("tuned: [")

    assert problems(home)[0].startswith("SPLIT.yaml: not YAML: ")


def test_a_draft_that_is_not_text_is_reported(home):
    (home / "cases" / "ash" / "drafts" / "d01.md").write_bytes(b"\xff\xfe")

    assert problems(home) == ["ash/drafts/d01.md: not UTF-8."]
