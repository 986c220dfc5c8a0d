"""What the judge may do to a report, and what it may not."""

import pytest

from checker.domain import Severity, Verdict
from checker.errors import Denied, OverBudget, RateLimited, Refused, TimedOut, Unreachable, Unreadable
from checker.judges.answers import Requirement
from tests import fakes
from tests.drafts import draft
from tests.judges.judging import KIT, Scripted, answer, breach, failed, judged, ruling

QUIET = draft("The tea is ready. Come in.\n\nSam")
TERM = draft("Our customer sits down.\n\nSam")
LATE = "You get the money back today."
ABSENT = Requirement(guideline="sign", reason="Nobody signs.", passage=None, quote="", status="absent")


def present(quote: str, passage: int = 1) -> Requirement:
    return Requirement(guideline="sign", reason="There.", passage=passage, quote=quote, status="present")


def found(report):
    return [(f.check, f.guideline, f.quote, f.origin) for f in report.findings]


def test_a_breach_is_added_at_its_exact_words_with_the_severity_of_the_kit():
    model = Scripted(
        answer(breach("money back today", "refunds", "contradiction", replacement="in three days"))
    )

    (finding,) = judged(draft(LATE), model).findings

    assert (finding.quote, finding.origin, finding.severity) == ("money back today", "judge", Severity.ERROR)
    assert finding.suggestion == "in three days"
    assert finding.guideline_quote == "Refunds take three working days."
    assert 0 < finding.confidence < 1


@pytest.mark.parametrize(
    "claimed",
    [
        breach("money back tomorrow", "refunds", "contradiction"),
        breach("money back today", "nothing-of-the-kind", "contradiction"),
        breach("money back today", "refunds", "off-voice"),
        breach("", "refunds", "contradiction"),
    ],
    ids=["invented words", "invented guideline", "wrong kind", "no words"],
)
def test_what_cannot_be_shown_is_dropped_counted_and_never_a_pass(claimed):
    report = judged(draft(LATE), Scripted(answer(claimed, required=())))

    assert report.findings == ()
    assert report.verdict is Verdict.INCOMPLETE
    assert report.unjudged[0].reason == "the answer quotes words that are not in the draft"


def test_one_lie_among_truths_is_dropped_and_counted():
    truth = breach("money back today", "refunds", "contradiction")
    report = judged(draft(LATE), Scripted(answer(truth, breach("we are cheapest", "price", "off-message"))))

    assert [quote for _, _, quote, _ in found(report)] == ["money back today"]
    assert report.cost["dropped"] == 1
    assert report.verdict is Verdict.FAIL


def test_a_suspicion_can_be_confirmed_with_a_reason_and_a_better_wording():
    offline = fakes.checker(KIT).check(TERM).report.findings
    model = Scripted(answer(suspicions=(ruling("s1", stands=True, replacement="guest of ours"),)))

    (finding,) = judged(TERM, model).findings

    assert (finding.quote, finding.origin) == ("customer", offline[0].origin)
    assert (finding.explanation, finding.suggestion) == ("Because.", "guest of ours")
    assert finding.confidence >= offline[0].confidence


def test_a_suspicion_can_be_dismissed():
    report = judged(TERM, Scripted(answer(suspicions=(ruling("s1", stands=False),))))

    assert report.findings == ()
    assert report.verdict is Verdict.PASS


def test_a_suspicion_that_the_answer_passes_over_stands():
    assert found(judged(TERM, Scripted(answer()))) == found(fakes.checker(KIT).check(TERM).report)


@pytest.mark.parametrize("error", [TimedOut("late"), Refused("no"), Unreadable("rubbish"), failed("gone")])
def test_without_an_answer_the_offline_findings_stand_and_nothing_passes(error):
    report = judged(TERM, Scripted(error))

    assert found(report) == found(fakes.checker(KIT).check(TERM).report)
    assert [part.reason for part in report.unjudged] == [str(error)]
    assert report.passages_unjudged == report.coverage.passages
    assert judged(QUIET, Scripted(error)).verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    ("error", "is_passing"),
    [
        (TimedOut("late"), True),
        (Unreachable("down"), True),
        (RateLimited("busy"), True),
        (OverBudget("spent"), False),
        (Refused("no"), False),
        (Unreadable("rubbish"), False),
        (Denied("key"), False),
    ],
)
def test_it_is_said_whether_asking_later_may_help(error, is_passing):
    report = judged(TERM, Scripted(error))

    assert [part.is_passing for part in report.unjudged] == [is_passing]
    assert report.is_unheard is is_passing


def test_an_answer_that_cannot_be_shown_does_not_pass_with_time():
    assert not judged(QUIET, Scripted(answer(required=(), kept=()))).is_unheard


