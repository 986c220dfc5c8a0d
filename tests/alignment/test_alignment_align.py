"""The alignment: what counts and what does not."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.alignment import align
from checker.domain import BrandKit, Role
from tests.alignment.alignment_builders import EASE, KIT, MESSAGES, PRICE, QUALITY, SERVICE, message, said

MIXES = st.dictionaries(st.sampled_from([*MESSAGES, "Speed"]), st.floats(0, 1), max_size=4)
DOCUMENTS = st.lists(
    st.builds(
        lambda team, mix, lead, day, readers: (team, mix, lead, day, readers),
        st.sampled_from(["sales", "marketing", "support", ""]),
        MIXES,
        st.sampled_from([None, *MESSAGES]),
        st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)) | st.none(),
        st.floats(0, 1e12),
    ),
    max_size=25,
)


def row(alignment, name):
    return next(group for group in alignment.groups if group.name == name)


def cell(group, name):
    return next(each for each in group.cells if each.message == name)


def test_every_document_counts_alike():
    alignment = align([said(1, mix={EASE: 1.0}), said(2, mix={EASE: 0.5, PRICE: 0.5})], KIT)

    sales = row(alignment, "sales")
    assert cell(sales, EASE).share.value == 0.75
    assert cell(sales, EASE).share.of == 2
    assert (cell(sales, PRICE).share.value, cell(sales, PRICE).documents) == (0.25, 1)


def test_a_document_that_sells_nothing_has_no_mix():
    alignment = align([said(1, mix={PRICE: 1.0}), said(2, mix={})], KIT)

    sales = row(alignment, "sales")
    assert sales.documents == 2
    assert (cell(sales, PRICE).share.value, cell(sales, PRICE).share.of) == (1.0, 1)


def test_a_document_in_which_nothing_was_read_is_left_out():
    alignment = align([said(1), said(2, passages=0)], KIT)

    assert (alignment.documents, alignment.left_out) == (1, 1)


@pytest.mark.parametrize(
    ("team", "leads", "expected"),
    [
        ("sales", [EASE, EASE, PRICE, None], (0.5, 4)),
        ("sales", ["ease-of-use", "lead-ease"], (1.0, 2)),
        ("support", [EASE, None], (0.0, 0)),
        ("", [EASE, PRICE], (0.5, 2)),
        ("sales", [QUALITY], (0.0, 1)),
    ],
)
def test_lead_match_asks_only_those_to_whom_a_lead_message_applies(team, leads, expected):
    alignment = align([said(i, team, {PRICE: 1.0}, lead=lead) for i, lead in enumerate(leads)], KIT)

    match = alignment.overall.lead_match
    assert (match.value, match.of) == expected


def test_message_match_is_what_lead_and_support_messages_get():
    documents = [said(1, mix={EASE: 0.5, SERVICE: 0.2, PRICE: 0.3}), said(2, mix={PRICE: 1.0})]
    documents += [said(3, "support", {PRICE: 1.0}), said(4, mix={})]

    match = align(documents, KIT).overall.message_match

    assert (match.value, match.of) == (0.35, 2)


def test_audience_match_is_of_documents_whose_audience_has_messages_of_its_own():
    documents = [
        said(1, audience="Councils", mix={QUALITY: 1.0}, lead=QUALITY),
        said(2, audience="councils", lead=EASE),
        said(3, audience="hotels", lead=EASE),
    ]

    match = align(documents, KIT).overall.audience_match

    assert match is not None
    assert (match.value, match.of) == (0.5, 2)


def test_without_such_an_audience_there_is_no_audience_match():
    assert align([said(1)], KIT).overall.audience_match is None


def test_columns_begin_with_the_kits_leads_even_if_nobody_says_them():
    alignment = align([said(1, mix={PRICE: 0.7, "Speed": 0.3})], KIT)

    names = [each.name for each in alignment.messages]
    assert set(names[:2]) == {EASE, QUALITY}
    assert names[2:4] == [PRICE, "Speed"]
    roles = {each.name: each.role for each in alignment.messages}
    assert (roles[EASE], roles[PRICE], roles["Speed"]) == (Role.LEAD, Role.AVOID, None)


def test_a_lead_without_a_theme_goes_by_its_own_line():
    lead = message("own", Role.LEAD).model_copy(update={"allows": ("Learn it by noon.",)})
    kit = BrandKit(brand="Kettlewick", guidelines=(lead,))

    alignment = align([said(1, mix={"“Learn it by noon”": 1.0}, lead="“Learn it by noon”")], kit)

    assert [each.name for each in alignment.messages] == ["“Learn it by noon”"]
    assert alignment.overall.lead_match.value == 1


def test_the_clearest_passages_come_from_documents_that_lead_with_the_message():
    documents = [
        said(i, mix={EASE: 0.2 + i / 20, PRICE: 0.1}, lead=EASE if i == 1 else None) for i in range(6)
    ]

    voices = cell(align(documents, KIT).overall, EASE).voices

    assert [voice.document for voice in voices] == ["d00001", "d00005", "d00004"]


@pytest.mark.parametrize("by", ["team", "channel", "audience", "week", "region"])
def test_rows_may_be_of_anything(by):
    day = datetime.date(2026, 3, 4)
    document = said(1, day=day, labels={"region": "north"}, audience="councils")
    document = document.model_copy(update={"channel": "deck"})

    (group,) = align([document], KIT, by=by).groups

    known = {"team": "sales", "channel": "deck", "audience": "councils", "region": "north"}
    assert group.name == known.get(by, "2026-03-02")


def test_names_that_differ_in_capitals_and_spaces_are_one_group():
    labels = ["North  West", "north west", "North West", " North West"]
    documents = [said(i, labels={"region": name}) for i, name in enumerate(labels)]

    groups = align(documents, KIT, by="region").groups

    assert [(group.name, group.documents) for group in groups] == [("North West", 4)]


def test_the_largest_group_comes_first_and_the_unknown_one_last():
    documents = [said(i, team) for i, team in enumerate(["", "", "", "a", "b", "b"])]

    assert [group.name for group in align(documents, KIT).groups] == ["b", "a", ""]


def test_weeks_come_by_date():
    days = [datetime.date(2026, 3, 16), datetime.date(2026, 3, 2), datetime.date(2026, 3, 8)]

    groups = align([said(i, day=day) for i, day in enumerate(days)], KIT, by="week").groups

    assert [group.name for group in groups] == ["2026-03-02", "2026-03-16"]


def test_hostile_labels_cost_rows_not_the_page():
    names = ["", " ", "\x1b[31m", "<b>x</b>", "a\nb", "‮evil", "\udc80", *map(str, range(10_000))]
    documents = (said(i, labels={"author": name}, title="<script>") for i, name in enumerate(names))

    alignment = align(documents, KIT, by="author")

    assert alignment.documents == len(names)
    assert len(alignment.groups) + alignment.more_groups == 10_006
    assert len(alignment.groups) == 200
    assert all(group.name.isprintable() for group in alignment.groups)
    assert alignment.disconnects == ()
    assert alignment.model_dump_json()


def test_hostile_shares_stay_shares():
    mix = {EASE: float("nan"), PRICE: float("inf"), SERVICE: -3.0, "": 2.0}

    alignment = align([said(1, mix=mix, readers=float("inf"))], KIT)

    assert all(0 <= each.share.value <= 1 for each in alignment.overall.cells)
    assert alignment.model_dump_json()


def test_many_messages_are_cut_to_the_largest():
    mix = {f"message {i}": (i + 1) / 30_000 for i in range(200)}

    alignment = align([said(1, mix=mix)], KIT)

    assert len(alignment.messages) == 60
    assert "message 199" in {each.name for each in alignment.messages}
    assert "message 0" not in {each.name for each in alignment.messages}


@settings(max_examples=30)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(documents, random):
    one = [
        said(i, team, mix, lead=lead, day=day, readers=n)
        for i, (team, mix, lead, day, n) in enumerate(documents)
    ]
    other = random.sample(one, len(one))

    results = {
        align(each, KIT, smallest=2, since=datetime.date(2026, 2, 1)).model_dump_json()
        for each in (one, other)
    }

    assert len(results) == 1


@settings(max_examples=30)
@given(DOCUMENTS)
def test_documents_counted_twice_leave_shares_and_narrow_intervals(documents):
    once = [said(i, team, mix, lead=lead) for i, (team, mix, lead, *_) in enumerate(documents)]
    twice = [*once, *(each.model_copy(update={"document": f"again {each.document}"}) for each in once)]

    one, other = align(once, KIT).overall, align(twice, KIT).overall

    assert other.documents == 2 * one.documents
    for before, after in zip(one.cells, other.cells, strict=True):
        assert after.share.value == pytest.approx(before.share.value, abs=2e-6)
        assert after.share.high - after.share.low <= before.share.high - before.share.low + 1e-6
        assert 0 <= after.share.low <= after.share.value <= after.share.high <= 1


def test_no_document_makes_an_empty_alignment():
    alignment = align([], KIT)

    assert (alignment.documents, alignment.groups, alignment.disconnects, alignment.drifts) == (0, (), (), ())
    assert alignment.overall.lead_match.of == 0
    assert {each.name for each in alignment.messages} == set(MESSAGES)
