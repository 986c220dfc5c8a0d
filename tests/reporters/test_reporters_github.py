import re

from checker.reporters import github
from tests.reporters.report_builders import KIT, document, finding, report

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^\n]*?)::(?P<message>[^\n]*)\n")


def _commands(text: str) -> list[re.Match[str]]:
    found = list(COMMAND.finditer(text))
    assert "".join(match.group() for match in found) == text
    return found


def test_no_more_is_written_than_github_shows_and_the_rest_is_counted() -> None:
    drafts = [document(f"d{i:02}.md", "cheap cheap\n") for i in range(30)]
    checked = [
        report(
            draft, *(finding(draft, "calm", "cheap", "off-voice", "Hype.", severity=s) for s in SEVERITIES)
        )
        for draft in drafts
    ]

    found = _commands("".join(github.render(checked, kit=KIT)))

    assert [match["level"] for match in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert found[-1]["message"].startswith("61 more findings")


SEVERITIES = ("error", "warning", "suggestion")


def test_the_worst_comes_first_whatever_the_order_of_documents() -> None:
    draft = document("d.md", "cheap\n")
    weak, strong = (
        report(draft, finding(draft, "calm", "cheap", "off-voice", why, confidence=sure))
        for why, sure in (("weak", 0.5), ("strong", 0.9))
    )

    found = _commands("".join(github.render([weak, strong], kit=KIT)))

    assert [match["message"].split("%0A")[0] for match in found] == ["strong", "weak"]


def test_a_draft_can_neither_end_a_command_nor_start_one(written) -> None:
    found = _commands(written("github"))

    assert not [match for match in found if re.search(r"%(?!25|0D|0A|3A|2C)", match.group())]
    assert all(len(re.findall(r"(?<!%)::", match["properties"])) == 0 for match in found)


def test_columns_are_left_out_where_the_words_run_on(written) -> None:
    claim = next(match for match in _commands(written("github")) if "Claim not supported" in match.group())

    assert "line=3,endLine=4,title=" in claim["properties"]


def test_a_clean_batch_says_nothing() -> None:
    draft = document("d.md", "Print the label at home.\n")

    assert "".join(github.render([report(draft)], kit=KIT)) == ""
