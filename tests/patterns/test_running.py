import json

import pytest

from checker.checks import off_voice, wrong_term
from checker.domain import BrandKit, Document, Extends, Guideline, Kind, Pair, Pattern, Remedy
from checker.kits.lint import lint
from checker.kits.loading import load_text
from checker.patterns import alerts_in, dialect, fault_of, remedy_of, running
from checker.reporters import vale
from checker.verifier import verify

SLOW = r"(?:\w+\s?)+\1x|(\w*\w*\w*)*!\b"


def document(text, source="d.md"):
    return Document(source=source, format="markdown", digest="", text=text, blocks=())


def existence(*tokens, **fields):
    return Pattern(extends=Extends.EXISTENCE, message="'%s'", tokens=tokens, **fields)


def test_a_slow_pattern_says_so_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(dialect, "SECONDS", 0.05)
    patterns = {"A.Slow": existence(SLOW, nonword=True), "A.Fine": existence("end")}

    found = alerts_in(document("a" * 5000 + " end"), patterns)

    assert [alert.rule for alert in found] == ["A.Slow", "A.Fine"]
    assert "not checked" in found[0].message
    assert found[0].start == found[0].end == 0


def test_a_pattern_that_is_slow_little_by_little_is_stopped_too(monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", -1.0)
    patterns = {"A.Slow": existence("end"), "B.Slow": existence("none")}

    found = alerts_in(document("end\n\nend"), patterns)

    assert [alert.rule for alert in found if "not checked" in alert.message] == ["A.Slow", "B.Slow"]
    assert [alert.start for alert in found if "not checked" not in alert.message] == [0]


def test_a_slow_pattern_is_a_problem_of_the_kit(monkeypatch):
    monkeypatch.setattr(dialect, "SECONDS", 0.05)
    guideline = Guideline(id="A.Slow", kind=Kind.TERM, text="x", pattern=existence(SLOW, nonword=True))

    problems = lint(BrandKit(brand="Acme", guidelines=(guideline,)))

    assert [problem.rule for problem in problems if problem.severity == "error"] == ["slow-pattern"]


@pytest.mark.parametrize("field", ["tokens", "exceptions", "raw"])
def test_an_invalid_pattern_is_told_with_its_line(field):
    rule = {"extends": "existence", "message": "x", "tokens": ["a"], field: ["("]}
    kit = {"brand": "Acme", "guidelines": [{"id": "A.B", "kind": "term", "text": "x", "pattern": rule}]}
    with pytest.raises(Exception, match="invalid pattern"):
        load_text(json.dumps(kit), "kit.json")


def test_only_terms_and_voice_have_patterns():
    rule = {"extends": "existence", "message": "x", "tokens": ["a"]}
    kit = {"brand": "Acme", "guidelines": [{"id": "A.B", "kind": "fact", "text": "x", "pattern": rule}]}
    with pytest.raises(Exception, match="only a guideline of the kind term or voice"):
        load_text(json.dumps(kit), "kit.json")


def test_patterns_find_what_others_found_too(dossier_of):
    kit = BrandKit(
        brand="Acme",
        guidelines=(
            Guideline(id="A.One", kind=Kind.TERM, text="x", pattern=existence("cheap")),
            Guideline(id="A.Two", kind=Kind.TERM, text="x", pattern=existence("cheap kettle")),
            Guideline(id="A.Three", kind=Kind.VOICE, text="x", pattern=existence("kettle")),
        ),
    )
    dossier = dossier_of("A “cheap kettle” it is.", kit)

    candidates = [*wrong_term.find(dossier), *off_voice.find(dossier)]
    findings = verify(candidates, document=dossier.document, passages=dossier.passages, kit=kit)

    assert [(f.guideline, f.quote) for f in findings] == [
        ("A.One", "cheap"),
        ("A.Two", "cheap kettle"),
        ("A.Three", "kettle"),
    ]


def test_an_editor_is_given_the_alert_that_the_package_means(dossier_of):
    pattern = Pattern(
        extends=Extends.SUBSTITUTION,
        message="Use '%s' instead of '%s'.",
        link="https://a.example/words",
        action=Remedy(name="replace"),
        swap=(Pair(one="boiler", other="kettle|pot"),),
    )
    kit = BrandKit(
        brand="A", guidelines=(Guideline(id="A.Words", kind=Kind.TERM, text="x", pattern=pattern),)
    )
    checked = dossier_of.checked("One.\n\nA boiler.", kit)

    alerts = json.loads("".join(vale.render([checked], kit=kit)))

    assert alerts == {
        "d.md": [
            {
                "Action": {"Name": "replace", "Params": ["kettle", "pot"]},
                "Span": [3, 8],
                "Check": "A.Words",
                "Description": "",
                "Link": "https://a.example/words",
                "Message": "Use 'kettle' or 'pot' instead of 'boiler'.",
                "Severity": "warning",
                "Match": "boiler",
                "Line": 3,
            }
        ]
    }


@pytest.mark.parametrize(
    ("action", "words", "instead"),
    [
        (Remedy(name="remove"), "very", ("",)),
        (Remedy(name="replace", params=("a", "b")), "c", ("a", "b")),
        (Remedy(name="edit", params=("truncate", " ")), "is is", ("is",)),
        (Remedy(name="edit", params=("regex", r"(\w+)-(\w+)", "$1 $2")), "a-b", ("a b",)),
        (Remedy(name="edit", params=("trim_right", "s.")), "cats.", ("cat",)),
        (Remedy(name="edit", params=("split", ",", "1")), "a,b", ("b",)),
        (Remedy(name="edit", params=("split", ",", "9")), "a,b", ("a,b",)),
        (Remedy(name="convert", params=("simple",)), "AutoScale", ("auto scale",)),
        (Remedy(name="suggest", params=("spellings",)), "a", ()),
        (Remedy(name="edit", params=("nothing",)), "a", ()),
    ],
)
def test_actions_say_what_takes_the_words_place(action, words, instead):
    found = alerts_in(document(words), {"A.B": existence(r"\S.*", nonword=True, action=action)})
    assert found[0].fixes == instead
    assert remedy_of(existence("a", action=action), words, None).name == action.name


def test_a_replacement_can_take_over_the_case():
    pattern = existence(
        "colour", ignorecase=True, matchcase=True, action=Remedy(name="replace", params=("color",))
    )
    found = alerts_in(document("Colour COLOUR colour"), {"A.B": pattern})
    assert [alert.fixes for alert in found] == [("Color",), ("COLOR",), ("color",)]


def test_faults_are_told_in_words():
    assert fault_of(existence("a")) == ""
    assert fault_of(existence("a("), probe=True).startswith("invalid pattern: ")
