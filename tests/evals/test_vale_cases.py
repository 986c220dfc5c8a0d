import pytest

from evals import vale_cases

CASES = """
cases:
  - name: words
    files:
      .vale.ini: |
        StylesPath = styles
        [*.md]
        BasedOnStyles = Own
      styles/Own/Words.yml: |
        extends: existence
        message: "Not '%s'"
        tokens: [cheap]
      a.md: |
        A cheap kettle.
    want: |
      a.md:1:3:Own.Words:Not 'cheap'
      a.md:1:9:Own.Words:{more}
  - name: not a rule that can be imported
    files:
      .vale.ini: |
        StylesPath = styles
        [*.md]
        BasedOnStyles = Own
      styles/Own/Grade.yml: |
        extends: readability
        message: "Too hard"
      a.md: One.
    want: |
      a.md:1:1:Own.Grade:Too hard
  - name: files elsewhere
    dir: Elsewhere
    want: |
      a.md:1:1:Own.Words:x
"""


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.replace("      a.md:1:9:Own.Words:{more}\n", ""), encoding="utf-8")
    return path


def test_counts_what_each_case_wants(cases, capsys):
    assert vale_cases.main([str(cases)]) == 1

    told = capsys.readouterr().out
    assert "| existence | 1 | 1 | 0 | 0 |" in told
    assert "| not imported | 1 | 0 | 1 | 0 |" in told
    assert "| all | 2 | 1 | 1 | 0 |" in told


def test_names_what_is_amiss(cases, capsys):
    cases.write_text(CASES.replace("{more}", "Not 'kettle'"), encoding="utf-8")

    assert vale_cases.main([str(cases), "--errors"]) == 1

    assert "missed: words:" in capsys.readouterr().out
