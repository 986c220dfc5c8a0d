import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.readers.markdown import FORMAT, read
from tests.readers.reading import HOSTILE, assert_sound, block_cases, find, plain, put_together, seen

MARKDOWNISH = put_together("markdown")


def of(text: str) -> Document:
    [document] = read(text.encode(), "draft.md", Limits())
    assert_sound(document)
    return document


@pytest.mark.parametrize(("text", "expected"), block_cases("markdown"))
def test_blocks(text, expected):
    assert seen(of(text)) == expected


INLINE = {
    "**bold** and __bold__": "bold and bold",
    "*it* and _it_": "it and it",
    "***both*** of **them *in* one**": "both of them in one",
    "snake_case_name and 2 * 3 * 4 and £5*": "snake_case_name and 2 * 3 * 4 and £5*",
    "run `the code` now": "run the code now",
    "a lone ` tick": "a lone ` tick",
    '[words](http://x.example "a title") after': "words after",
    "[in [brackets]](x) and [none]": "in [brackets] and [none]",
    "[*emphasis* inside](x)": "emphasis inside",
    "<https://x.example> and <b>bold</b>": "https://x.example and bold",
    "5 < 6 > 4 & 99.6% [x] !": "5 < 6 > 4 & 99.6% [x] !",
    r"not \*starred\* at all": "not *starred * at all",
    "~~old~~ new ~5": "old new ~5",
    "before <!-- hush --> after": "before after",
}


@pytest.mark.parametrize(("text", "expected"), INLINE.items())
def test_inline_markup_is_blanked_and_nothing_else(text, expected):
    document = of(text)

    assert plain(document, document.blocks[0]) == expected


def test_markup_keeps_its_place_over_lines_and_signs_of_quotation():
    document = of("> first **line\n>   goes** on\n\n- item *one\n  two*\n")

    assert [plain(document, block) for block in document.blocks] == ["first line goes on", "item one two"]
    assert document.text[document.blocks[0].start :].startswith("first **line")


DECK = """## Slide 1: Calm days
Notes: wait for the room

## Slide 2 – Why it matters
- Quiet mornings
- Quiet evenings
Notes: count
to three

Everyone sees it.

## Slide 3:
Speaker notes:
- show it live

---

## Appendix
Notes: not a deck any more
"""


def test_a_deck_has_slides_with_titles_and_notes():
    document = of(DECK)

    assert [(b.kind.value, plain(document, b), b.place.slide) for b in document.blocks] == [
        ("title", "Calm days", 1),
        ("notes", "wait for the room", 1),
        ("heading", "Why it matters", 2),
        ("bullet", "Quiet mornings", 2),
        ("bullet", "Quiet evenings", 2),
        ("notes", "count to three", 2),
        ("paragraph", "Everyone sees it.", 2),
        ("notes", "show it live", 3),
        ("heading", "Appendix", None),
        ("paragraph", "Notes: not a deck any more", None),
    ]
    assert document.title == "Calm days"


def test_notes_above_a_rule_are_no_heading():
    document = of("## Slide 1: Calm\nNotes: wait\n---\n## Slide 2: Days")

    assert seen(document) == [("title", "Calm"), ("notes", "wait"), ("heading", "Days")]


def test_levels_are_those_of_headings_and_lists():
    document = of("# A\n\n### B\n\n- c\n    - d\n\ne")

    assert [block.level for block in document.blocks] == [1, 3, 1, 2, 0]


SUPPORT = """---
team: Support
format: reply
audience: [owners, staff]
title: A reply
secret: x
---
> Where is it?
> Ann
Hi Ann,
here.
"""


def test_front_matter_tells_what_the_draft_is():
    document = of(SUPPORT)

    assert (document.team, document.channel, document.audience, document.title) == (
        "support",
        "reply",
        "owners, staff",
        "A reply",
    )
    assert document.format == FORMAT
    assert "secret" not in "".join(words for _, words in seen(document))


