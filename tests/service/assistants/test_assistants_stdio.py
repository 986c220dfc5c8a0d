"""`brandcheck mcp` as an assistant starts it: a process of its own, by the SDK's client."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from checker.errors import InputError
from service.commands.assisting import Request, run
from service.nouns import LOCAL, Scope
from service.parts import Parts
from tests.service.assistants.asking import MODES, said, talked

KIT = """
brand: Acme Kettles
guidelines:
  - {id: words, kind: term, text: Say kettle (not boiler)., terms: [{avoid: boiler, prefer: kettle}]}
"""
BRANDCHECK = (sys.executable, "-m", "service")


def program(*options: str) -> StdioServerParameters:
    return StdioServerParameters(
        command=BRANDCHECK[0], args=[*BRANDCHECK[1:], "mcp", *options], cwd=Path.cwd()
    )


@pytest.mark.parametrize("mode", MODES)
def test_it_works_alone(mode: str, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(KIT)

    async def talk(client: Client) -> None:
        made = await client.call_tool("check_draft", {"text": "A boiler for two."})
        flag = made.structured_content["findings"][0]
        assert (flag["quote"], flag["suggestion"]) == ("boiler", "kettle")
        assert made.structured_content["url"] == ""
        report = await client.read_resource(f"brandcheck://checks/{made.structured_content['check']}")
        assert json.loads(report.contents[0].text)["verdict"] == made.structured_content["verdict"]
        rewritten = await client.call_tool("rewrite", {"text": "A boiler for two."})
        assert rewritten.structured_content["text"] == "A kettle for two."
        wrong = await client.call_tool("explain_guideline", {"guideline": "word"})
        assert "Did you mean “words”?" in said(wrong)

    talked(program("--kit", str(tmp_path / "acme.yaml")), talk, mode)


def test_with_an_address_and_a_key_it_answers_by_a_service(service_parts: Parts, service_url: str) -> None:
    scopes = (Scope.READ, Scope.CHECK)
    _, key = service_parts.records.keys.create("A laptop", scopes, None, LOCAL)

    async def talk(client: Client) -> None:
        made = await client.call_tool(
            "check_draft", {"text": "Ottermere is the cheapest choice.", "kit": "ottermere"}
        )
        check = made.structured_content["check"]
        assert service_parts.records.checks.get(check).by == "A laptop"
        assert made.structured_content["url"] == f"{service_url}/reports/{check}"
        refused = await client.call_tool("rewrite", {"text": "x", "kit": "ottermere"})
        assert "No language model is set." in said(refused)
        for tool, given in (
            ("explain_guideline", {"guideline": "one-price"}),
            ("list_guidelines", {}),
            ("search_claims", {}),
        ):
            assert not (await client.call_tool(tool, given | {"kit": "ottermere"})).is_error
        report = await client.read_resource(f"brandcheck://checks/{check}")
        assert json.loads(report.contents[0].text)["verdict"] == "fail"

    talked(program("--url", service_url, "--key", key), talk)


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Request(kits=[Path("nowhere.yaml")]), "nowhere.yaml"),
        (Request(url="http://127.0.0.1:9"), "http://127.0.0.1:9: "),
        (Request(url="carrier-pigeon"), "write it as https://"),
        (Request(url="http://127.0.0.1:9", drafts=["decks"]), "are for answering without a service"),
    ],
)
def test_what_it_can_not_start_with_is_said(request_: Request, says: str) -> None:
    with pytest.raises(InputError, match=says):
        run(request_, lambda *_, **__: pytest.fail("it serves"))


def test_a_key_that_the_service_does_not_know_is_said_and_one_that_may_not_read_is_none_of_these(
    service_url: str, service_parts: Parts
) -> None:
    _, checks = service_parts.records.keys.create("A laptop", (Scope.CHECK,), None, LOCAL)
    served: list[bool] = []

    with pytest.raises(InputError, match="This key is not known here"):
        run(Request(url=service_url, key="brandcheck_wrong"), lambda *_, **__: pytest.fail("it serves"))
    run(Request(url=service_url, key=checks), lambda _, *, keeps: served.append(keeps))

    assert served == [True]


def test_rubbish_on_standard_input_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(KIT)
    listing = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "initialize", "params": _HELLO})
    lines = ["not json", "[" * 5_000, '{"jsonrpc": "2.0"}', "\x00", listing, ""]

    ended = subprocess.run(
        [*BRANDCHECK, "mcp", "--kit", str(tmp_path / "acme.yaml")],
        capture_output=True,
        text=True,
        input="\n".join(lines),
        check=False,
    )

    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert [answer["result"]["serverInfo"]["name"] for answer in answers if answer.get("id") == 7] == [
        "brandcheck"
    ]


_HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
