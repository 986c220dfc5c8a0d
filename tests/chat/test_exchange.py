import json
import logging
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from checker.asking import Usage
from checker.chat.exchange import Exchange, Log, now
from checker.chat.messages import Message
from checker.errors import InputError

EXCHANGE = Exchange(
    time="2026-01-05T09:00:00.000+00:00",
    model="openai:stub",
    server="http://127.0.0.1/v1",
    prompt={"name": "fit", "version": "1", "digest": "0"},
    form="schema",
    schema={"type": "object", "properties": {}},
    parameters={"temperature": 0.0, "max_tokens": 8000},
    messages=(Message("system", "Do."), Message("user", "Zwölf Kessel\u2028😀\n")),
    answer="{}",
    finish_reason="stop",
    usage=Usage(calls=2, tokens_in=10, tokens_cached=4, tokens_out=1),
)
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from checker.chat.exchange import Log
from tests.chat.test_exchange import EXCHANGE
log = Log(Path(sys.argv[1]))
for number in range(50):
    log.append(replace(EXCHANGE, model=sys.argv[2], answer=str(number) + "x" * 50_000))
"""


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_a_line_holds_all_of_it_word_for_word():
    line = EXCHANGE.line()

    assert line.count(b"\n") == 1
    assert json.loads(line) == {
        "time": "2026-01-05T09:00:00.000+00:00",
        "model": "openai:stub",
        "server": "http://127.0.0.1/v1",
        "prompt": {"name": "fit", "version": "1", "digest": "0"},
        "form": "schema",
        "schema": {"type": "object", "properties": {}},
        "parameters": {"temperature": 0.0, "max_tokens": 8000},
        "messages": [
            {"role": "system", "text": "Do."},
            {"role": "user", "text": "Zwölf Kessel\u2028😀\n"},
        ],
        "answer": "{}",
        "finish_reason": "stop",
        "refusal": "",
        "failure": "",
        "provider_says": "",
        "usage": {"calls": 2, "tokens_in": 10, "tokens_cached": 4, "tokens_out": 1},
    }


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", '"\\', "\r\n"])
def test_any_text_comes_back_from_the_log(text):
    assert json.loads(replace(EXCHANGE, answer=text).line())["answer"] == text


def test_the_time_is_utc_in_iso_8601():
    assert now().endswith("+00:00")
    assert len(now()) == len(EXCHANGE.time)


def test_exchanges_are_appended_and_only_the_owner_may_read_them(tmp_path):
    path = tmp_path / "new" / "folder" / "log.jsonl"
    log = Log(path)
    log.append(EXCHANGE)
    Log(path).append(replace(EXCHANGE, answer=None))

    assert [row["answer"] for row in read(path)] == ["{}", None]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_several_processes_share_a_file_without_a_torn_line(tmp_path):
    path, names = tmp_path / "log.jsonl", ["a", "b"]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], env=environment) for name in names
    ]
    codes = [writer.wait() for writer in writers]
    rows = read(path)

    assert codes == [0, 0]
    for name in names:
        mine = [row["answer"].rstrip("x") for row in rows if row["model"] == name]
        assert mine == [str(number) for number in range(50)]


def test_a_log_that_can_not_be_written_is_told_at_set_up(tmp_path):
    (tmp_path / "file").touch()

    for path in (tmp_path, tmp_path / "file" / "log.jsonl"):
        with pytest.raises(InputError, match="the log can't be written"):
            Log(path)


def test_a_log_that_can_no_longer_be_written_is_told_once_and_costs_no_check(tmp_path, caplog):
    path = tmp_path / "log.jsonl"
    log = Log(path)
    path.unlink()
    path.mkdir()
    with caplog.at_level(logging.WARNING):
        log.append(EXCHANGE)
        log.append(EXCHANGE)

    assert [record.getMessage() for record in caplog.records] == [
        f"{path}: the log of the model's calls is incomplete: Is a directory"
    ]


def test_a_log_that_is_taken_away_is_made_anew(tmp_path):
    path = tmp_path / "log.jsonl"
    log = Log(path)
    path.unlink()
    log.append(EXCHANGE)

    assert len(read(path)) == 1
