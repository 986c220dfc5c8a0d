"""Which guidelines of a large kit passages get."""

import contextlib
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain import Guideline, Kind, Role, Term
from checker.retrievers import Retriever
from checker.retrievers.chroma import ChromaRetriever, is_always_sent
from checker.retrievers.whole_kit import WholeKit
from tests.fakes import encode
from tests.retrievers.kits import facts, ids, kit, message

NO_PASSAGES = np.zeros((0, 384), dtype=np.float32)
ALWAYS = (
    message("lead", Role.LEAD),
    Guideline(id="voice", kind=Kind.VOICE, text="Be plain."),
    message("avoid", Role.AVOID),
    Guideline(id="required", kind=Kind.REQUIRED, text="End with our number."),
    message("unsaid", None),
)
FACTS = facts(500)
BANNED = Guideline(
    id="banned", kind=Kind.TERM, text="Not 'gizmo'.", terms=(Term(avoid="gizmo"),), phrases=("on the house",)
)
LARGE = kit(*ALWAYS[:2], *FACTS[:250], *ALWAYS[2:], *FACTS[250:], BANNED)


@pytest.fixture(scope="module")
def retriever() -> Iterator[ChromaRetriever]:
    with contextlib.closing(ChromaRetriever(encode, per_passage=3)) as built:
        yield built


@pytest.mark.parametrize("built", [WholeKit(), ChromaRetriever(encode)])
def test_all_fit_the_protocol(built):
    chosen: Retriever = built

    assert chosen.retrieve(kit(), NO_PASSAGES) == ()


@pytest.mark.parametrize(
    ("guideline", "expected"),
    [(guideline, True) for guideline in ALWAYS]
    + [(message("support", Role.SUPPORT), False), (FACTS[0], False), (BANNED, False)],
)
def test_what_no_single_passage_shows_is_always_sent(guideline, expected):
    assert is_always_sent(guideline) is expected


def test_without_passages_that_is_all(retriever):
    assert retriever.retrieve(LARGE, NO_PASSAGES) == ALWAYS


def test_what_is_near_or_named_comes_with_it_in_the_kits_order(retriever):
    passages = [FACTS[400].text, "This gizmo is on the house.", FACTS[3].text]

    sent = ids(retriever.retrieve(LARGE, encode(passages), passages))

    assert {"f3", "f400", "banned", *ids(ALWAYS)} <= set(sent)
    assert sent == [name for name in ids(LARGE.guidelines) if name in sent]
    assert len(sent) < 30


def test_without_words_nothing_is_found_by_words(retriever):
    vectors = encode([FACTS[400].text])

    sent = set(ids(retriever.retrieve(LARGE, vectors)))

    assert "f400" in sent
    assert len(sent - set(ids(ALWAYS))) == 3


def test_words_find_what_vectors_miss(retriever):
    far = encode(["Nothing of the kind"])

    sent = set(ids(retriever.retrieve(LARGE, far, ["Sharpen the saddle at the viaduct"])))

    assert "f489" in sent


@pytest.mark.parametrize("guideline", [FACTS[0], ALWAYS[0]])
def test_a_kit_of_one_is_sent(guideline):
    assert ChromaRetriever(encode).retrieve(kit(guideline), encode(["tea"]), ["tea"]) == (guideline,)


def test_only_the_narrowed_kit_is_sent_though_all_is_indexed(retriever):
    retriever.prepare(LARGE)
    narrowed = LARGE.model_copy(update={"guidelines": (*FACTS[10:60], ALWAYS[0])})
    passages = [FACTS[400].text, FACTS[12].text]

    sent = retriever.retrieve(narrowed, encode(passages), passages)

    assert {"f12", "lead"} <= set(ids(sent))
    assert set(sent) <= set(narrowed.guidelines)


def test_a_kit_narrowed_otherwise_afterwards_is_found_too():
    retriever = ChromaRetriever(encode, per_passage=1)
    for_sales, for_support = (
        LARGE.model_copy(update={"guidelines": part}) for part in (FACTS[:50], FACTS[50:])
    )

    retriever.retrieve(for_sales, encode([FACTS[1].text]))

    assert "f99" in ids(retriever.retrieve(for_support, encode([FACTS[99].text])))


@settings(max_examples=25)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_passages_get_a_part_of_the_kit(retriever, passages):
    sent = retriever.retrieve(LARGE, encode(passages), passages)

    assert set(ALWAYS) <= set(sent) <= set(LARGE.guidelines)
    assert sent == retriever.retrieve(LARGE, encode(passages), passages)


@settings(max_examples=25)
@given(st.lists(st.sampled_from([guideline.text for guideline in FACTS]), min_size=1, max_size=4))
def test_more_passages_never_get_less(retriever, passages):
    one = set(retriever.retrieve(LARGE, encode(passages[:1]), passages[:1]))
    all_of_them = set(retriever.retrieve(LARGE, encode(passages), passages))

    assert one <= all_of_them
