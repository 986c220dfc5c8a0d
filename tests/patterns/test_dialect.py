import pytest

from checker.patterns import dialect
from checker.patterns.dialect import InvalidExpression, TooSlow, compiled, found, matches


@pytest.mark.parametrize(
    ("expression", "text", "says"),
    [
        (r"[a-z-[aeiou]]+", "hello", ["h", "ll"]),
        (r"[[a]+", "[a]", ["[a"]),
        (r"[a&&b]+", "a&&b||", ["a&&b"]),
        (r"[]a]+", "a]", ["a]"]),
        (r"[^]]+", "a]b", ["a", "b"]),
        (r"a{,3}", "aa{,3}", ["a{,3}"]),
        (r"x{e<=1}", "x x{e<=1}", ["x{e<=1}"]),
        (r"a{2}", "aaa", ["aa"]),
        (r"\p{Lu}\p{Ll}+", "The end", ["The"]),
        (r"[\p{N}\p{L}]+", "a1 b", ["a1", "b"]),
        (r"a(?i)b", "aB AB", ["aB"]),
        (r"(?i)a(?-i)b", "Ab AB", ["Ab"]),
        (r"(?i)ss", "ß SS", ["SS"]),
        (r"^\w+$", "one\ntwo", ["one", "two"]),
        (r"two\Z", "two\n", ["two"]),
        (r"two\z", "two\n", []),
        (r"\x{2019}s", "it’s", ["’s"]),
        (r"[\x{2018}\x{2019}]", "‘’", ["‘", "’"]),
        (r"\e", "\x1b", ["\x1b"]),
        (r"(?<=a+)b", "aab", ["b"]),
        (r"(?P<one>a)|(?<two>b)", "ab", ["a", "b"]),
    ],
)
def test_means_what_packages_mean(expression, text, says):
    assert [match[0] for match in matches(compiled(expression), text)] == says


@pytest.mark.parametrize(
    "expression", ["(", "[a", "a**", r"\h", "(?<n>", r"\x{FFFFFF}", "a" * 300_000, "[z-a]"]
)
def test_refuses_what_is_none(expression):
    with pytest.raises(InvalidExpression):
        compiled(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "(?:(?:(?:a?){1000}){1000}){1000}b",
        "(?:(?:(?:a?){0,200}){0,200}){0000200}b",
        "(?:(?:[(]a){1000}){1000}",
        r"(?:(?:\)a){1000}){1000}",
        "(?#)))(?:(?:a?){1000}){1000}",
        f"(?:{'ab' * 5000}){{50000}}",
        "a{99999999999999999999}",
    ],
)
def test_refuses_counts_that_would_fill_the_memory(expression):
    with pytest.raises(InvalidExpression, match="come to too much"):
        compiled(expression)


@pytest.mark.parametrize(
    "expression",
    ["(?:[^.!?;]{1,80}?,){3}", "(a{1000})b{1000}", "|".join(["(?:a|b){2,5}"] * 5000), "{a{b}{,3}"],
)
def test_lets_the_counts_of_long_lists_stand(expression):
    assert compiled(expression)


def test_stops_an_expression_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(dialect, "SECONDS", 0.05)
    with pytest.raises(TooSlow):
        found(compiled(r"(?:\w+\s?)+\1x|(\w*\w*\w*)*!\b"), "a" * 5000)
