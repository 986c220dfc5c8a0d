import pytest

from checker.patterns.sentences import sentences_of
from checker.patterns.wording import either, formatted, one_line


@pytest.mark.parametrize(
    ("message", "arguments", "says"),
    [
        ("Use '%s' instead of '%s'.", ("a", "b"), "Use 'a' instead of 'b'."),
        ("Use '%s' instead of '%s'.", ("a",), "Use 'a' instead of ''."),
        ("%[2]s before %[1]s", ("a", "b"), "b before a"),
        ("no verbs", ("a",), "no verbs"),
        ("%s %s %s", ("a",), "a  %!s(BADINDEX)"),
        ("100%% of %s", ("a",), "100% of a"),
        ("%d words, %s", (3,), "3 words, "),
        ("%d", ("a",), "%!d(string=a)"),
        ("%q", ('a"',), '"a\\""'),
        ("%5s|%-3s|", ("a", "b"), "    a|b  |"),
    ],
)
def test_messages_are_filled_as_go_does(message, arguments, says):
    assert formatted(message, *arguments) == says


def test_a_choice_reads_as_one():
    assert either(["a"]) == "'a'"
    assert either(["a", "b"]) == "'a' or 'b'"
    assert either(["a", "b", "c"]) == "'a', 'b', or 'c'"


def test_a_message_is_one_line():
    assert one_line("a\n b  c") == "a b c"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. two? Three!", 3),
        ("Dr. Wu met the F.B.I. agent.", 1),
        ("It cost 3.5 units. Fine.", 2),
        ("He said “No!” and left.", 1),
        ("Wait... so it is. Yes", 2),
        ("", 0),
        (" \n", 0),
    ],
)
def test_sentences_are_counted(text, count):
    assert sum(1 for _ in sentences_of(text)) == count
