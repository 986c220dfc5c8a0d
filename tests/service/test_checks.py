"""What becomes of one draft: kept at once, or recorded first and worked on; not judged against its will."""

import asyncio
import datetime
import json
import threading

import pytest

from checker.errors import ModelUnavailable, UnreadableDocument
from service.engine.task import Task
from service.nouns import LOCAL, Progress, State, Team
from service.problems import Problem, RecordsUnavailable
from tests.service.jobs.conftest import (  # noqa: F401 - fixtures
    bench,
    jobs_server_template,
    jobs_template,
    jobs_url,
    lasting_dbos,
    postgresql_jobs_url,
    sqlite_jobs_url,
)
from tests.service.jobs.stand_ins import SECONDS, FakeEngine, report
from tests.service.records.makers import checked, draft

TODAY = datetime.datetime.now(tz=datetime.UTC).date()


def unreadable(task: Task):
    raise UnreadableDocument(task.name, "damaged", "Save it again.")


def done(made, check):
    assert made.jobs.wait(check.id, SECONDS)
    return made.records.checks.get(check.id)


def events(made, check):
    """Return all that is told of *check*, in order."""

    async def listen():
        return [event async for event in made.checks.events(check)]

    return asyncio.run(asyncio.wait_for(listen(), SECONDS))


def test_an_offline_check_that_is_waited_for_is_kept_whole_and_needs_no_job(bench):  # noqa: F811
    made = bench()

    check = made.checks.submit(draft(), by=LOCAL, wait=SECONDS)

    assert check.state is State.DONE
    assert made.records.checks.checked(check.id) == checked()
    assert made.jobs._running is None


def test_a_check_that_nobody_waits_for_is_recorded_before_it_is_looked_at(bench):  # noqa: F811
    made = bench(FakeEngine())
    made.engine.gate.clear()

    check = made.checks.submit(draft(), by=LOCAL, wait=0)

    assert check.state is State.WAITING
    assert made.records.checks.draft(check.id).content == draft().content
    made.engine.gate.set()
    assert done(made, check).state is State.DONE
    assert made.records.checks.checked(check.id) == checked()


def test_what_takes_longer_than_its_caller_waits_is_recorded_and_not_begun_again(bench):  # noqa: F811
    made = bench()
    made.engine.gate.clear()

    check = made.checks.submit(draft(), by=LOCAL, wait=0.05)

    assert check.state is not State.DONE
    made.engine.gate.set()
    assert done(made, check).state is State.DONE
    assert len(made.engine.begun) == 1


def test_nobody_waits_longer_than_the_settings_allow(bench):  # noqa: F811
    made = bench()
    made.checks._service = made.checks._service.model_copy(update={"max_wait": 0.05})
    made.engine.gate.clear()

    check = made.checks.submit(draft(), by=LOCAL, wait=3600)

    assert check.state is not State.DONE


def test_a_draft_that_cannot_be_read_is_refused_while_its_caller_waits_and_fails_else(bench):  # noqa: F811
    made = bench(FakeEngine(offline=unreadable))

    with pytest.raises(UnreadableDocument, match="damaged"):
        made.checks.submit(draft(), by=LOCAL, wait=SECONDS)

    assert made.records.checks.unfinished() == ()
    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))
    assert (check.state, check.problem) == (State.FAILED, "draft.txt: damaged. Save it again.")


def test_a_fault_of_ours_fails_the_check_and_says_so(bench):  # noqa: F811
    made = bench(FakeEngine(offline=lambda _: {}["nothing"]))

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))

    assert check.state is State.FAILED
    assert "A fault of Brandcheck's own (KeyError)" in check.problem


def test_a_file_of_many_drafts_is_refused_with_what_checks_it(bench):  # noqa: F811
    made = bench(FakeEngine(offline=lambda _: (checked(), checked())))

    with pytest.raises(Problem, match=r"holds 2 drafts.*brandcheck check FILE") as caught:
        made.checks.submit(draft(), by=LOCAL, wait=SECONDS)

    assert caught.value.status == 422
    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))
    assert check.state is State.FAILED
    assert "holds 2 drafts" in check.problem


