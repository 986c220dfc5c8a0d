"""The journal: a finished check is found again while nothing that it depends on changes."""

import datetime
import os
import stat
from pathlib import Path

import pytest

from checker.domain import Severity
from checker.journal import KEEP_SECONDS, Journal
from checker.kits.waivers import Waiver
from checker.pipeline import Policy
from tests import fakes

KIT = fakes.kit({"id": "people", "kind": "term", "text": "Say guest, not customer."})
WAIVER = Waiver(finding="abc", owner="Ada", reason="Agreed.", expires="2030-01-01")


def journal(folder, *, kit=KIT, policy=Policy(), engine=fakes.ENGINE):  # noqa: B008 - frozen
    return Journal(folder, kit=kit, policy=policy, engine=engine)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text("A customer came in.", encoding="utf-8")
    return path


@pytest.fixture
def checked(path):
    return tuple(fakes.checker(KIT).check_file(path))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "checked"


def test_what_is_kept_is_found_whole(folder, path, checked):
    journal(folder).keep(path, checked)

    assert journal(folder).find(path) == checked
    assert checked[0].report.findings


def test_what_was_not_kept_is_not_found(folder, path):
    assert journal(folder).find(path) is None


def test_a_name_that_is_no_utf8_stops_nothing(folder, path):
    named = Path(os.fsdecode(bytes(path.with_name("draft-")) + b"\xff.md"))
    path.rename(named)
    checked = tuple(fakes.checker(KIT).check_file(named))
    journal(folder).keep(named, checked)

    assert checked[0].report.findings
    assert journal(folder).find(named) is None


@pytest.mark.parametrize(
    "other",
    [
        {"kit": KIT.model_copy(update={"digest": "1" * 64})},
        {"kit": KIT.model_copy(update={"guidelines": ()})},
        {"engine": {**fakes.ENGINE, "offline_model": "other"}},
        {"policy": Policy(team="sales")},
        {"policy": Policy(channel="deck")},
        {"policy": Policy(audience="buyers")},
        {"policy": Policy(fail_on=Severity.SUGGESTION)},
        {"policy": Policy(fail_on=None)},
        {"policy": Policy(waivers=(WAIVER,))},
        {"policy": Policy(baseline=frozenset({"abc"}))},
    ],
    ids=lambda other: " ".join(other),
)
def test_another_kit_engine_or_policy_has_entries_of_its_own(folder, path, checked, other):
    journal(folder).keep(path, checked)

    assert journal(folder, **other).find(path) is None


def test_a_waiver_that_ran_out_since_makes_an_entry_stale(folder, path, checked):
    yesterday = Policy(waivers=(WAIVER,), today=datetime.date(2030, 1, 1))
    today = Policy(waivers=(WAIVER,), today=datetime.date(2030, 1, 2))
    journal(folder, policy=yesterday).keep(path, checked)

    assert journal(folder, policy=today).find(path) is None


def test_a_later_day_on_which_the_same_waivers_hold_changes_nothing(folder, path, checked):
    monday = Policy(waivers=(WAIVER,), today=datetime.date(2026, 1, 5))
    tuesday = Policy(waivers=(WAIVER,), today=datetime.date(2026, 1, 6))
    journal(folder, policy=monday).keep(path, checked)

    assert journal(folder, policy=tuesday).find(path) == checked


def test_another_text_or_name_has_an_entry_of_its_own(folder, path, checked):
    journal(folder).keep(path, checked)
    twin = path.with_name("twin.md")
    twin.write_bytes(path.read_bytes())

    assert journal(folder).find(twin) is None
    path.write_text("A guest came in.", encoding="utf-8")
    assert journal(folder).find(path) is None


def test_the_order_of_a_baseline_does_not_matter(folder, path, checked):
    journal(folder, policy=Policy(baseline=frozenset({"a", "b", "c"}))).keep(path, checked)

    assert journal(folder, policy=Policy(baseline=frozenset({"c", "b", "a"}))).find(path) == checked


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"checked": [{}]}', b"[]"])
def test_a_damaged_entry_is_as_good_as_none(folder, path, checked, damage):
    journal(folder).keep(path, checked)
    [entry] = folder.iterdir()
    entry.write_bytes(damage)

    assert journal(folder).find(path) is None


def test_what_cannot_be_written_down_is_not_begun(folder, path, checked):
    unwritable = checked[0].report.model_copy(update={"cost": {"calls": object()}})

    with pytest.raises(Exception, match="serialize"):
        journal(folder).keep(path, (checked[0]._replace(report=unwritable),))

    assert not folder.exists()


def test_a_cache_that_cannot_be_written_stops_nothing(folder, path, checked):
    folder.parent.write_text("a file where the folder should be", encoding="utf-8")

    journal(folder).keep(path, checked)

    assert journal(folder).find(path) is None


def test_a_write_that_fails_half_way_leaves_nothing_behind(folder, path, checked):
    journal(folder).keep(path, checked)
    [entry] = folder.iterdir()
    entry.unlink()
    entry.mkdir()
    (entry / "in the way").touch()

    journal(folder).keep(path, checked)

    assert list(folder.iterdir()) == [entry]


def test_only_the_owner_may_read(folder, path, checked):
    journal(folder).keep(path, checked)

    [entry] = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_old_entries_are_pruned_and_others_stay(folder, path, checked):
    journal(folder).keep(path, checked)
    [old] = folder.iterdir()
    aged = old.stat().st_mtime - KEEP_SECONDS - 60
    os.utime(old, (aged, aged))
    path.write_text("A guest came in.", encoding="utf-8")
    journal(folder).keep(path, checked)

    journal(folder).prune()

    assert journal(folder).find(path) == checked
    assert not old.exists()


def test_pruning_where_nothing_was_kept_is_no_fault(folder):
    journal(folder).prune()

    assert not folder.exists()


def test_a_file_that_is_gone_is_neither_kept_nor_found(folder, path, checked):
    path.unlink()

    journal(folder).keep(path, checked)

    assert journal(folder).find(path) is None
