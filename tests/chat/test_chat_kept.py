"""Kept answers: the same question is paid once, and a lost cache costs money but never an answer."""

import dataclasses
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select, text

from checker.asking import Reply, Usage
from checker.chat.database import Database
from checker.chat.kept import Kept, Terms
from checker.chat.tables import ANSWERS
from checker.errors import ModelFailed, Refused
from tests.chat import store_workers as workers
from tests.chat.store_workers import Broken, Echo, OtherVerdict, Quick, Verdict, question

DAY = 24 * 3600.0


@pytest.fixture
def database(database_url):
    return Database(database_url)


def rows(database, *columns):
    with database.reading() as connection:
        return connection.execute(select(*columns).order_by(ANSWERS.c.used)).all()


def change(database, statement, **values):
    with database.writing() as connection:
        connection.execute(text(statement), values)


def test_the_same_question_is_paid_once(database):
    model = Echo(model="openai:gpt-5-mini-2025-08-07")

    first = Kept(model, database).ask(question("Tea for {{ 7*7 }} \0 “zwölf” 🫖."))
    second = Kept(model, database).ask(question("Tea for {{ 7*7 }} \0 “zwölf” 🫖."))

    assert len(model.asked) == 1
    assert first.usage == workers.USAGE
    assert second == Reply(first.answer, Usage(kept=1), "openai:gpt-5-mini-2025-08-07")


def test_it_answers_to_the_models_name(database):
    assert Kept(Echo("ollama:llama"), database).name == "ollama:llama"


@pytest.mark.parametrize(
    ("name", "asked", "terms"),
    [
        ("openai:gpt-5-mini", question("Coffee."), Terms()),
        ("openai:gpt-5-mini", question("Tea.", sample=1), Terms()),
        ("openai:gpt-5-mini", question("Tea.", answer=OtherVerdict), Terms()),
        ("openai:gpt-5", question("Tea."), Terms()),
        ("openai:gpt-5-mini", question("Tea."), Terms(origin="http://127.0.0.1:8000")),
    ],
    ids=["data", "sample", "form", "model", "origin"],
)
def test_another_question_is_asked(database, name, asked, terms):
    Kept(Echo(), database).ask(question("Tea."))
    model = Echo(name)

    reply = Kept(model, database, terms=terms).ask(asked)

    assert len(model.asked) == 1
    assert reply.usage.kept == 0


def test_what_another_model_answers_in_its_place_is_not_kept(database):
    model = Echo(model="ollama:llama")
    kept = Kept(model, database)

    replies = [kept.ask(question("Tea.")) for _ in range(2)]

    assert [reply.usage.kept for reply in replies] == [0, 0]
    assert replies[0].model == "ollama:llama"


def test_a_failure_is_not_kept(database):
    with pytest.raises(Refused, match="content filter"):
        Kept(Broken(Refused("content filter")), database).ask(question("Tea."))

    assert Kept(Echo(), database).ask(question("Tea.")).usage.calls == 1


def test_an_answer_that_is_not_accepted_is_neither_kept_nor_given(database):
    model = Echo()
    strict = dataclasses.replace(question("Tea."), accept=lambda answer: f"{answer.text} is no coffee")
    kept = Kept(model, database)

    kept.ask(strict)
    kept.ask(question("Tea."))
    kept.ask(strict)

    assert len(model.asked) == 3
    assert kept.ask(question("Tea.")).usage.kept == 1


def test_it_is_kept_who_answered_when_and_at_what_cost(database):
    quick = Quick(1_767_000_000.0)
    Kept(Echo(), database, now=quick.clock.now).ask(question("Tea."))

    [row] = rows(database, ANSWERS)

    assert (row.model, row.made, row.used) == ("openai:gpt-5-mini", 1_767_000_000.0, 1_767_000_000.0)
    assert Usage.model_validate_json(row.usage) == workers.USAGE
    assert (row.answer, row.size) == ('{"text":"Tea."}', 15)


@pytest.mark.parametrize("rubbish", ["", "{", "null", '{"text": 7}', '{"txt": "Tea."}', '{"text": "Te'])
def test_rubbish_is_asked_again_and_replaced(database, rubbish):
    Kept(Echo(), database).ask(question("Tea."))
    change(database, "UPDATE chat_answers SET answer = :rubbish", rubbish=rubbish)
    model = Echo()

    replies = [Kept(model, database).ask(question("Tea.")) for _ in range(2)]

    assert len(model.asked) == 1
    assert [reply.answer for reply in replies] == [Verdict(text="Tea.")] * 2


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\x00", b'{"text": "\xff"}'])
def test_bytes_that_are_no_text_are_asked_again_and_replaced(sqlite_url, rubbish):
    database = Database(sqlite_url)
    Kept(Echo(), database).ask(question("Tea."))
    change(database, "UPDATE chat_answers SET answer = CAST(:rubbish AS TEXT)", rubbish=rubbish)
    model = Echo()

    replies = [Kept(model, database).ask(question("Tea.")) for _ in range(2)]

    assert len(model.asked) == 1
    assert replies[1].answer == Verdict(text="Tea.")


def test_an_answer_that_is_no_text_is_given_but_not_kept(database):
    model = Echo()

    replies = [Kept(model, database).ask(question("Half a pair: \ud83e.")) for _ in range(2)]

    assert len(model.asked) == 2
    assert replies[1].answer == Verdict(text="Half a pair: \ud83e.")


