"""What is counted as found, what larger kits are made of, and what the page says."""

import json
from pathlib import Path

import numpy as np
import pytest

from checker.domain import BrandKit, Guideline, Kind
from checker.retrievers.chroma import PER_PASSAGE
from evals.labels import FaultKind
from evals.larger_kits import grown
from evals.retrieval import INTRODUCTION, OWN, SIZES, main, ways
from evals.retrieving import WINDOW, Draft, NearestToDraft, NearestToPassages, Wanted, read, send
from tests.drafts import draft
from tests.fakes import SMALL, encode

CLAIM, MISSING = FaultKind.CLAIM, FaultKind.MISSING
TEXTS = ("Tea is hot.", "Coffee is cold.", "Milk is white.")


def kit(*texts: str, brand: str = "Ash", kind: Kind = Kind.FACT) -> BrandKit:
    guidelines = tuple(Guideline(id=f"g{n}", kind=kind, text=text) for n, text in enumerate(texts))
    return BrandKit(brand=brand, guidelines=guidelines)


class Scripted:
    """Sends, window by window, what its script says, and remembers what it was shown."""

    def __init__(self, *script: str) -> None:
        self._script = iter(script)
        self.shown: list[tuple[str, ...]] = []

    def retrieve(self, kit, vectors, texts=()):
        assert len(vectors) == len(texts)
        self.shown.append(tuple(texts))
        names = next(self._script).split()
        return tuple(guideline for guideline in kit.guidelines if guideline.id in names)


def labelled(passages: int, *wanted: Wanted, team: str = "", word: str = "p") -> Draft:
    texts = tuple(f"{word}{number}" for number in range(passages))
    return Draft(draft("x", team=team), texts, encode(texts), wanted)


@pytest.mark.parametrize(
    ("rows", "script", "expected"),
    [
        ({3}, ("g0", ""), True),
        ({3}, ("", "g0"), False),
        ({WINDOW}, ("", "g0"), True),
        ({WINDOW}, ("g0 g1", "g1"), False),
        ({WINDOW - 1, WINDOW}, ("", "g0"), True),
        ({3}, ("g1", "g1"), False),
        ((), ("", "g0"), True),
        ((), ("g1", "g1"), False),
    ],
)
def test_a_fault_is_found_where_its_guideline_is_sent_with_its_passage(rows, script, expected):
    wanted = Wanted(CLAIM if rows else MISSING, "g0", frozenset(rows))

    (sent,) = send([labelled(WINDOW + 2, wanted)], kit(*TEXTS), Scripted(*script))

    assert sent.found == ((wanted.kind, expected),)


def test_what_is_sent_is_the_mean_of_the_windows():
    (sent,) = send([labelled(WINDOW + 2)], kit("four", "eight..."), Scripted("g0 g1", "g0"))

    assert (sent.applying, sent.share, sent.tokens, sent.whole) == (2, 0.75, 2.0, 3.0)


def test_only_what_applies_to_the_team_is_shown():
    both = kit("four", "eight...")
    ours, theirs = both.guidelines
    both = both.model_copy(
        update={"guidelines": (ours, theirs.model_copy(update={"applies_to": ("sales",)}))}
    )

    (sent,) = send([labelled(2, team="support")], both, Scripted("g0 g1"))

    assert (sent.applying, sent.share, sent.whole) == (1, 1.0, 1.0)


def test_a_full_window_is_filled_up_with_others_to_which_the_same_applies():
    retriever = Scripted("", "", "")
    drafts = [
        labelled(2, team="sales"),
        labelled(WINDOW, team="sales", word="q"),
        labelled(1, team="it", word="r"),
    ]
    both = kit(*TEXTS)
    for_sales = both.guidelines[0].model_copy(update={"applies_to": ("sales",)})

    send(
        drafts,
        both.model_copy(update={"guidelines": (for_sales, both.guidelines[1])}),
        retriever,
        is_full=True,
    )

    first, full, alone = retriever.shown
    assert first[:4] == ("p0", "p1", "q0", "q1")
    assert len(first) == WINDOW
    assert full == drafts[1].texts
    assert alone == ("r0",)


def test_a_window_that_the_others_do_not_fill_stays_short():
    retriever = Scripted("", "")

    send([labelled(2), labelled(3, word="q")], kit(*TEXTS), retriever, is_full=True)

    assert retriever.shown == [("p0", "p1", "q0", "q1", "q2"), ("q0", "q1", "q2", "p0", "p1")]


