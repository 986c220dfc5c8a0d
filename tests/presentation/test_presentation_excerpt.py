from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.presentation.excerpt import excerpts

TEXT = st.text(alphabet=st.sampled_from("ab \t\n日👍\x1bé"), max_size=300)


@given(text=TEXT, ends=st.tuples(st.integers(0, 300), st.integers(0, 300)), width=st.integers(20, 60))
def test_an_excerpt_fits_its_width_and_marks_words_of_the_text(
    text: str, ends: tuple[int, int], width: int
) -> None:
    start, end = sorted(min(place, len(text)) for place in ends)

    found = excerpts(text, start, end, width=width)

    assert len(found) <= 3
    for line in found:
        assert cell_len("".join(line)) <= width
        assert line.marked.strip()
        assert "\n" not in "".join(line)


def test_the_parts_of_a_line_that_fits_are_the_line() -> None:
    assert excerpts("one\n  two three four\n", 10, 15, width=80) == (("two ", "three", " four"),)


def test_words_that_run_on_are_shown_line_by_line() -> None:
    text = "a b\nc d\n\ne f\ng h\ni j"

    found = excerpts(text, 2, len(text), width=80)

    assert [line.marked for line in found] == ["b", "c d", "e f"]


def test_nothing_is_shown_of_an_empty_quotation() -> None:
    assert excerpts("some text", 0, 0, width=80) == ()
