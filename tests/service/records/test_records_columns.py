"""Identifiers, and values that both databases keep alike."""

import datetime
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as some

from checker.domain import Document
from checker.errors import InputError
from service.records.columns import At, Json, Name, Words, shown
from service.records.ids import is_id, new_id
from service.records.packing import packed, squeezed, unpacked, unsqueezed

ANY_TEXT = some.text(some.characters(exclude_categories=()))


def there_and_back(kind, value):
    column = kind()
    return column.process_result_value(column.process_bind_param(value, None), None)


@given(ANY_TEXT)
def test_any_text_is_written_in_characters_that_every_database_takes(text):
    written = Words().process_bind_param(text, None)

    assert "\x00" not in written
    assert written.encode().decode() == written
    assert there_and_back(Words, text) == text


@given(ANY_TEXT, ANY_TEXT)
def test_no_two_texts_are_written_alike_and_a_part_stays_a_part(one, other):
    written = Words().process_bind_param

    assert (written(one, None) == written(other, None)) == (one == other)
    assert written(one, None) in written(other + one + other, None)


@given(ANY_TEXT)
def test_what_is_shown_is_text_that_json_holds(text):
    assert json.loads(json.dumps(shown(text), ensure_ascii=False).encode()) == shown(text)
    assert len(shown(text)) == len(text)


@given(some.binary(max_size=5_000))
def test_any_bytes_come_back(content):
    assert unsqueezed(squeezed(content)) == content


def test_text_is_compressed_and_what_is_compressed_already_is_not():
    text = b"The same words again and again. " * 10_000
    zipped = hashlib.shake_256(b"zipped").digest(200_000)

    assert len(squeezed(text)) < len(text) / 10
    assert squeezed(zipped) == b"-" + zipped


@given(some.datetimes(timezones=some.timezones()))
def test_a_moment_comes_back_as_the_same_moment_in_utc(moment):
    kept = there_and_back(At, moment)

    assert kept == moment.astimezone(datetime.UTC)
    assert kept.tzinfo is datetime.UTC


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        At().process_bind_param(datetime.datetime(2026, 1, 1), None)


@given(
    some.recursive(
        some.none()
        | some.booleans()
        | some.integers()
        | some.floats(allow_nan=False, allow_infinity=False)
        | ANY_TEXT,
        lambda inner: some.lists(inner) | some.dictionaries(ANY_TEXT, inner),
        max_leaves=10,
    )
)
def test_any_json_comes_back_and_is_written_in_ascii(value):
    assert there_and_back(Json, value) == value
    assert Json().process_bind_param(value, None).isascii()


def test_a_number_that_json_does_not_know_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        Json().process_bind_param(float("nan"), None)


@pytest.mark.parametrize(("length", "is_kept"), [(300, True), (301, False)])
def test_a_name_is_kept_up_to_its_limit(length, is_kept):
    if is_kept:
        assert there_and_back(Name, "n" * length) == "n" * length
    else:
        with pytest.raises(InputError, match="has 301 characters"):
            there_and_back(Name, "n" * length)


@pytest.mark.parametrize("kind", [Words, Name, At])
def test_nothing_stays_nothing(kind):
    assert there_and_back(kind, None) is None


@given(ANY_TEXT)
def test_a_noun_comes_back_whatever_its_text(text):
    document = Document(source=text, format="text", digest="", text=text, blocks=())

    assert unpacked(Document, packed(document)) == document


def test_identifiers_grow_in_every_thread_and_are_of_version_7():
    with ThreadPoolExecutor(8) as pool:
        each = list(pool.map(lambda _: [new_id() for _ in range(2_000)], range(8)))

    assert all(ids == sorted(ids) for ids in each)
    made = [id_ for ids in each for id_ in ids]
    assert len(set(made)) == len(made)
    assert all(is_id(id_) and id_[12] == "7" and id_[16] in "89ab" for id_ in made)


def test_an_identifier_says_when_it_was_made():
    before = datetime.datetime.now(datetime.UTC)

    made = int(new_id()[:12], 16) / 1000

    assert before.timestamp() - 0.002 <= made <= datetime.datetime.now(datetime.UTC).timestamp() + 1


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "g" * 32, "A" * 32, "٠" * 32, "0" * 31 + "\n"])
def test_what_is_no_identifier_is_told_apart(text):
    assert not is_id(text)
