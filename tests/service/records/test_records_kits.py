"""Kits and their versions, edited and published by several people."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.errors import InputError
from service.nouns import Kit, KitState
from service.problems import Problem
from service.records import Stale
from service.records.kits import digest
from tests.service.records.makers import ADA, BEN, HOSTILE


def put(records, source="brand: Acme", *, by=ADA, **given):
    return records.kits.put_draft("acme", source, brand="Acme", guidelines=2, by=by, **given)


def actions(records):
    return [entry.action for entry in records.audit.list()[0]]


def test_a_kit_begins_as_a_draft_and_is_published(records):
    draft = put(records, expected="", note="first", guide="Our guide")
    published = records.kits.publish("acme", 1, by=BEN, expected=draft.digest)

    assert (draft.number, draft.state, draft.digest, draft.by) == (
        1,
        KitState.DRAFT,
        digest("brand: Acme"),
        "Ada",
    )
    assert (published.state, published.note, published.guide, published.by) == (
        KitState.PUBLISHED,
        "first",
        "Our guide",
        "Ada",
    )
    assert published.published is not None
    assert records.kits.published("acme") == published == records.kits.version("acme", 1)
    kit = records.kits.get("acme")
    assert kit == Kit(id="acme", brand="Acme", published=1, draft=None, guidelines=2, updated=kit.updated)
    assert records.kits.list() == (kit,)
    assert actions(records) == ["publish kit", "edit kit"]


def test_editing_a_published_kit_begins_the_next_version_and_saves_replace_it(records):
    first = records.kits.publish("acme", put(records).number, by=ADA)

    second = put(records, "brand: Acme 2", expected=first.digest)
    saved = put(records, "brand: Acme 3", expected=second.digest)

    assert (second.number, saved.number) == (2, 2)
    assert [version.source for version in records.kits.versions("acme")] == ["brand: Acme 3", "brand: Acme"]
    assert records.kits.published("acme") == first
    assert (records.kits.get("acme").published, records.kits.get("acme").draft) == (1, 2)


def test_publishing_retires_what_was_published_and_a_retired_version_may_come_back(records):
    records.kits.publish("acme", put(records, "one").number, by=ADA)
    records.kits.publish("acme", put(records, "two").number, by=ADA)

    back = records.kits.publish("acme", 1, by=ADA, note="rolled back")

    assert [(one.number, one.state) for one in records.kits.versions("acme")] == [
        (2, KitState.RETIRED),
        (1, KitState.PUBLISHED),
    ]
    assert records.kits.published("acme") == back
    assert back.note == "rolled back"
    assert put(records, "three").number == 3


def test_whoever_saves_over_anothers_change_is_told(records):
    seen = put(records, "one")
    put(records, "two", by=BEN, expected=seen.digest)

    with pytest.raises(Stale, match="Somebody else has changed the kit “acme”") as caught:
        put(records, "three", expected=seen.digest)

    assert caught.value.status == 412
    assert records.kits.version("acme", 1).source == "two"


@pytest.mark.parametrize(("before", "expected"), [(None, digest("x")), ("x", "")])
def test_a_draft_that_is_there_unexpectedly_or_not_is_stale(records, before, expected):
    if before:
        put(records, before)

    with pytest.raises(Stale):
        put(records, "new", expected=expected)

    assert [kit.id for kit in records.kits.list()] == (["acme"] if before else [])


def test_publishing_what_somebody_changed_meanwhile_is_refused(records):
    seen = put(records, "one")
    put(records, "two", by=BEN)

    with pytest.raises(Stale):
        records.kits.publish("acme", 1, by=ADA, expected=seen.digest)

    assert records.kits.published("acme") is None


@pytest.mark.parametrize(("kit", "number"), [("acme", 2), ("acme", 0), ("none", 1)])
def test_publishing_what_is_not_there_is_a_404(records, kit, number):
    put(records)

    with pytest.raises(Problem) as caught:
        records.kits.publish(kit, number, by=ADA)

    assert caught.value.status == 404


def test_a_draft_is_discarded_and_a_kit_deleted(records):
    records.kits.publish("acme", put(records, "one").number, by=ADA)
    put(records, "two")

    assert records.kits.discard("acme", by=ADA)
    assert not records.kits.discard("acme", by=ADA)
    assert [one.source for one in records.kits.versions("acme")] == ["one"]
    assert records.kits.delete("acme", by=ADA)
    assert not records.kits.delete("acme", by=ADA)
    assert (records.kits.get("acme"), records.kits.list(), records.kits.versions("acme")) == (None, (), ())
    assert actions(records)[:2] == ["delete kit", "discard draft of kit"]


def test_a_kit_whose_only_draft_is_discarded_is_gone(records):
    put(records)

    records.kits.discard("acme", by=ADA)

    assert (records.kits.get("acme"), records.kits.list()) == (None, ())
    assert put(records, expected="").number == 1


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_comes_back_as_it_was(records, text):
    made = records.kits.put_draft("acme", text, brand=text, guidelines=0, by=ADA, note=text, guide=text)

    assert records.kits.version("acme", 1) == made
    assert (made.source, made.note, made.guide, records.kits.get("acme").brand) == (text,) * 4


@pytest.mark.parametrize("id_", ["", "\x00", "x" * 10_000])
def test_what_is_not_there_is_none(records, id_):
    kits = records.kits

    assert (kits.get(id_), kits.version(id_, 1), kits.published(id_), kits.versions(id_)) == (
        None,
        None,
        None,
        (),
    )


def test_an_id_that_no_index_holds_is_refused(records):
    with pytest.raises(InputError, match="at most 300"):
        records.kits.put_draft("k" * 301, "", brand="", guidelines=0, by=ADA)


def test_of_several_who_save_at_once_one_wins_and_the_others_are_told(records):
    def save(number):
        try:
            return put(records, f"by {number}", expected="").source
        except Stale:
            return None

    with ThreadPoolExecutor(6) as pool:
        saved = [source for source in pool.map(save, range(6)) if source]

    assert saved == [records.kits.version("acme", 1).source]
    assert actions(records) == ["edit kit"]


def test_of_several_who_publish_at_once_exactly_one_version_stays_published(records):
    for number in range(4):
        records.kits.publish("acme", put(records, f"v{number}").number, by=ADA)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: records.kits.publish("acme", number, by=ADA), range(1, 5)))

    states = [version.state for version in records.kits.versions("acme")]
    assert states.count(KitState.PUBLISHED) == 1