@pytest.mark.parametrize("wait", [0, SECONDS])
def test_a_kit_that_is_not_published_is_not_found(bench, wait):  # noqa: F811
    made = bench()

    with pytest.raises(Problem, match="There is no published kit “other”"):
        made.checks.submit(draft(kit="other"), by=LOCAL, wait=wait)


def test_a_judged_check_has_its_offline_report_first(bench):  # noqa: F811
    final, seen = checked("Setting up takes ten minutes.", title="As judged"), []
    made = bench(FakeEngine(judge_is_set=True))

    def judged(_):
        (check,) = made.records.checks.unfinished()
        seen.append(made.records.checks.checked(check))
        return (final,)

    made.engine.judged = judged

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))

    assert (check.state, check.title) == (State.DONE, "As judged")
    assert seen == [checked()]
    assert made.records.checks.checked(check.id) == final


def test_progress_is_told_step_by_step_until_it_ends_by_itself(bench):  # noqa: F811
    made = bench(FakeEngine(judge_is_set=True, windows=(Progress(step="judge", done=1, of=2),)))
    made.engine.gate.clear()
    check = made.checks.submit(draft(), by=LOCAL, wait=0)
    threading.Timer(0.5, made.engine.gate.set).start()

    told = events(made, check.id)

    assert told[0] == ("progress", Progress(step="waiting").model_dump_json())
    assert told.count(("report", "offline")) == 1
    assert told[-1] == ("done", "")
    steps = [json.loads(words)["step"] for name, words in told if name == "progress"]
    order = ["waiting", "reading", "offline", "judge", "done"]
    assert steps == sorted(steps, key=order.index)
    assert told.index(("report", "offline")) < len(told) - 1


def test_events_of_what_is_over_or_gone_end_at_once(bench):  # noqa: F811
    made = bench()
    check = made.checks.submit(draft(), by=LOCAL, wait=SECONDS)

    assert [name for name, _ in events(made, check.id)] == ["progress", "done"]
    assert events(made, "no such check") == [("done", "")]


def test_events_end_without_a_done_when_the_service_stops(bench):  # noqa: F811
    made = bench()
    made.engine.gate.clear()
    check = made.checks.submit(draft(), by=LOCAL, wait=0)
    threading.Timer(0.3, made.jobs.close, (0,)).start()

    told = events(made, check.id)

    assert ("done", "") not in told


FORBIDDEN = [
    ({"forbidden_teams": ("Legal",)}, "legal", None),
    ({}, "legal", Team(name="Legal", may_be_judged=False)),
]


@pytest.mark.parametrize(("judge", "team", "kept"), FORBIDDEN)
@pytest.mark.parametrize("wait", [0, SECONDS])
def test_drafts_of_teams_that_are_kept_in_are_never_shown_to_a_model(bench, judge, team, kept, wait):  # noqa: F811
    made = bench(FakeEngine(judge_is_set=True, offline=lambda _: (checked(team=team),)), **judge)
    if kept:
        made.records.teams.put(kept, by=LOCAL)

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=wait))

    assert check.state is State.DONE
    assert made.engine.asked == []
    report_kept = made.records.checks.report(check.id)
    assert report_kept.engine["judge"] == "none: drafts of legal are not shown to a language model"


def test_a_team_that_is_kept_in_while_its_draft_waits_for_the_judge_is_not_shown(bench):  # noqa: F811
    made = bench(FakeEngine(judge_is_set=True, offline=lambda _: (checked(team="legal"),)))
    check = made.records.checks.add(draft(), kit_version=1, by=LOCAL)
    assert made.jobs.work.offline(check.id)

    made.records.teams.put(Team(name="legal", may_be_judged=False), by=LOCAL)
    made.jobs.work.judge(check.id)

    assert made.engine.asked == []
    assert made.records.checks.get(check.id).state is State.DONE


@pytest.mark.parametrize(("judge_is_set", "judged"), [(True, False), (False, True), (False, False)])
def test_who_asks_for_no_judge_or_has_none_is_checked_offline(bench, judge_is_set, judged):  # noqa: F811
    made = bench(FakeEngine(judge_is_set=judge_is_set))

    check = done(made, made.checks.submit(draft(judged=judged), by=LOCAL, wait=0))

    assert check.state is State.DONE
    assert made.engine.asked == []


