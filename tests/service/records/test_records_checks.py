"""What becomes of one check in the records, in both databases."""

import datetime

import pytest

from checker.domain import Severity, Verdict
from checker.errors import InputError
from service.nouns import CheckQuery, Counts, Progress, State
from service.problems import Problem
from tests.service.records.makers import ADA, BEN, HOSTILE, TEXT, checked, draft, finding


def test_a_draft_waits_and_comes_back_as_it_was(records):
    given = draft(
        b"\x00\xff raw", team="sales", channel="deck", audience="buyers", document="cms-7", judged=False
    )

    check = records.checks.add(given, kit_version=3, by=ADA)

    assert check == records.checks.get(check.id)
    assert (check.state, check.document, check.kit_version, check.by, check.by_id) == (
        State.WAITING,
        "cms-7",
        3,
        "Ada",
        "issuer|ada",
    )
    assert records.checks.draft(check.id) == given
    assert records.checks.unfinished() == (check.id,)


def test_a_draft_without_a_document_begins_one_and_its_document_may_be_named_apart(records):
    first = records.checks.add(draft(), kit_version=1, by=ADA)
    second = records.checks.add(draft(document="other"), kit_version=1, by=ADA, document=first.document)

    assert first.document == first.id
    assert [check.id for check in records.checks.versions(first.document)] == [second.id, first.id]


def test_a_check_that_is_done_at_once_has_all_its_parts(records):
    found = (
        finding(number=1),
        finding(number=2, severity=Severity.WARNING),
        finding(number=3, severity=Severity.WARNING),
        finding(number=4, waived_by="Ada until 2027-01-01: fine"),
        finding(number=5, severity=Severity.SUGGESTION, needs_review=True),
    )
    made = checked(TEXT, *found, team="support")

    check = records.checks.add_done(draft(), made, kit_version=1, by=ADA)

    assert check == records.checks.get(check.id)
    assert check.counts == Counts(error=1, warning=2, suggestion=0)
    assert (check.state, check.verdict, check.score, check.title, check.lead_message, check.team) == (
        State.DONE,
        Verdict.FAIL,
        71,
        "Set up",
        "low-cost",
        "support",
    )
    assert check.finished >= check.created
    assert records.checks.checked(check.id) == made
    assert records.checks.report(check.id) == made.report
    assert records.checks.unfinished() == ()


def test_a_check_that_takes_time_shows_its_offline_part_and_ends_once(records):
    check = records.checks.add(draft(), kit_version=1, by=ADA)
    offline = checked(TEXT, finding(number=1))
    final = checked(TEXT, finding(number=1), finding(number=2), title="Final")

    records.checks.start(check.id)
    records.checks.advance(check.id, Progress(step="judge", done=14, of=38))
    records.checks.part(check.id, offline)

    running = records.checks.get(check.id)
    assert (running.state, running.progress, running.verdict) == (
        State.RUNNING,
        Progress(step="judge", done=14, of=38),
        None,
    )
    assert records.checks.checked(check.id) == offline
    assert records.checks.find("0" * 15 + "1") is None

    done = records.checks.finish(check.id, final)
    again = records.checks.finish(check.id, offline)

    assert done == again == records.checks.get(check.id)
    assert records.checks.checked(check.id) == final
    assert done.counts.error == 2


def test_what_is_over_is_changed_by_nobody(records):
    check = records.checks.add_done(draft(), checked(), kit_version=1, by=ADA)

    records.checks.start(check.id)
    records.checks.advance(check.id, Progress(step="reading"))
    records.checks.part(check.id, checked("something else"))
    records.checks.fail(check.id, "too late")

    assert records.checks.get(check.id) == check
    assert records.checks.checked(check.id) == checked()


def test_a_check_that_failed_says_why_and_may_be_finished_after_all(records):
    check = records.checks.add(draft(), kit_version=1, by=ADA)

    failed = records.checks.fail(check.id, "draft.txt: it is encrypted. Save it without a password.")

    assert (failed.state, failed.problem) == (
        State.FAILED,
        "draft.txt: it is encrypted. Save it without a password.",
    )
    assert records.checks.unfinished() == ()
    assert records.checks.checked(check.id) is None
    assert records.checks.finish(check.id, checked()).state is State.DONE


@pytest.mark.parametrize("change", ["start", "advance", "part", "finish", "fail"])
def test_changing_a_check_that_is_not_there_is_a_404(records, change):
    more = {
        "start": (),
        "advance": (Progress(step="offline"),),
        "part": (checked(),),
        "finish": (checked(),),
        "fail": ("why",),
    }

    with pytest.raises(Problem) as caught:
        getattr(records.checks, change)("0" * 32, *more[change])

    assert caught.value.status == 404


@pytest.mark.parametrize("id_", ["0" * 32, "", "\x00", "\ud800", "x" * 10_000])
def test_what_is_not_there_is_none(records, id_):
    checks = records.checks

    assert [
        checks.get(id_),
        checks.draft(id_),
        checks.checked(id_),
        checks.report(id_),
        checks.find(id_),
    ] == [None] * 5
    assert checks.versions(id_) == ()
    assert not checks.delete(id_)


def test_the_newest_check_with_a_finding_is_found_by_its_fingerprint(records):
    records.checks.add_done(draft(), checked(TEXT, finding(number=7)), kit_version=1, by=ADA)
    newer = records.checks.add_done(draft(), checked(TEXT, finding("cheap", number=7)), kit_version=1, by=ADA)
    records.checks.add_done(draft(), checked(TEXT, finding(number=8)), kit_version=1, by=ADA)

    assert records.checks.find(f"{7:016x}") == (newer.id, finding("cheap", number=7))


