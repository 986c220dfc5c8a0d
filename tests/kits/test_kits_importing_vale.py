import zipfile

import pytest

from checker.domain import Extends, Kind, Severity
from checker.errors import InputError
from checker.kits.importing.vale import import_styles, write
from checker.kits.loading import load_text

PLAIN = (
    "extends: existence\nmessage: \"Don't say '%s'.\"\nlevel: error\ntokens:\n  - ' odd \\t'\n  - \"it's\"\n"
)
SWAP = 'extends: substitution\nmessage: "%s for %s"\nfoo: 1\nignorecase: true\nswap:\n  boiler: kettle\n'
SWAP += "  '(a)b': \"c|d\"\n"
RULES = {
    "Own/Plain.yml": PLAIN,
    "Own/Swap.yml": SWAP,
    "Own/sub/Deep.yml": "extends: repetition\nmessage: twice\nalpha: true\ntokens: ['\\w+']\n",
    "Own/Child.yml": "extends: Own.Plain\nlevel: suggestion\ntokens+: [more]\n",
    "Own/Less.yml": "extends: Own.Swap\nswap-: [boiler]\n",
    "Own/Heads.yml": "extends: capitalization\nmessage: x\nmatch: $title\nscope: heading\n"
    "action: {name: suggest, params: [own.tengo]}\n",
    "Own/Spell.yml": "extends: spelling\nmessage: x\n",
    "Own/Metric.yml": "extends: metric\nmessage: x\nformula: 1\n",
    "Own/Script.yml": "extends: script\nmessage: x\nscript: s\n",
    "Own/Read.yml": "extends: readability\nmessage: x\nmetrics: [SMOG]\n",
    "Own/Seq.yml": "extends: sequence\nmessage: x\ntokens: [{tag: NN}]\n",
    "Own/Broken.yml": "extends: existence\nmessage: x\ntokens: ['(']\n",
    "Own/NoYaml.yml": "extends: [\n",
    "Own/Loop.yml": "extends: Own.Loop\n",
    "Own/Orphan.yml": "extends: Other.Rule\n",
    "Own/Silent.yml": "extends: existence\ntokens: [x]\n",
    "Own/Odd.yml": "extends: existence\nmessage: x\nfoo: bar\ntokens: [x]\n",
    "Own/_old/Parked.yml": PLAIN,
    "Vocab/House/accept.txt": "Kettle\n# no word\n[pP]y\\w+\n(\n",
    "Vocab/House/reject.txt": "cheap\n",
}


@pytest.fixture
def styles(tmp_path):
    for name, text in RULES.items():
        path = tmp_path / "styles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "styles"


def named(made):
    return {guideline.id: guideline for guideline in made.guidelines}


def test_each_rule_is_imported_or_said_not_to_be(styles):
    made = import_styles(styles)

    kept = {"Own.Plain", "Own.Swap", "Own.sub.Deep", "Own.Child", "Own.Less", "Own.Heads", "Own.Odd"}
    assert set(named(made)) == kept | {"Vale.Terms", "Vale.Avoid"}
    left = {"Spell", "Metric", "Script", "Read", "Seq", "Broken", "NoYaml", "Loop", "Orphan", "Silent"}
    assert set(made.left_out) == {f"Own.{name}" for name in left}
    assert made.left_out["Own.Metric"] == "rules of the kind “metric” are not imported"
    assert "invalid pattern" in made.left_out["Own.Broken"]
    assert "The unknown field “foo” was passed over: Own.Less, Own.Odd, Own.Swap." in made.remarks
    assert "Imported without the replacements that a script suggests: Own.Heads." in made.remarks


def test_rules_keep_what_they_mean(styles):
    rules = named(import_styles(styles))

    plain = rules["Own.Plain"]
    assert (plain.kind, plain.severity, plain.text) == (Kind.TERM, Severity.ERROR, "Don't say '…'.")
    assert plain.pattern.tokens == (" odd \\t", "it's")
    assert rules["Own.Child"].pattern.tokens == (" odd \\t", "it's", "more")
    assert rules["Own.Child"].severity is Severity.SUGGESTION
    assert [pair.one for pair in rules["Own.Less"].pattern.swap] == ["(a)b"]
    assert rules["Own.Swap"].severity is Severity.WARNING
    assert rules["Own.Heads"].kind is Kind.VOICE
    assert rules["Own.sub.Deep"].pattern.extends is Extends.REPETITION


def test_the_kit_reads_back_to_the_letter(styles):
    made = import_styles(styles)

    kit = load_text(write(made))

    assert kit.guidelines == tuple(made.guidelines)
    assert kit.accepted == made.accepted == ("Kettle", "[pP]y\\w+")
    assert "# Not imported:" in write(made)


def test_a_configuration_chooses_rules_and_levels(styles):
    said = "StylesPath = styles\nMinAlertLevel = warning\nVocab = None\n\n[*.md]\nBasedOnStyles = Own, Gone\n"
    said += (
        "Own.Plain = NO\nOwn.Swap = error\nOwn.Odd = suggestion\nTokenIgnores = (x)\nVale.Repetition = YES\n"
    )
    (styles.parent / ".vale.ini").write_text(said, encoding="utf-8")

    made = import_styles(styles.parent)

    rules = named(made)
    assert rules["Own.Swap"].severity is Severity.ERROR
    assert "Own.Plain" not in rules
    assert "Own.Child" not in rules
    assert "Own.Odd" not in rules
    assert "Vale.Terms" not in rules
    assert "Vale.Repetition" in rules
    assert made.accepted == ()
    assert any("Gone" in remark for remark in made.remarks)
    assert any("TokenIgnores" in remark for remark in made.remarks)


def test_one_style_and_a_zip_are_packages_too(styles, tmp_path):
    single = import_styles(styles / "Own")
    packed = tmp_path / "Own.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in RULES.items():
            if name.startswith("Own/"):
                archive.writestr(name, text)

    assert {g.id for g in import_styles(packed).guidelines} == {g.id for g in single.guidelines}
    assert "Own.Plain" in named(single)


@pytest.mark.parametrize("name", ["nothing", "empty", "text.zip"])
def test_what_is_no_package_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    with pytest.raises(InputError):
        import_styles(tmp_path / name)


def test_a_zip_bomb_is_refused(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Own/Rule.yml", "#" * 3_000_000)
    with pytest.raises(InputError, match="more than a style package holds"):
        import_styles(bomb)


def test_a_path_that_leads_out_is_passed_over(tmp_path):
    packed = tmp_path / "p.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../Own/Evil.yml", PLAIN)
        archive.writestr("Own/Fine.yml", PLAIN)
    assert set(named(import_styles(packed))) == {"Own.Fine"}
