import json

import pytest

from checker.asking import Usage
from checker.chat.errand import Errand, Form, Manner, Terms
from checker.chat.exchange import Log
from checker.chat.failures import failure
from checker.chat.messages import JSON_ONLY
from checker.chat.replies import Said
from checker.chat.wire import Trip
from checker.errors import Denied, ModelFailed, Refused, Rejected, TimedOut, Truncated, Unreadable
from tests.chat.questions import GOOD, Fit, ScriptedLine, question

COST = Usage(tokens_in=10, tokens_cached=4, tokens_out=2)
ANSWER = Said(json.dumps(GOOD), "stop", usage=COST)
RUBBISH = Said("I would say one.", "stop", usage=COST)
FIT = Fit(**GOOD)
SURE = Manner(Form.SCHEMA)


class ProviderError(Exception):
    def __init__(self, status: int, param: str | None = None) -> None:
        super().__init__("words of the provider")
        self.status_code, self.param = status, param


def failed(status: int, param: str | None = None) -> ModelFailed:
    """Return what the border makes of a provider's answer with this *status*."""
    cause = ProviderError(status, param)
    error = failure(cause, ScriptedLine.name)
    assert error is not None
    error.__cause__ = cause
    return error


def errand(line, *, asked=None, first=SURE, steps_down=True, log=None) -> Errand[Fit]:
    terms = Terms(first, steps_down=steps_down, fence=lambda _: "MARK", log=log)
    return Errand(line, terms, asked or question(), Trip(5.0, 5.0))


def forms(line: ScriptedLine) -> list[tuple[str, bool]]:
    return [(call.manner.form.value, call.manner.is_warm) for call in line.calls]


def test_a_good_answer_takes_one_call():
    line = ScriptedLine(ANSWER)
    asked = errand(line)

    assert asked.run() == FIT
    assert asked.trip.usage == COST + Usage(calls=1)
    assert line.calls[0].is_strict
    assert line.calls[0].schema["required"] == ["reason", "faults"]


@pytest.mark.parametrize(
    "bad", [RUBBISH, Said("", "stop", usage=COST), Said('{"faults": 1}', "stop", usage=COST)]
)
def test_an_answer_that_can_not_be_read_is_asked_for_once_more_with_the_reason(bad):
    line = ScriptedLine(bad, ANSWER)
    asked = errand(line)

    assert asked.run() == FIT
    assert asked.trip.usage == COST + COST + Usage(calls=2)
    first, second = (call.talk for call in line.calls)
    assert second[:2] == first
    assert (second[2].role, second[2].text) == ("assistant", bad.text or "(empty)")
    assert second[3].text.startswith("Your answer can't be used: ")
    assert JSON_ONLY in second[3].text


@pytest.mark.parametrize("second", [RUBBISH, Said("")])
def test_twice_unreadable_is_unreadable(second):
    line = ScriptedLine(RUBBISH, second)

    with pytest.raises(Unreadable, match="even when asked again"):
        errand(line).run()
    assert len(line.calls) == 2


def test_an_answer_that_is_not_accepted_is_asked_for_once_more_and_then_taken_as_it_is():
    line = ScriptedLine(ANSWER, ANSWER)
    asked = question(accept=lambda fit: "too few faults." if fit.faults < 2 else "")

    assert errand(line, asked=asked).run() == FIT
    assert "can't be used: too few faults. Answer" in line.calls[1].talk[3].text


def test_an_answer_that_is_accepted_the_second_time_is_the_answer():
    better = Said('{"reason": "so", "faults": 2}', "stop")
    asked = question(accept=lambda fit: "too few" if fit.faults < 2 else "")

    assert errand(ScriptedLine(ANSWER, better), asked=asked).run().faults == 2


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Said('{"rea', "length", usage=COST), Truncated),
        (Said("", "content_filter", usage=COST), Refused),
        (Said("", "stop", refusal="No.", usage=COST), Refused),
        (Said(ANSWER.text, "length", usage=COST), Truncated),
    ],
)
def test_what_is_cut_off_or_refused_is_not_asked_again_but_costs(said, kind):
    asked = errand(ScriptedLine(said))

    with pytest.raises(kind):
        asked.run()
    assert asked.trip.usage == COST + Usage(calls=1)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_server_that_does_not_take_a_form_is_asked_in_the_next(status):
    line = ScriptedLine(failed(status), failed(status), ANSWER)

    assert errand(line).run() == FIT
    assert forms(line) == [("schema", True), ("tools", True), ("json", True)]
    assert [call.is_strict for call in line.calls] == [True, False, False]
    assert [JSON_ONLY in call.talk[0].text for call in line.calls] == [False, False, True]


