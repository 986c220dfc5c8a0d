"""`brandcheck kit compile`: what is written where, and what is told."""

import json

import pytest

from checker.commands.compiling import Request, run
from checker.domain import Rule
from checker.errors import InputError, Unreachable
from checker.kits.loading import load
from tests.kits.compiling.writers import Writer, sharpened

KIT = """\
brand: Kettlewick
guidelines:
  # What is so
  - id: price
    kind: fact
    text: A kettle costs £40. There are no discounts.
  - id: time
    kind: fact
    text: A litre boils in three minutes.
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "kit.yaml"
    path.write_text(KIT, encoding="utf-8")
    return path


def test_the_parts_are_laid_into_the_kit_and_used(path, capsys):
    assert run(Request(path), Writer()) == 0
    assert [line for line in KIT.splitlines() if line not in path.read_text(encoding="utf-8")] == []
    assert all(guideline.compiled for guideline in load(path).guidelines)
    assert "2 of 2 guidelines compiled in 2 calls, 200 tokens in and 20 out." in capsys.readouterr().out


def test_what_fits_is_not_asked_for_again(path, capsys):
    run(Request(path), Writer())
    silent = Writer()
    assert run(Request(path), silent) == 0
    assert silent.asked == []
    assert "nothing to compile" in capsys.readouterr().out


def test_only_what_changed_is_asked_for(path):
    run(Request(path), Writer())
    path.write_text(
        path.read_text(encoding="utf-8").replace("three minutes", "two minutes"), encoding="utf-8"
    )
    writer = Writer()
    run(Request(path), writer)
    assert writer.asked == [("time",)]


def test_all_can_be_asked_for(path):
    run(Request(path), Writer())
    writer = Writer()
    run(Request(path, is_all=True), writer)
    assert writer.asked == [("price", "time")]


def test_a_dry_run_shows_the_change_and_writes_nothing(path, capsys):
    assert run(Request(path, is_dry=True), Writer()) == 0
    assert path.read_text(encoding="utf-8") == KIT
    assert "+    compiled:" in capsys.readouterr().out


def test_what_could_not_be_compiled_is_told_and_the_rest_written(path, capsys):
    writer = Writer(write=lambda _: sharpened("price"))
    assert run(Request(path), writer) == 3
    assert [bool(guideline.compiled) for guideline in load(path).guidelines] == [True, False]
    assert "time: not compiled: the model wrote nothing for it" in capsys.readouterr().out


def test_a_provider_that_is_down_changes_nothing(path):
    assert run(Request(path), Writer(fail=lambda _: Unreachable("no connection"))) == 3
    assert path.read_text(encoding="utf-8") == KIT


def test_an_on_brand_sentence_that_the_engine_flags_is_told(path, capsys):
    rules = (Rule(why="Gives away.", say=("voucher",)),)
    sentence = "Sign up now for a free kettle and 20% off."
    run(Request(path), Writer(write=lambda name: sharpened(name, rules=rules, on_brand=(sentence,))))
    assert f"its on-brand “{sentence}” is flagged by price" in capsys.readouterr().out


def test_a_json_kit_is_written_to_a_yaml_file(tmp_path):
    kit = {"brand": "Kettlewick", "guidelines": [{"id": "a", "kind": "fact", "text": "A kettle is £40."}]}
    path = tmp_path / "kit.json"
    path.write_text(json.dumps(kit), encoding="utf-8")
    with pytest.raises(InputError, match="--output"):
        run(Request(path), Writer())
    run(Request(path, output=tmp_path / "out" / "kit.yaml"), Writer())
    assert load(tmp_path / "out" / "kit.yaml").guidelines[0].compiled
    assert json.loads(path.read_text(encoding="utf-8")) == kit


def test_each_file_of_a_folder_gets_its_own_parts(tmp_path):
    head, tail = KIT.split("  - id: time")
    (tmp_path / "a.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("guidelines:\n  - id: time" + tail, encoding="utf-8")
    run(Request(tmp_path), Writer())
    assert "compiled:" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "compiled:" in (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


def test_an_unknown_guideline_is_refused_before_anybody_is_asked(path):
    writer = Writer()
    with pytest.raises(InputError, match="no guideline “lids”"):
        run(Request(path, only=("lids",)), writer)
    assert writer.asked == []
