"""The documentation that the program carries is whole: commands, options, settings, modules."""

import ast
import re
from pathlib import Path

import pytest
import typer.main

from checker import reporters
from checker.cli import app
from checker.domain import Limits, Severity
from checker.settings import Settings

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "checker").rglob("*.py"))
NAMELESS = {"utils", "helpers", "common", "misc", "manager", "handler", "processor", "data", "info", "core"}
LONGEST = 300
"""Lines of a module that can be read in one sitting."""


def commands(group, before=()):
    """Yield every command with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    assert COMMANDS[name].help.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name):
    parameters = (p for p in COMMANDS[name].params if p.name not in {"help", "name"})

    assert [parameter.name for parameter in parameters if not parameter.help] == []


def test_the_help_names_every_report_format():
    [option] = [parameter for parameter in COMMANDS["check"].params if parameter.name == "format_name"]
    listed = {path.stem for path in Path(reporters.__file__).parent.glob("*.py")} - {"__init__"}

    assert {name for name in listed if re.search(rf"\b{name}\b", option.help)} == listed


def test_the_help_names_every_severity():
    [option] = [parameter for parameter in COMMANDS["check"].params if parameter.name == "fail_on"]

    assert all(severity in option.help for severity in Severity)


@pytest.mark.parametrize("noun", [Settings, Limits])
def test_every_setting_says_what_it_is(noun):
    assert [name for name, field in noun.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_a_reader_will_find_and_is_short(path):
    source = path.read_text(encoding="utf-8")

    documentation = ast.get_docstring(ast.parse(source)) or ""
    assert re.search(r"[.:]$", documentation.splitlines()[0] if documentation else "")
    assert len(source.splitlines()) <= LONGEST


def test_no_module_has_a_name_that_says_nothing():
    assert {path.stem for path in MODULES} & NAMELESS == set()


def test_the_makefile_explains_its_words():
    words = re.findall(r"^([a-z-]+):(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert [word for word, rest in words if "##" not in rest] == []
