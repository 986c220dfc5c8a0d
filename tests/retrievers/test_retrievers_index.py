"""The index: what it finds, what it keeps, and what may happen to it from outside."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import InputError, ModelUnavailable
from checker.retrievers.index import KEPT, Index, IndexUnavailable, Server
from checker.retrievers.wordings import wordings
from tests.fakes import encode
from tests.retrievers.kits import Counting, fact, facts, kit

NO_PASSAGES = np.zeros((0, 384), dtype=np.float32)
FACTS = facts(500)


@pytest.fixture(scope="module")
def full() -> Index:
    index = Index(encode)
    index.hold(kit(*FACTS), FACTS)
    return index


def exact(guidelines, vectors, count):
    """Return what is nearest by plain arithmetic."""
    nearest = [(vectors @ encode(wordings(guideline)).T).max(axis=1) for guideline in guidelines]
    order = np.argsort(-np.stack(nearest, axis=1), axis=1, kind="stable")
    return set(order[:, :count].ravel().tolist())


@pytest.mark.parametrize("count", [1, 5, 60])
def test_the_nearest_of_500_are_those_of_plain_arithmetic(full, count):
    vectors = encode(["Sharpening lamps", "Paint my kettle in the meadow", "Insure the violin, Quarry road"])

    assert full.nearest(kit(*FACTS), FACTS, vectors, count) == exact(FACTS, vectors, count)


@settings(max_examples=25)
@given(st.sets(st.integers(0, 499), min_size=7, max_size=40))
def test_only_what_applies_is_found_and_all_that_is_asked_for(full, chosen):
    narrowed = [FACTS[row] for row in sorted(chosen)]
    vectors = encode(["Sharpening lamps in the meadow"])

    found = full.nearest(kit(*FACTS), narrowed, vectors, 6)

    assert len(found) == 6
    assert found == exact(narrowed, vectors, 6)


@pytest.mark.parametrize(
    ("guidelines", "vectors", "expected"),
    [
        ((), encode(["tea"]), set()),
        (FACTS[:9], NO_PASSAGES, set()),
        (FACTS[:1], NO_PASSAGES, set()),
        (FACTS[:1], encode(["tea"]), {0}),
        (FACTS[:3], encode(["tea"]), {0, 1, 2}),
    ],
)
def test_nothing_and_little(guidelines, vectors, expected):
    assert Index(encode).nearest(kit(*guidelines), guidelines, vectors, 3) == expected


def test_guidelines_of_one_text_are_found_together():
    twins = (*FACTS[:5], fact("twin", FACTS[2].text))

    assert Index(encode).nearest(kit(*twins), twins, encode([FACTS[2].text]), 1) == {2, 5}


def test_two_indexes_of_one_process_hold_each_their_own():
    mine, yours = Index(encode), Index(encode)
    same = {"digest": "same"}
    bright = tuple(fact(f"m{n}", f"Lamps shine {word}.") for n, word in enumerate(("red", "blue", "green")))

    mine.hold(kit(*FACTS[:50], **same), FACTS[:50])
    found = yours.nearest(kit(*bright, **same), bright, encode([FACTS[7].text, "Lamps shine blue."]), 1)

    assert 1 in found
    assert mine.nearest(kit(*FACTS[:50], **same), FACTS[:50], encode([FACTS[7].text]), 1) == {7}


def test_a_guideline_that_changed_under_one_digest_is_not_found_as_it_was():
    index, before = Index(encode), FACTS[:10]
    after = (fact("f0", "We brew coffee."), *before[1:])
    index.hold(kit(*before), before)

    by_old_words = index.nearest(kit(*after), after, encode([before[0].text]), 1)
    by_new_words = index.nearest(kit(*after), after, encode(["Brewing coffee"]), 1)

    assert 0 not in by_old_words
    assert by_new_words == {0}


def test_what_is_held_is_not_encoded_again():
    counting = Counting()
    index = Index(counting)
    index.hold(kit(*FACTS[:10]), FACTS[:10])
    before = len(counting.texts)

    index.nearest(kit(*FACTS[:10]), FACTS[:10], encode(["tea"]), 3)
    index.nearest(kit(*FACTS[:12]), FACTS[:12], encode(["tea"]), 3)

    assert before == sum(len(wordings(guideline)) for guideline in FACTS[:10])
    assert counting.texts[before:] == [text for guideline in FACTS[10:12] for text in wordings(guideline)]


def test_kits_that_were_not_asked_for_lately_are_forgotten_and_made_anew():
    counting = Counting()
    index = Index(counting)
    for number in range(KEPT + 1):
        index.hold(kit(*FACTS[:5], digest=str(number)), FACTS[:5])
    before = len(counting.texts)

    index.hold(kit(*FACTS[:5], digest=str(KEPT)), FACTS[:5])
    still = len(counting.texts)
    found = index.nearest(kit(*FACTS[:5], digest="0"), FACTS[:5], encode([FACTS[3].text]), 1)

    assert still == before
    assert len(counting.texts) > still
    assert found == {3}


def test_what_was_closed_is_opened_anew():
    index = Index(encode)
    index.hold(kit(*FACTS[:9]), FACTS[:9])

    index.close()
    index.close()

    assert index.nearest(kit(*FACTS[:9]), FACTS[:9], encode([FACTS[3].text]), 1) == {3}


def test_many_threads_find_the_same():
    index, vectors = Index(encode), encode([FACTS[11].text])
    found = []

    def ask() -> None:
        found.append(index.nearest(kit(*FACTS[:40]), FACTS[:40], vectors, 2))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert set(found) == {frozenset(exact(FACTS[:40], vectors, 2))}


@pytest.mark.parametrize(
    "text", ["Île-de-France ist schön", "金の茶釜", "🫖🫖🫖", "a\u0000b", "‮tea‬", "\u200b"]
)
def test_any_script_may_stand_in_a_guideline(text):
    guidelines = (*FACTS[:5], fact("odd", text, phrases=(text,)))
    strange = kit(*guidelines, digest=text).model_copy(update={"brand": text})

    assert Index(encode).nearest(strange, guidelines, encode([text]), 1) >= {5}


def test_what_the_encoder_raises_is_not_blamed_on_the_index():
    def refuse(_):
        raise ModelUnavailable("no model")

    with pytest.raises(ModelUnavailable, match="no model"):
        Index(refuse).nearest(kit(*FACTS[:9]), FACTS[:9], encode(["tea"]), 1)


def test_what_chroma_refuses_is_told_in_our_words():
    with pytest.raises(IndexUnavailable, match=r"^The index in memory can't be used \(.*dimension.*\)\.$"):
        Index(encode).nearest(kit(*FACTS[:9]), FACTS[:9], np.ones((1, 3), dtype=np.float32), 1)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost",
        "localhost:8000",
        "ftp://host",
        "http://",
        "http://host:0",
        "http://host:99999",
        "http://[::1",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_tried(url):
    with pytest.raises(InputError, match=r"is no address of an index server\. Write http://host:8000\."):
        Server(url, origin="m")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://host:8000", "http://host:8000"),
        ("http://ann:secret@host:8000", "http://host:8000"),
        ("https://ann:se@cret@host/chroma", "https://host/chroma"),
    ],
)
def test_an_address_is_shown_without_its_password(url, shown):
    assert str(Server(url, origin="m")) == shown


@pytest.mark.parametrize("url", ["ftp://ann:secret@host:8000", "ann:secret@host", "http://:secret@:8000"])
def test_nor_is_it_shown_where_the_address_is_refused(url):
    with pytest.raises(InputError) as caught:
        Server(url, origin="m")

    assert "secret" not in str(caught.value)