def test_a_customer_is_quoted_in_a_support_reply_and_the_answer_right_below_is_ours():
    document = of(SUPPORT)

    assert [(block.speaker, plain(document, block)) for block in document.blocks] == [
        ("customer", "Where is it? Ann"),
        ("us", "Hi Ann, here."),
    ]


def test_elsewhere_somebody_else_is_quoted():
    assert of("> Calm, they said.").blocks[0].speaker == "other"


FRONT = {
    "broken YAML is reported and not read": ('---\nteam: "a" b\n---\nWords', ["Words"], ["front matter"]),
    "prose between rules is prose": ("---\nJust words.\n---\nWords", ["Just words.", "Words"], []),
    "a rule alone is a rule": ("---\nWords", ["Words"], []),
    "a list is not front matter": ("---\n- one\n---\nWords", ["one", "Words"], []),
    "deep YAML is reported": ("---\na: " + "[" * 3000 + "\n---\nWords", ["Words"], ["front matter"]),
    "an alias bomb stays small": ("---\na: &a [x, x]\nb: &b [*a, *a]\nteam: *b\n---\nWords", ["Words"], []),
    "dates and numbers are words": ("---\ntitle: 2026-13-45\nid: 007\n---\nWords", ["Words"], []),
}


@pytest.mark.parametrize(("text", "words", "problems"), FRONT.values(), ids=FRONT)
def test_front_matter_never_crashes(text, words, problems):
    document = of(text)

    assert [plain(document, block) for block in document.blocks] == words
    assert [part.what for part in document.not_read] == problems


def test_offsets_are_those_of_the_file():
    text = "---\nteam: sales\n---\n\n# Title\r\n\r\nA **canary** here.\r\n"

    document = of(text)

    assert document.text == text.replace("\r\n", "\n")
    assert document.text[document.blocks[1].start : document.blocks[1].end] == "A **canary** here."


def test_what_nobody_sees_is_marked_so():
    assert find(of("<!-- canary -->\n\nWords"), "canary").place.hidden


def test_a_picture_without_words_is_reported():
    [part] = of("Words\n\n![](x.png)").not_read

    assert (part.what, part.place.line) == ("image", 3)


LIMITS = {
    "bytes": ("Some words.", Limits(max_file_bytes=5), "larger than 5 bytes"),
    "characters": ("Some words.", Limits(max_characters=5), "longer than 5 characters"),
    "depth": ("> " * 150 + "words", Limits(), "nested more than 100 deep"),
    "depth of lists": (
        "".join(" " * 2 * n + "- a\n" for n in range(60)),
        Limits(),
        "nested more than 100 deep",
    ),
    "own depth": ("> " * 30 + "words", Limits(max_depth=20), "nested more than 20 deep"),
}


@pytest.mark.parametrize(("text", "limits", "reason"), LIMITS.values(), ids=LIMITS)
def test_beyond_a_limit_it_is_refused(text, limits, reason):
    with pytest.raises(UnreadableDocument) as caught:
        read(text.encode(), "draft.md", limits)

    assert caught.value.reason == reason
    assert caught.value.remedy


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_drafts_are_only_text(content):
    document = of(content.decode())

    assert " ".join(words for _, words in seen(document)) == content.decode().strip()


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "*a_", "`", "<", "<!--", "\\", "| ", "~~a"])
def test_markup_without_end_neither_loses_words_nor_time(sign):
    started = time.process_time()

    document = of("Words " + sign * (60_000 // len(sign)) + " canary")

    assert find(document, "canary")
    assert time.process_time() - started < 20


@given(st.one_of(MARKDOWNISH, st.text()))
def test_any_text_is_read(text):
    of(text.encode("utf-8", "replace").decode())


@given(MARKDOWNISH.filter(lambda text: "<script" not in text))
def test_no_words_are_lost_whatever_stands_before_them(text):
    document = of(f"{text}\n\ncanary")

    assert find(document, "canary")


@given(MARKDOWNISH)
def test_reading_twice_gives_the_same(text):
    assert of(text) == of(text)