def test_an_answer_that_may_still_come_makes_a_part_worth_asking_about_again():
    report = judged(TERM, Scripted(TimedOut("late"), Refused("no"), answer()), samples=3)

    assert [(part.reason, part.is_passing) for part in report.unjudged] == [("no", True)]


def test_an_answer_that_looked_at_nothing_is_no_pass():
    report = judged(QUIET, Scripted(answer(required=(), kept=())))

    assert report.verdict is Verdict.INCOMPLETE
    assert report.unjudged[0].reason == "the answer speaks of 0 of 6 guidelines"


def test_what_was_looked_at_and_holds_is_passed():
    report = judged(QUIET, Scripted(answer()))

    assert report.guidelines["warm"] == "passed"
    assert fakes.checker(KIT).check(QUIET).report.guidelines["warm"] == "not_judged"
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("requirement", "is_missing"),
    [
        (ABSENT, True),
        (present("Sam", passage=3), False),
        (Requirement(guideline="sign", reason="An ad.", passage=None, quote="", status="not-needed"), False),
    ],
    ids=["absent", "there", "not needed"],
)
def test_what_must_be_there_is_there_only_at_words_that_are(requirement, is_missing):
    nameless = draft("The tea is ready. Come in.\n\nSam")
    report = judged(nameless, Scripted(answer(required=(requirement,))))

    assert [f.check for f in report.findings] == ["missing-element"] * is_missing


def test_words_that_only_the_judge_sees_meet_nothing():
    report = judged(QUIET, Scripted(answer(required=(present("Samantha", passage=3),))))

    assert report.verdict is Verdict.INCOMPLETE


MUST_SIGN = fakes.kit({"id": "sign", "kind": "required", "text": "Sign with a first name."})


@pytest.mark.parametrize(
    ("requirement", "is_missing"),
    [(present("the team"), False), (ABSENT, True), (present("Tom"), True)],
    ids=["shown to be there", "absent", "not there"],
)
def test_what_the_checks_miss_goes_only_where_the_words_are_shown(requirement, is_missing):
    unsigned = draft("The tea is ready, says the team of the house.")
    assert [f.check for f in fakes.checker(MUST_SIGN).check(unsigned).report.findings] == ["missing-element"]

    report = judged(unsigned, Scripted(answer(required=(requirement,), kept=())), kit=MUST_SIGN)

    assert [f.check for f in report.findings] == ["missing-element"] * is_missing


def test_a_customers_words_are_never_a_breach():
    asked = draft("> Why is my money not back today?\n\nIt takes three working days.\n\nSam")
    model = Scripted(
        answer(breach("money not back today", "refunds", "contradiction"), required=(present("Sam", 3),))
    )

    report = judged(asked, model)

    assert report.findings == ()
    assert report.cost["dropped"] == 1


def test_a_fault_that_both_find_is_one_finding():
    model = Scripted(
        answer(breach("customer", "guest", "wrong-term"), suspicions=(ruling("s1", stands=True),))
    )

    assert len(judged(TERM, model).findings) == 1


class TestSamples:
    CLAIM = breach("money back today", "refunds", "contradiction")

    def report(self, *answers, samples):
        return judged(draft(LATE), Scripted(*answers), samples=samples)

    def test_what_most_hold_blocks(self):
        report = self.report(answer(self.CLAIM), answer(self.CLAIM), answer(), samples=3)

        assert [f.needs_review for f in report.findings] == [False]
        assert report.verdict is Verdict.FAIL

    def test_what_few_hold_waits_for_a_person(self):
        report = self.report(answer(self.CLAIM), answer(), answer(), samples=3)

        assert [f.needs_review for f in report.findings] == [True]
        assert report.verdict is Verdict.PASS

    def test_more_agreement_is_more_confidence(self):
        few = self.report(answer(self.CLAIM), answer(), answer(), samples=3).findings[0].confidence
        most = self.report(answer(self.CLAIM), answer(self.CLAIM), answer(), samples=3).findings[0].confidence
        all_ = self.report(answer(self.CLAIM), samples=3).findings[0].confidence

        assert few < most < all_

    def test_each_sample_is_a_question_of_its_own(self):
        model = Scripted(answer())
        judged(QUIET, model, samples=3)

        assert len({question.digest for question in model.asked}) == 3

    def test_half_of_the_answers_will_do(self):
        assert self.report(answer(self.CLAIM), failed(), samples=2).unjudged == ()
        assert len(self.report(answer(self.CLAIM), failed(), failed(), samples=3).unjudged) == 1