def test_a_draft_is_read_as_the_pipeline_reads_it(home: Path, case):
    folder = home / "cases" / "ash"
    labels = json.loads((folder / "labels.json").read_text())["drafts"]["d01"]

    found = read(case("x", **labels).model_copy(update={"draft": folder / "drafts" / "d01.md"}), encode)

    assert found.document.team == "sales"
    assert [(w.guideline, w.rows) for w in found.wanted] == [("G01", {0}), ("G02", {0})]
    assert found.vectors.shape == (len(found.texts), 384)


@pytest.mark.parametrize(
    ("way", "passages", "expected"),
    [
        (NearestToDraft(encode, 1), ["Tea is hot", "Hot tea", "Cold coffee"], ["g0"]),
        (NearestToDraft(encode, 2), ["Tea is hot", "Hot tea", "Cold coffee"], ["g0", "g1"]),
        (NearestToPassages(encode, 1), ["Tea is hot", "Hot tea", "Cold coffee"], ["g0", "g1"]),
        (NearestToPassages(encode, 9), ["Tea"], ["g0", "g1", "g2"]),
    ],
)
def test_what_others_would_build(way, passages, expected):
    sent = way.retrieve(kit(*TEXTS), encode(passages), passages)

    assert [guideline.id for guideline in sent] == expected


OTHERS = [
    kit("Elm is old. Ask Elm. Elm is tall.", "Elm sells tea.", brand="Elm", kind=Kind.VOICE),
    kit("Oak.", brand="Oak"),
]


@pytest.mark.parametrize(("size", "expected"), [(OWN, 3), (3, 3), (4, 4), (6, 6), (7, 7), (8, 8), (50, 8)])
def test_a_larger_kit_is_the_brands_own_and_others(size, expected):
    own = kit(*TEXTS)

    larger = grown(own, OTHERS, size, SMALL)

    names = [guideline.id for guideline in larger.guidelines]
    assert larger.guidelines[:3] == own.guidelines
    assert len(names) == len(set(names)) == expected
    assert larger == grown(own, OTHERS, size, SMALL)
    assert larger == grown(own, OTHERS[::-1], size, SMALL)


def test_what_others_lend_says_the_same_in_this_brands_name():
    whole, parted = (grown(kit(*TEXTS), OTHERS, size, SMALL).guidelines[3:] for size in (6, 8))

    said = "Ash is old. Ask Ash. Ash is tall."
    assert sorted(guideline.text for guideline in whole) == sorted(["Ash.", "Ash sells tea.", said])
    assert {"Ash is old.", "Ask Ash.", "Ash is tall."} <= {guideline.text for guideline in parted}


def test_what_others_lend_are_facts_unless_it_shall_be_what_it_is():
    facts, kept = (grown(kit(), OTHERS, 3, SMALL, as_facts=as_facts) for as_facts in (True, False))

    assert {guideline.kind for guideline in facts.guidelines} == {Kind.FACT}
    assert sorted(guideline.kind for guideline in kept.guidelines) == [Kind.FACT, Kind.VOICE, Kind.VOICE]


def test_the_page_has_every_figure_and_no_word_of_a_draft(home: Path, capsys):
    code = main(home=home / "cases", encode=encode, sizes=(OWN, 5))

    page = capsys.readouterr().out
    assert code == 0
    assert "| tuned on  | own | 2 " in page
    assert "| held back | 5   | 5 " in page
    assert page.count("\n## ") == 5
    assert page.endswith("|\n")
    assert "cheapest" not in page


def test_the_published_page_is_of_what_is_built():
    page = Path("evals/RETRIEVAL.md").read_text(encoding="utf-8")

    assert page.startswith(INTRODUCTION)
    assert f"\nOurs, {PER_PASSAGE} a passage.\n" in page
    for way in ways(SIZES):
        assert f"| {way.name} " in page or way.size < SIZES[-1]


def test_the_mean_of_passages_is_that_of_their_vectors():
    one, other = encode(["tea"]), encode(["coffee"])

    sent = NearestToDraft(encode, 1).retrieve(kit("coffee", "tea"), np.vstack([one, one, other]))

    assert [guideline.text for guideline in sent] == ["tea"]
