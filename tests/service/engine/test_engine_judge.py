"""The process that asks a language model, over real HTTP to a server that answers as a test wants."""

import re
from collections.abc import Iterator

import pytest

from checker.errors import InputError, ModelUnavailable
from checker.settings import JudgeSettings
from service.engine import Engine
from service.nouns import Draft, Progress
from tests import stub_server as stub
from tests.service.engine.conftest import KIT, POLICY, service, settings, version

GUIDELINES = tuple(re.findall(r"id: (\w+)", KIT))
FAULTY = "Every customer gets a cup.\n\nCome in, the stove is warm.\n"
EDIT = {"findings": ["F1"], "reason": "So we say.", "passage": 1, "old": "customer", "new": "guest"}
LONG = "".join(
    f"Paragraph {n} speaks of cups and of kettles, at length and with care.\n\n" for n in range(120)
)
TERMS = {"closed": frozenset({"legal"}), "rounds": 2}


def answer(asked: stub.Asked) -> dict[str, object]:
    """Let every suspicion stand, and replace the word that is not ours where edits are wanted."""
    if "edits" in (asked.schema or {}).get("properties", {}):
        return {"edits": [EDIT], "unsolved": []}
    ids = sorted(set(re.findall(r"^(s\d+) \[", asked.text, re.MULTILINE)))
    rulings = [{"id": one, "reason": "So it is.", "breach": True, "replacement": None} for one in ids]
    facts = {"lead": "tea", "lead_guideline": None, "required": [], "findings": []}
    return {**facts, "suspicions": rulings, "kept": list(GUIDELINES)}


def draft(text: str = FAULTY, name: str = "draft.md") -> Draft:
    return Draft(name=name, content=text.encode(), kit="kettlewick")


@pytest.fixture(scope="module")
def server() -> Iterator[stub.StubServer]:
    """Return a server that judges and edits."""
    with stub.StubServer(always=stub.answers(answer)) as running:
        yield running


@pytest.fixture(scope="module")
def judging(server: stub.StubServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return an engine with one process that asks the server, and one that asks nobody."""
    judge = JudgeSettings(
        model="openai:stub",
        base_url=server.url,
        api_key="none",
        retries=0,
        window=2_500,
        forbidden_teams=("hr",),
    )
    log = f"sqlite:///{tmp_path_factory.mktemp('judge') / 'judge.db'}"
    engine = Engine(settings(judge=judge, database_url=log), service(lanes=1, judging=1))
    yield engine
    engine.close(0)


def test_a_judged_check_says_who_judged_and_an_offline_one_that_nobody_did(judging, server):
    assert judging.judge_is_set
    before = len(server.requests)

    unheard = draft(f"{FAULTY}\nNobody has asked about this yet.\n")
    (offline,) = judging.check(unheard, version(), POLICY)
    unasked = len(server.requests)
    (judged,) = judging.check(unheard, version(), POLICY, judged=True)

    assert unasked == before < len(server.requests)
    assert offline.report.engine["judge"] == "none"
    assert judged.report.engine["judge"] == "openai:stub"
    assert [finding.quote for finding in judged.report.findings] == ["customer"]


def test_how_many_passages_the_judge_has_read_is_told(judging):
    told = []

    (checked,) = judging.check(draft(LONG), version(), POLICY, judged=True, tell=told.append)

    read = [progress for progress in told if progress.step == "judge"]
    assert checked.report.unjudged == ()
    assert {progress.of for progress in read} == {checked.report.coverage.passages}
    assert [progress.done for progress in read] == sorted(progress.done for progress in read)
    assert read[-1].done > 0
    assert told[: told.index(read[0])] == [
        one for one in (Progress(step="reading"), Progress(step="offline")) if one in told
    ]


def test_a_draft_is_rewritten(judging):
    made = judging.rewrite(draft(), version(), POLICY, **TERMS)

    assert made.after.text == FAULTY.replace("customer", "guest")
    assert (made.edits, made.remaining, made.failure) == (1, (), "")


@pytest.mark.parametrize("team", ["legal", "Legal", "hr"])
def test_a_draft_that_stays_in_the_house_is_not_rewritten(judging, server, team):
    before = len(server.requests)

    with pytest.raises(ModelUnavailable, match="No language model may see this draft"):
        judging.rewrite(draft(f"---\nteam: {team}\n---\n{FAULTY}"), version(), POLICY, **TERMS)

    assert len(server.requests) == before


def test_of_many_drafts_none_is_rewritten(judging):
    tickets = draft('[{"id": 1, "reply": "Hello."}, {"id": 2, "reply": "Hello."}]', "tickets.json")

    with pytest.raises(InputError, match="holds 2 drafts"):
        judging.rewrite(tickets, version(), POLICY, **TERMS)