def test_an_answer_that_is_not_used_goes_and_one_that_is_stays(database):
    quick = Quick()
    kept = Kept(Echo(), database, terms=Terms(seconds=30 * DAY), now=quick.clock.now)
    for name in ("used", "unused"):
        kept.ask(question(name))
    for _ in range(40):
        quick.time += DAY
        kept.ask(question("used"))

    kept.prune()

    assert [row.answer for row in rows(database, ANSWERS.c.answer)] == ['{"text":"used"}']


def test_beyond_the_size_those_unused_for_longest_go(database):
    quick = Quick()
    each = len('{"text":"0"}')
    kept = Kept(Echo(), database, terms=Terms(bytes=3 * each), now=quick.clock.now)
    for number in range(6):
        quick.time += 1
        kept.ask(question(str(number)))
    quick.time += DAY
    kept.ask(question("1"))

    kept.prune()

    assert [row.answer for row in rows(database, ANSWERS.c.answer)] == [
        '{"text":"4"}',
        '{"text":"5"}',
        '{"text":"1"}',
    ]


def test_pruning_needs_nobody_to_ask_for_it(database):
    quick = Quick()
    Kept(Echo(), database, now=quick.clock.now).ask(question("old"))
    quick.time += 31 * DAY

    Kept(Echo(), database, now=quick.clock.now).ask(question("new"))

    assert [row.answer for row in rows(database, ANSWERS.c.answer)] == ['{"text":"new"}']


def test_pruning_keeps_nobody_waiting_for_long(database):
    quick = Quick(2_000_000_000.0)
    kept = Kept(Echo(), database, now=quick.clock.now)
    row = {"model": "", "made": 0, "used": 0, "size": 1, "usage": "", "answer": ""}
    with database.writing() as connection:
        connection.execute(ANSWERS.insert(), [{"key": str(number), **row} for number in range(2001)])

    kept.prune()
    left = len(rows(database, ANSWERS.c.key))
    kept.prune()

    assert left == 1
    assert rows(database, ANSWERS.c.key) == []


def test_reading_again_soon_writes_nothing(database):
    quick = Quick()
    kept = Kept(Echo(), database, now=quick.clock.now)
    kept.ask(question("Tea."))
    quick.time += 60

    kept.ask(question("Tea."))

    [row] = rows(database, ANSWERS.c.used)
    assert row.used == quick.time - 60


@pytest.mark.parametrize("harm", ["damaged", "folder", "locked"])
def test_a_lost_cache_costs_money_but_no_answer(tmp_path, harm):
    path = tmp_path / "chat.db"
    database = Database(f"sqlite:///{path}", patience=0.05)
    told = []
    kept = Kept(Echo(), database, tell=told.append)
    if harm == "folder":
        path.mkdir()
    elif harm == "damaged":
        path.write_bytes(b"nothing of the kind" * 1000)
    with closing(sqlite3.connect(path if harm == "locked" else ":memory:", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")

        replies = [kept.ask(question("Tea.")) for _ in range(3)]

    assert [reply.answer.text for reply in replies] == ["Tea."] * 3
    assert [reply.usage.calls for reply in replies] == [1, 1, 1]
    [sentence] = told
    assert sentence.startswith("Answers are not kept, so the same question is paid again. The database ")


def test_a_server_that_is_gone_costs_money_but_no_answer(tmp_path):
    told = []
    kept = Kept(Echo(), Database(f"postgresql://nobody@/x?host={tmp_path}", patience=0.05), tell=told.append)

    replies = [kept.ask(question("Tea.")) for _ in range(3)]

    assert [reply.answer.text for reply in replies] == ["Tea."] * 3
    assert len(told) == 1


def test_a_cache_that_may_only_be_read_gives_what_it_has(tmp_path):
    path = tmp_path / "chat.db"
    Kept(Echo(), Database(f"sqlite:///{path}")).ask(question("Tea."))
    told = []
    quick = Quick(4_000_000_000.0)
    kept = Kept(
        Echo(), Database(f"sqlite:///file:{path}?mode=ro&uri=true"), now=quick.clock.now, tell=told.append
    )

    usages = [kept.ask(question(text)).usage for text in ("Coffee.", "Tea.", "Tea.")]

    assert [usage.kept for usage in usages] == [0, 1, 1]
    assert len(told) == 1


def test_a_cache_that_is_emptied_meanwhile_is_filled_again(tmp_path):
    path = tmp_path / "chat.db"
    model, told = Echo(), []
    kept = Kept(model, Database(f"sqlite:///{path}"), tell=told.append)
    kept.ask(question("Tea."))
    for file in tmp_path.iterdir():
        file.unlink()

    for _ in range(2):
        kept.ask(question("Tea."))

    assert len(model.asked) == 2
    assert told == []


def test_eight_processes_may_ask_the_same_at_once(database_url):
    texts = [f"Tea for {number}." for number in range(24)]

    done = workers.together(workers.ask_all, database_url, texts)

    assert [answers for answers, _ in done] == [texts] * workers.MANY
    assert len(texts) <= sum(calls for _, calls in done) < len(texts) * workers.MANY
    model = Echo()
    kept = Kept(model, Database(database_url))
    assert [kept.ask(question(text)).answer.text for text in texts] == texts
    assert model.asked == []


def test_the_models_own_failure_is_not_taken_for_the_caches(database):
    told = []
    kept = Kept(Broken(ModelFailed("no answer")), database, tell=told.append)

    with pytest.raises(ModelFailed, match="no answer"):
        kept.ask(question("Tea."))

    assert told == []
