"""The client and the running service: every method does what it says."""

import datetime
import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from service.client import (
    Brandcheck,
    NewCheck,
    NewFeedback,
    NewKey,
    NewRewrite,
    NewWaiver,
    Refused,
    TeamTerms,
    UploadTerms,
    WantedChecks,
)
from service.exchange import kits as of_kits
from service.exchange.answers import CheckedDraft
from service.nouns import Impact, Scope

FAULTY = "# Save 40% on your pool budget\n\nOttermere is the cheapest choice."
SOON = datetime.date(2999, 12, 31)


@pytest.fixture(scope="module")
def brandcheck(service_url: str) -> Iterator[Brandcheck]:
    with Brandcheck(service_url, timeout=60) as client:
        yield client


def checked(brandcheck: Brandcheck, **terms: str) -> CheckedDraft:
    """Return the check of a new draft once it is done, however long that takes."""
    new = NewCheck(text=FAULTY, kit="ottermere", channel="campaign", **terms)
    check = brandcheck.submit_check(new, wait=30)
    list(brandcheck.follow_check(check.id))
    return brandcheck.get_check(check.id)


def test_checks(brandcheck: Brandcheck) -> None:
    team = uuid4().hex
    check = checked(brandcheck, team=team)
    terms = UploadTerms(kit="ottermere", team=team, judged=False, document=uuid4().hex)
    file = brandcheck.submit_file("über.md", FAULTY.encode(), terms, wait=0)
    events = list(brandcheck.follow_check(file.id))
    query = WantedChecks(team=team, limit=1)

    assert check.report
    assert check.report.findings
    assert events[-1].name == "done"
    assert brandcheck.get_check(file.id).source == "über.md"
    assert [each.id for each in brandcheck.list_checks(query).items] == [file.id]
    assert [each.id for each in brandcheck.all_checks(query)] == [file.id, check.id]
    brandcheck.delete_check(check.id)
    with pytest.raises(Refused) as caught:
        brandcheck.get_check(check.id)
    assert caught.value.problem.status == 404


def test_renderings(brandcheck: Brandcheck) -> None:
    check = checked(brandcheck)

    rendering = brandcheck.get_rendering(check.id, form="sarif")

    assert rendering
    assert json.loads(rendering.content)["version"] == "2.1.0"
    assert rendering.media_type.startswith("application/sarif+json")
    assert brandcheck.get_rendering(check.id, form="sarif", if_none_match=rendering.etag) is None


def test_documents(brandcheck: Brandcheck) -> None:
    document = f"cms/{uuid4().hex}"
    checked(brandcheck, document=document)

    assert json.loads(brandcheck.export_document(document))["document"] == document
    assert brandcheck.erase_document(document).checks == 1


def test_findings_and_waivers(brandcheck: Brandcheck) -> None:
    document = uuid4().hex
    check = checked(brandcheck, document=document)
    assert check.report
    finding = check.report.findings[0].id

    feedback = brandcheck.give_feedback(
        finding, NewFeedback(verdict="wrong", reason="A quote.", check=check.id)
    )
    new = NewWaiver(kit="ottermere", finding=finding, document=document, reason="Agreed.", expires=SOON)
    waiver = brandcheck.create_waiver(new)

    assert (feedback.check, feedback.finding) == (check.id, finding)
    assert waiver in brandcheck.list_waivers(kit="ottermere", holding_on=SOON).items
    assert brandcheck.end_waiver(waiver.id).ended
    assert waiver.id not in {each.id for each in brandcheck.list_waivers(holding_on=SOON).items}


def test_teams_keys_and_the_audit_log(brandcheck: Brandcheck, service_url: str) -> None:
    name = uuid4().hex
    team = brandcheck.put_team(name, TeamTerms(retention_days=7))
    key = brandcheck.create_key(NewKey(name=name, scopes=(Scope.READ,)))

    assert brandcheck.get_team(name) == team
    assert team in brandcheck.list_teams().items
    assert key.id in {each.id for each in brandcheck.list_keys().items}
    with Brandcheck(service_url, key=key.secret) as reader:
        assert reader.list_kits().items
        with pytest.raises(Refused, match="right “check”"):
            reader.submit_check(NewCheck(text="x", kit="ottermere"))
    assert brandcheck.revoke_key(key.id).revoked
    first = brandcheck.list_audit(limit=1)
    assert first.items[0].action == "revoke key"
    assert brandcheck.list_audit(cursor=first.next, limit=1).items[0].id < first.items[0].id


def test_a_rewrite_without_a_model_is_refused(brandcheck: Brandcheck) -> None:
    with pytest.raises(Refused) as caught:
        brandcheck.rewrite(NewRewrite(text=FAULTY, kit="ottermere"))

    assert caught.value.problem.type == "/problems/model-unavailable"


def test_kits(brandcheck: Brandcheck) -> None:
    kit = f"kit-{uuid4().hex[:12]}"
    text = "brand: Acme\nguidelines:\n  - id: calm\n    kind: voice\n    text: Be calm.\n"

    first = brandcheck.put_kit(kit, text, note="The first.")
    source = brandcheck.get_kit(kit)
    assert source
    assert (source.text, first.number) == (text, 1)
    assert brandcheck.get_kit(kit, if_none_match=source.etag) is None
    with pytest.raises(Refused) as stale:
        brandcheck.put_kit(kit, text)
    assert stale.value.problem.status in {412, 428}
    brandcheck.put_kit(kit, text.replace("calm.", "kind."), if_match=source.etag)
    brandcheck.lint_version(kit, 1)
    assert isinstance(brandcheck.try_version(kit, 1, wait=30), of_kits.Tested | of_kits.UnderWay)
    assert isinstance(brandcheck.preview_impact(kit, 1, wait=30), Impact | of_kits.UnderWay)
    assert brandcheck.publish_version(kit, 1, note="Out.").state == "published"
    second = brandcheck.put_kit(kit, text, if_match="*")
    assert [each.number for each in brandcheck.list_versions(kit).items] == [second.number, 1]
    brandcheck.publish_version(kit, second.number)
    assert brandcheck.roll_back(kit, 1).number == 1
    published = brandcheck.get_version(kit, 1)
    assert published
    assert "Be kind." in published.text
    brandcheck.put_kit(kit, text, if_match="*")
    brandcheck.discard_draft(kit)
    brandcheck.delete_kit(kit)
    assert kit not in {each.id for each in brandcheck.list_kits().items}


def test_a_guide_is_imported(brandcheck: Brandcheck) -> None:
    kit = f"kit-{uuid4().hex[:12]}"
    guide = "# Acme style guide\n\n## Words\n\n- Do write “sign in”, never “log in”.\n".encode()

    made = brandcheck.import_guide("guide.md", guide, kit=kit)

    assert (made.kit, made.state) == (kit, "draft")
    brandcheck.delete_kit(kit)


def test_a_kit_that_is_not_there_is_refused_with_those_that_are(brandcheck: Brandcheck) -> None:
    with pytest.raises(Refused, match="Published are: “"):
        brandcheck.submit_check(NewCheck(text="x", kit="nope"))
