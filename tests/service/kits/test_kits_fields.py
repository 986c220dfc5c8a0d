"""What a form shows comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.kits.fields import lines_of, names_of, paragraphs_of, shown_terms, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("cheap → low-cost", (("cheap", "low-cost"),)),
        ("cheap -> low-cost\r\nbest\n\n", (("cheap", "low-cost"), ("best", ""))),
        ("cheap => low-cost", (("cheap", "low-cost"),)),
        ("  two   words →  one ", (("two words", "one"),)),
        ("→ x", (("→ x", ""),)),
        ("a → b\na → c", (("a", "c"),)),
        ("", ()),
    ],
)
def test_terms_are_read_a_line_each(text: str, terms: tuple[tuple[str, str], ...]) -> None:
    assert terms_of(text) == terms


WORD = st.from_regex(r"[a-z*][a-z '*]{0,10}[a-z*]", fullmatch=True).map(lambda text: " ".join(text.split()))


@given(st.dictionaries(WORD, st.one_of(WORD, st.just("")), max_size=5))
def test_shown_terms_are_read_as_they_were(terms: dict[str, str]) -> None:
    assert terms_of(shown_terms(tuple(terms.items()))) == tuple(terms.items())


def test_lines_names_and_paragraphs_are_squeezed() -> None:
    assert lines_of(" a  b \r\n\r\n a b\nc") == ("a b", "c")
    assert names_of("Sales, campaign ,\nsales") == ("sales", "campaign")
    assert paragraphs_of(" a  b\r\n\r\nc \n") == "a b\n\nc"