LONG = draft(
    "\n\n".join(f"Paragraph {n} says that tea is a quiet thing. {'It is warm. ' * 20}" for n in range(60))
)


class TestWindows:
    def test_a_long_draft_is_asked_about_in_parts_and_every_passage_once(self):
        model = Scripted(answer())
        report = judged(LONG, model, window=2_000)

        assert report.unjudged == ()
        assert len(model.asked) > 1
        sent = "\n".join(question.prompt.data for question in model.asked)
        assert all(sum(f"] Paragraph {n} " in line for line in sent.splitlines()) == 1 for n in range(60))

    def test_a_part_without_an_answer_is_said_and_the_others_stand(self):
        model = Scripted(answer(), failed("late"), answer())
        report = judged(LONG, model, window=2_000)

        assert [part.reason for part in report.unjudged] == ["late"]
        assert report.verdict is Verdict.INCOMPLETE

    def test_nothing_more_is_asked_when_the_budget_is_spent(self):
        model = Scripted(answer(), OverBudget("the check's budget is spent"))
        report = judged(LONG, model, window=2_000)

        assert len(model.asked) == 2
        assert {part.reason for part in report.unjudged} == {"the check's budget is spent"}
        assert not report.is_unheard
        assert len(report.unjudged) > 1

    def test_nothing_more_is_asked_when_the_time_is_over(self):
        times = iter([0.0, 1.0, *[999.0] * 99])
        model = Scripted(answer())
        report = judged(LONG, model, window=2_000, clock=lambda: next(times), seconds=100)

        assert len(model.asked) == 1
        assert {part.reason for part in report.unjudged} == {"there was no time left of 100 seconds"}
        assert report.is_unheard

    def test_what_must_be_there_may_be_in_any_part(self):
        model = Scripted(
            answer(required=(ABSENT,)),
            lambda q: answer(required=(present(q.prompt.data.split("] ")[1][:20]),)),
            answer(required=(ABSENT,)),
        )

        assert judged(LONG, model, window=2_000).findings == ()
        assert [
            f.check for f in judged(LONG, Scripted(answer(required=(ABSENT,))), window=2_000).findings
        ] == ["missing-element"]

    def test_auto_skips_what_nothing_is_at_stake_in(self):
        always, auto = Scripted(answer()), Scripted(answer())
        text = "# Tea\n\n" + "\n\n".join(
            f"The pot {'was warm and the room was still. ' * 12}" for _ in range(60)
        )
        judged(draft(text), always, window=2_000)
        report = judged(draft(text), auto, window=2_000, mode="auto")

        assert 0 < len(auto.asked) < len(always.asked)
        assert report.unjudged == ()


@pytest.mark.parametrize(
    ("facts", "settings"),
    [
        ({"team": "support"}, {"forbidden_teams": ("support",)}),
        ({"channel": "reply"}, {"forbidden_teams": ("reply",)}),
        ({"title": "Plan (CONFIDENTIAL)"}, {}),
    ],
)
def test_what_may_not_leave_the_house_is_checked_offline_and_says_so(facts, settings):
    model = Scripted(answer())
    report = judged(draft("Our customer sits down.\n\nSam", **facts), model, **settings)

    assert model.asked == []
    assert report.engine["judge"].startswith("none: ")
    assert found(report) == found(fakes.checker(KIT).check(TERM).report)


def test_only_the_mark_of_confidence_near_the_ends_counts():
    text = "All is well. " * 100 + "It is confidential. " + "All is well. " * 100
    model = Scripted(answer())
    judged(draft(text), model)

    assert len(model.asked) == 1


def test_a_large_kit_is_retrieved_for_each_part():
    many = [
        {"id": f"fact-{n}", "kind": "fact", "text": f"Fact {n}: {'the pot is blue and round. ' * 8}"}
        for n in range(60)
    ]
    kit = fakes.kit(*many)
    model = Scripted(answer(required=(), kept=("fact-1",)))
    report = judged(
        QUIET, model, kit=kit, retrieve=lambda kit, _vectors, _texts: kit.guidelines[1:2], window=2_000
    )

    (question,) = model.asked
    assert "fact-1 (fact)" in question.prompt.context
    assert "fact-2 (fact)" not in question.prompt.context
    assert report.verdict is Verdict.PASS
    assert report.guidelines["fact-1"] == "passed"
    assert report.guidelines["fact-2"] == "not_judged"


def test_the_report_says_who_judged_and_what_it_cost():
    report = judged(QUIET, Scripted(answer()))

    assert report.engine["judge"] == "test:script"
    assert len(report.engine["prompt:judge"]) == 64
    assert report.cost["calls"] == 1
    assert report.cost["tokens_in"] == 100
    assert report.lead_message == "the kettle"