def add(records, **given):
    made = {name: given.pop(name) for name in ("verdict", "title") if name in given}
    return records.checks.add_done(draft(**given), checked(**made), kit_version=1, by=ADA)


def titles(records, **query):
    return [check.title for check in records.checks.list(CheckQuery(**query))[0]]


def test_a_list_is_filtered_by_all_that_is_asked_for(records):
    add(records, title="One", team="sales", channel="deck", verdict=Verdict.PASS)
    add(records, title="Two", team="sales", channel="mail", kit="other", document="cms-1")
    add(records, title="Three", team="support", name="Größe 100%_a\\b.pptx", verdict=Verdict.INCOMPLETE)
    records.checks.add(draft(name="waits.txt"), kit_version=1, by=BEN)

    assert titles(records) == ["", "Three", "Two", "One"]
    assert titles(records, team="sales") == ["Two", "One"]
    assert titles(records, team="sales", channel="deck") == ["One"]
    assert titles(records, kit="other") == ["Two"]
    assert titles(records, document="cms-1") == ["Two"]
    assert titles(records, verdict=Verdict.INCOMPLETE) == ["Three"]
    assert titles(records, state=State.WAITING) == [""]
    assert titles(records, team="nobody") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GRÖSSE", ["Three"]),
        ("größe", ["Three"]),
        ("three größe", ["Three"]),
        ("three four", []),
        ("100%", ["Three"]),
        ("1%0", []),
        ("100__a", []),
        ("a\\b", ["Three"]),
        ("/", []),
        ("\x00", ["Nul\x00"]),
        ("   ", ["Nul\x00", "Three"]),
        ("nul " * 30, ["Nul\x00"]),
    ],
)
def test_words_are_sought_in_title_and_source_whatever_their_case(records, text, found):
    add(records, title="Three", name="Größe 100%_a\\b.pptx")
    add(records, title="Nul\x00")

    assert titles(records, text=text) == found


def test_days_are_whole_and_those_at_the_ends_of_time_do_no_harm(records):
    check = add(records, title="Now")
    today, day = check.created.date(), datetime.timedelta(days=1)

    assert titles(records, since=today, until=today) == ["Now"]
    assert titles(records, since=today + day) == []
    assert titles(records, until=today - day) == []
    assert titles(records, since=datetime.date.min, until=datetime.date.max) == ["Now"]


def test_pages_show_each_row_once_while_others_are_added_and_deleted(records):
    old = [add(records, title=str(number)).id for number in range(7)]

    page, cursor = records.checks.list(CheckQuery(limit=3))
    add(records, title="later")
    records.checks.delete(page[-1].id)
    more, cursor = records.checks.list(CheckQuery(limit=3, cursor=cursor))
    last, end = records.checks.list(CheckQuery(limit=3, cursor=cursor))

    assert [check.id for check in (*page, *more, *last)] == old[::-1]
    assert end == ""


def test_a_page_that_just_fits_is_the_last(records):
    add(records)

    assert records.checks.list(CheckQuery(limit=1))[1] == ""


@pytest.mark.parametrize("cursor", ["x", "0" * 31, "' OR 1=1", "\x00" * 32, "G" * 32, "\ud800"])
def test_a_cursor_that_is_none_of_ours_is_refused(records, cursor):
    with pytest.raises(InputError, match="Begin the list anew"):
        records.checks.list(CheckQuery(cursor=cursor))


def test_the_latest_of_each_document_is_found_though_there_are_many(records, monkeypatch):
    monkeypatch.setattr("service.records.checks.PAGE", 2)
    for number in range(3):
        add(records, document=f"cms-{number}", title="old")
    newest = [add(records, document=f"cms-{number}", title="new") for number in range(3)]
    add(records, document="cms-0", kit="other")
    records.checks.add(draft(document="cms-1"), kit_version=1, by=ADA)

    assert list(records.checks.latest("acme")) == newest[::-1]
    assert list(records.checks.latest("nothing")) == []


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_comes_back_as_it_was(records, text):
    made = checked(text or "x", finding(text), title=text)
    given = draft(text.encode(errors="surrogatepass"), name=text, team=text, document=text)

    check = records.checks.add_done(given, made, kit_version=1, by=ADA)

    kept = records.checks.draft(check.id)
    assert (kept.name, kept.content, kept.team) == (given.name, given.content, given.team)
    assert records.checks.checked(check.id) == made
    assert records.checks.get(check.id) == check
    assert check in records.checks.list(CheckQuery(team=text))[0]


def test_a_large_file_with_many_findings_comes_back(records):
    content = bytes(range(256)) * 100_000
    made = checked("x" * 1_000_000, *(finding(number=number) for number in range(10_000)))

    check = records.checks.add_done(draft(content), made, kit_version=1, by=ADA)

    assert records.checks.draft(check.id).content == content
    assert records.checks.checked(check.id) == made
    assert records.checks.find(f"{9_999:016x}") == (check.id, finding(number=9_999))


@pytest.mark.parametrize("field", ["document", "kit", "team", "channel", "audience"])
def test_a_name_that_no_index_holds_is_refused_and_nothing_is_kept(records, field):
    with pytest.raises(InputError, match="at most 300"):
        records.checks.add(draft(**{field: "n" * 301}), kit_version=1, by=ADA)

    assert records.checks.list(CheckQuery()) == ((), "")
    assert records.checks.add(draft(**{field: "\x00" * 300}), kit_version=1, by=ADA)