WAIVERS = [
    ({"finding": "f" * 16, "document": "page-7"}, "page-7", True),
    ({"finding": "f" * 16, "document": "page-7"}, "page-8", False),
    ({"finding": "f" * 16, "document": "page-7"}, "", False),
    ({"finding": "f" * 16}, "page-8", True),
    ({"guideline": "not-cheap", "quote": "cheapest"}, "page-8", True),
    ({"guideline": "not-cheap", "quote": "cheapest", "kit": "other"}, "page-8", False),
]


@pytest.mark.parametrize(("waiver", "document", "holds"), WAIVERS)
@pytest.mark.parametrize("wait", [0, SECONDS])
def test_waivers_that_hold_are_passed_on_to_the_check(bench, waiver, document, holds, wait):  # noqa: F811
    made = bench()
    given = {"kit": "acme", "reason": "legal asked", "expires": TODAY, "by": LOCAL} | waiver
    made.records.waivers.add(**given)
    made.records.waivers.add(**given | {"expires": TODAY - datetime.timedelta(days=1)})
    ended = made.records.waivers.add(**given)
    made.records.waivers.end(ended.id, LOCAL)

    done(made, made.checks.submit(draft(document=document), by=LOCAL, wait=wait))

    (task,) = made.engine.begun
    assert [(w.owner, w.expires) for w in task.policy.waivers] == [("You", TODAY.isoformat())] * holds


def test_a_check_that_is_deleted_while_it_is_looked_at_leaves_nothing(bench):  # noqa: F811
    made = bench()
    made.engine.gate.clear()
    check = made.checks.submit(draft(), by=LOCAL, wait=0)
    assert made.records.checks.delete(check.id)

    made.engine.gate.set()

    assert made.jobs.wait(check.id, SECONDS)
    assert made.records.checks.get(check.id) is None


def test_a_check_whose_draft_is_gone_fails_and_says_so(bench):  # noqa: F811
    made = bench()
    made.records.checks.draft = lambda _: None

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))

    assert check.state is State.FAILED
    assert check.problem == "The draft was deleted before it could be checked."


def test_how_a_team_was_guessed_is_told_after_the_judge_too(bench):  # noqa: F811
    guessed = checked(team="sales")
    guessed = guessed._replace(
        document=guessed.document.model_copy(update={"guessed": ("team “sales” from the format pptx",)})
    )
    made = bench(FakeEngine(judge_is_set=True, offline=lambda _: (guessed,)))

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))

    kept = made.records.checks.checked(check.id)
    assert kept.document.guessed == kept.report.document.guessed == guessed.document.guessed


def test_records_that_are_out_of_reach_for_a_moment_cost_no_check(bench):  # noqa: F811
    made = bench()
    kept, failures = made.records.checks.finish, [RecordsUnavailable("the disk is full")]

    def finish(check, found):
        if failures:
            raise failures.pop()
        return kept(check, found)

    made.records.checks.finish = finish

    check = done(made, made.checks.submit(draft(), by=LOCAL, wait=0))

    assert check.state is State.DONE


def test_without_a_model_nothing_is_rewritten(bench):  # noqa: F811
    made = bench()

    def refuse(*_, **given):
        assert given == {"closed": frozenset(), "rounds": 3}
        raise ModelUnavailable("No language model is set.")

    made.engine.rewrite = refuse

    with pytest.raises(ModelUnavailable):
        made.checks.rewrite(draft())


def test_the_document_of_a_live_check_says_which_waivers_hold(bench):  # noqa: F811
    made = bench()
    made.records.waivers.add(
        kit="acme", finding="f" * 16, document="page-7", reason="so", expires=TODAY, by=LOCAL
    )
    asked = []

    def live(text, kit, policy, *, lane):
        asked.append((text, kit.kit, policy.team, len(policy.waivers), lane))
        return report(Task("", b"", None, policy))[0], 1

    made.engine.live = live

    for document in ("page-7", ""):
        made.checks.live("Hello.", kit="acme", team="sales", lane="tab", document=document)

    assert asked == [("Hello.", "acme", "sales", 1, "tab"), ("Hello.", "acme", "sales", 0, "tab")]