def test_what_a_server_takes_is_remembered():
    errand(ScriptedLine(failed(400), ANSWER)).run()
    line = ScriptedLine(ANSWER)
    errand(line).run()

    assert forms(line) == [("tools", True)]


def test_what_is_remembered_is_for_that_model_and_that_server_alone():
    errand(ScriptedLine(failed(400), ANSWER)).run()
    other_model, other_server = ScriptedLine(ANSWER), ScriptedLine(ANSWER)
    other_model.name, other_server.address = "openai:other", "http://127.0.0.2/v1"
    errand(other_model).run()
    errand(other_server).run()

    assert forms(other_model) == forms(other_server) == [("schema", True)]


def test_a_form_in_which_no_answer_came_is_not_remembered():
    with pytest.raises(Unreadable):
        errand(ScriptedLine(failed(400), RUBBISH, RUBBISH)).run()
    line = ScriptedLine(ANSWER)
    errand(line).run()

    assert forms(line) == [("schema", True)]


def test_a_server_that_takes_no_form_is_told_by_its_first_answer():
    first = failed(404)
    line = ScriptedLine(first, failed(422), failed(400))

    with pytest.raises(Denied) as caught:
        errand(line).run()
    assert caught.value is first
    assert len(line.calls) == 3


def test_a_form_that_was_asked_for_is_kept_to():
    line = ScriptedLine(failed(400))

    with pytest.raises(Rejected):
        errand(line, first=Manner(Form.TOOLS), steps_down=False).run()
    assert forms(line) == [("tools", True)]


@pytest.mark.parametrize("status", [401, 403, 408, 413, 429, 500])
def test_another_form_is_no_help_for_other_failures(status):
    line = ScriptedLine(failed(status))

    with pytest.raises(ModelFailed):
        errand(line).run()
    assert len(line.calls) == 1


def test_a_failure_in_the_next_form_is_told_as_it_is():
    line = ScriptedLine(failed(400), failed(408))

    with pytest.raises(TimedOut):
        errand(line).run()


@pytest.mark.parametrize("steps_down", [True, False])
def test_a_model_that_takes_no_temperature_is_asked_without_and_that_is_remembered(steps_down):
    line, next_line = ScriptedLine(failed(400, "temperature"), ANSWER), ScriptedLine(ANSWER)
    errand(line, steps_down=steps_down).run()
    errand(next_line, steps_down=steps_down).run()

    assert forms(line) == [("schema", True), ("schema", False)]
    assert forms(next_line) == [("schema", False)]


def test_a_server_may_take_neither_the_temperature_nor_the_form():
    line = ScriptedLine(failed(400, "temperature"), failed(400), ANSWER)

    assert errand(line).run() == FIT
    assert forms(line) == [("schema", True), ("schema", False), ("tools", False)]


def test_every_call_is_logged_as_it_was_sent_and_as_it_came_back(tmp_path):
    path = tmp_path / "log.jsonl"
    line = ScriptedLine(failed(400), RUBBISH, Said("", "length", refusal="No.", usage=COST))
    with pytest.raises(Truncated):
        errand(line, log=Log(path)).run()
    rows = [json.loads(row) for row in path.read_text().splitlines()]

    assert [row["form"] for row in rows] == ["schema", "tools", "tools"]
    assert [row["answer"] for row in rows] == [None, RUBBISH.text, None]
    assert [row["finish_reason"] for row in rows] == ["", "stop", "length"]
    assert rows[0]["failure"].startswith("openai:scripted: the provider does not take the request (400)")
    assert rows[0]["provider_says"] == "words of the provider"
    assert (rows[1]["failure"], rows[2]["refusal"]) == ("", "No.")
    assert "cut off" in rows[2]["failure"]
    assert rows[2]["usage"] == {"calls": 1, "tokens_in": 10, "tokens_cached": 4, "tokens_out": 2}
    for row, call in zip(rows, line.calls, strict=True):
        assert row["messages"] == [message._asdict() for message in call.talk]
        assert row["schema"] == call.schema
        assert row["parameters"] == {"temperature": 0.0}
        assert (row["model"], row["server"]) == (line.name, line.address)
