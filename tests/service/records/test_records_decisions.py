"""Feedback, waivers, requests that are repeated, and the audit log."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import DBAPIError

from checker.errors import InputError
from service.problems import Problem
from service.records.tables import RequestRow
from tests.service.records.makers import ADA, BEN, HOSTILE, checked, draft, finding

TODAY = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)
FIRST, SECOND = f"{1:016x}", f"{2:016x}"


def a_check(records, **given):
    made = checked("text", finding(number=1), finding(number=2))
    return records.checks.add_done(draft(**given), made, kit_version=1, by=ADA).id


def test_each_person_has_one_opinion_of_a_finding_the_last(records):
    check = a_check(records)

    records.feedback.add(check, FIRST, "wrong", by=ADA, reason="it is a quotation")
    changed = records.feedback.add(check, FIRST, "right", by=ADA)
    other = records.feedback.add(check, FIRST, "wrong", by=BEN, reason="no")

    assert records.feedback.of_check(check) == (changed, other)
    assert (changed.verdict, changed.reason, changed.by) == ("right", "", "Ada")


@pytest.mark.parametrize(("check", "found"), [(None, "f" * 16), ("0" * 32, FIRST), ("\x00", "\x00")])
def test_feedback_on_what_is_not_there_is_a_404(records, check, found):
    known = a_check(records)

    with pytest.raises(Problem) as caught:
        records.feedback.add(check or known, found, "right", by=ADA)

    assert caught.value.status == 404


def test_feedback_is_listed_by_kit_and_finding_in_pages(records):
    mine, other = a_check(records), a_check(records, kit="other")
    first = records.feedback.add(mine, FIRST, "wrong", by=ADA)
    second = records.feedback.add(mine, SECOND, "wrong", by=ADA)
    third = records.feedback.add(other, FIRST, "right", by=ADA)

    assert records.feedback.list() == ((third, second, first), "")
    assert records.feedback.list(kit="other") == ((third,), "")
    assert records.feedback.list(finding=FIRST) == ((third, first), "")
    page, cursor = records.feedback.list(limit=2)
    assert (*page, *records.feedback.list(limit=2, cursor=cursor)[0]) == (third, second, first)


def test_a_person_who_clicks_twice_at_once_has_one_opinion(records):
    check = a_check(records)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: records.feedback.add(check, FIRST, "wrong", by=ADA), range(6)))

    assert len(records.feedback.of_check(check)) == 1


def waive(records, **given):
    values = {
        "kit": "acme",
        "reason": "fine",
        "expires": TODAY,
        "by": ADA,
        "finding": FIRST,
        "document": "cms-1",
    }
    return records.waivers.add(**(values | given))


def test_a_waiver_holds_until_its_last_day_or_until_it_is_taken_back(records):
    today, tomorrow = waive(records), waive(records, expires=TODAY + DAY)
    over, ended = waive(records, expires=TODAY - DAY), waive(records, expires=TODAY + DAY, kit="other")

    taken = records.waivers.end(ended.id, BEN)

    assert taken.ended is not None
    assert records.waivers.end(ended.id, BEN) == taken == records.waivers.get(ended.id)
    assert records.waivers.list() == (taken, over, tomorrow, today)
    assert records.waivers.list(holding_on=TODAY) == (tomorrow, today)
    assert records.waivers.list("other") == (taken,)
    assert [entry.action for entry in records.audit.list()[0]] == ["end waiver", *["add waiver"] * 4]


def test_a_waiver_names_its_owner_or_who_wrote_it(records):
    assert waive(records).owner == "Ada"
    assert waive(records, owner="Ben").owner == "Ben"


@pytest.mark.parametrize(
    "given",
    [{"finding": ""}, {"finding": "", "guideline": "g"}, {"finding": "", "quote": "q"}],
)
def test_a_waiver_that_does_not_say_what_is_accepted_is_refused(records, given):
    with pytest.raises(InputError, match="Say what is accepted"):
        waive(records, **given)

    assert records.waivers.list() == ()


def test_ending_what_is_not_there_is_a_404(records):
    with pytest.raises(Problem) as caught:
        records.waivers.end("0" * 32, ADA)

    assert caught.value.status == 404


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_words_come_back_as_they_were(records, text):
    check = a_check(records)
    said = records.feedback.add(check, FIRST, "wrong", by=ADA, reason=text)
    waiver = waive(records, guideline=text, quote=text, reason=text, owner="Ada")
    records.audit.add(ADA, "try words", text, said=text, deep=[{"a": None, "b": [1.5, True]}])

    assert records.feedback.of_check(check) == (said,)
    assert said.reason == text
    assert records.waivers.get(waiver.id) == waiver
    assert (waiver.quote, waiver.reason) == (text, text)
    entry = records.audit.list()[0][0]
    assert (entry.subject, entry.details) == (text, {"said": text, "deep": [{"a": None, "b": [1.5, True]}]})


@pytest.mark.parametrize("statement", ["UPDATE records_audit SET who = 'Eve'", "DELETE FROM records_audit"])
def test_the_audit_log_can_only_grow(records, statement):
    records.audit.add(ADA, "publish kit", "acme")
    before = records.audit.list()

    with (
        pytest.raises(DBAPIError, match="append-only"),
        records.database._engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)

    assert records.audit.list() == before


def test_the_audit_log_says_who_even_of_two_of_one_name(records):
    other = ADA.model_copy(update={"id": "issuer|another"})
    records.audit.add(ADA, "publish kit", "acme", number=1)
    records.audit.add(other, "publish kit", "acme", number=2)

    entries, _ = records.audit.list()
    assert [(entry.who, entry.who_id) for entry in entries] == [
        ("Ada", "issuer|another"),
        ("Ada", "issuer|ada"),
    ]


def test_the_audit_log_comes_in_pages(records):
    for number in range(5):
        records.audit.add(ADA, "publish kit", str(number))

    first, cursor = records.audit.list(limit=2)
    records.audit.add(ADA, "publish kit", "later")
    second, cursor = records.audit.list(cursor, limit=2)
    third, end = records.audit.list(cursor, limit=2)

    assert [entry.subject for entry in (*first, *second, *third)] == ["4", "3", "2", "1", "0"]
    assert end == ""


def test_a_change_that_fails_leaves_no_entry(records):
    with pytest.raises(Problem):
        records.kits.publish("acme", 1, by=ADA)

    assert records.audit.list() == ((), "")


def test_a_request_that_is_repeated_gives_what_it_made(records):
    assert records.requests.begin("key", "a" * 64, by=ADA) == ""
    records.requests.end("key", "check-1", by=ADA)

    assert records.requests.begin("key", "a" * 64, by=ADA) == "check-1"
    assert records.requests.begin("key", "a" * 64, by=BEN) == ""


def test_a_key_of_another_request_is_refused_and_one_at_work_waits(records):
    records.requests.begin("key", "a" * 64, by=ADA)

    with pytest.raises(Problem, match="at work") as busy:
        records.requests.begin("key", "a" * 64, by=ADA)
    with pytest.raises(Problem, match="choose another") as other:
        records.requests.begin("key", "b" * 64, by=ADA)

    assert (busy.value.status, other.value.status) == (409, 422)


def test_a_request_that_came_to_nothing_or_died_may_be_made_again(records):
    records.requests.begin("failed", "a" * 64, by=ADA)
    records.requests.forget("failed", by=ADA)
    records.requests.begin("died", "a" * 64, by=ADA)
    with records.database.writing() as session:
        row = session.get(RequestRow, (ADA.id, "died"))
        row.created -= datetime.timedelta(hours=1)

    assert records.requests.begin("failed", "a" * 64, by=ADA) == ""
    assert records.requests.begin("died", "a" * 64, by=ADA) == ""
    with pytest.raises(Problem):
        records.requests.begin("died", "a" * 64, by=ADA)


def test_requests_are_forgotten_after_a_day(records):
    records.requests.begin("key", "a" * 64, by=ADA)
    records.requests.end("key", "check-1", by=ADA)
    now = datetime.datetime.now(datetime.UTC)

    records.requests.expire(now)
    kept = records.requests.begin("key", "a" * 64, by=ADA)
    records.requests.expire(now + 2 * DAY)

    assert kept == "check-1"
    assert records.requests.begin("key", "b" * 64, by=ADA) == ""


def test_of_the_same_request_made_at_once_one_is_first(records):
    def begin(_):
        try:
            return records.requests.begin("key", "a" * 64, by=ADA)
        except Problem as problem:
            return problem.status

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(begin, range(6)))

    assert sorted(answers, key=str) == sorted(["", *[409] * 5], key=str)
