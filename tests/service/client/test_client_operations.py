"""The client beside the OpenAPI document: a method for every operation, a way to say every parameter."""

import inspect
import typing

import httpx2
import pytest
from pydantic import BaseModel

from service.client import Brandcheck
from service.exchange.forms import NewCheck, UploadTerms

Described = dict[str, typing.Any]

METHODS = {
    "submit_check": ("submit_check", "submit_file"),
    "get_check": ("get_check", "get_rendering"),
    "submit_batch": ("submit_batch", "submit_documents"),
}
"""Operations with methods of other names than their own."""
SAID_AS = {
    ("get_check", "format"): "form",
    ("get_batch_results", "format"): "form",
    ("import_guide", "id"): "kit",
}
"""Parameters that methods call otherwise."""


@pytest.fixture(scope="module")
def described(service_url: str) -> Described:
    document: Described = httpx2.get(f"{service_url}/openapi.json", timeout=60).json()
    return document


def operations(described: Described) -> dict[str, Described]:
    return {
        operation["operationId"]: operation
        for path, item in described["paths"].items()
        for operation in item.values()
        if path.startswith("/v1/")
    }


def names_said(operation: str) -> set[str]:
    """Return all that the methods of an *operation* take, the fields of forms included."""
    said: set[str] = set()
    for name in METHODS.get(operation, (operation,)):
        method = getattr(Brandcheck, name)
        hints = typing.get_type_hints(method)
        for parameter in inspect.signature(method).parameters:
            said.add(parameter)
            kind = hints.get(parameter)
            if inspect.isclass(kind) and issubclass(kind, BaseModel):
                said |= set(kind.model_fields)
    return said


def body_fields(operation: Described, described: Described) -> set[str]:
    """Return the fields of the bodies that an *operation* takes as JSON or as a form."""
    content = operation.get("requestBody", {}).get("content", {})
    fields: set[str] = set()
    for kind, body in content.items():
        if kind in {"application/json", "multipart/form-data"} and "application/yaml" not in content:
            schema = body["schema"]
            name = schema["$ref"].rpartition("/")[2] if "$ref" in schema else ""
            fields |= set((described["components"]["schemas"][name] if name else schema)["properties"])
    return fields


def test_every_operation_has_a_method(described: Described) -> None:
    wanted = {name for operation in operations(described) for name in METHODS.get(operation, (operation,))}

    there = {
        name for name, _ in inspect.getmembers(Brandcheck, inspect.isfunction) if not name.startswith("_")
    }

    assert wanted - there == set()
    assert there - wanted == {"all_batch_documents", "all_checks", "close"}


def test_every_parameter_can_be_said(described: Described) -> None:
    left: list[tuple[str, str]] = []
    for name, operation in operations(described).items():
        said = names_said(name)
        for parameter in operation.get("parameters", []):
            wanted = parameter["name"].lower().replace("-", "_")
            in_path = parameter["in"] == "path"
            if not in_path and SAID_AS.get((name, wanted), wanted) not in said:
                left.append((name, wanted))

    assert left == []


def test_paths_take_as_many_parts_as_methods_do(described: Described) -> None:
    for name, operation in operations(described).items():
        parts = sum(parameter["in"] == "path" for parameter in operation.get("parameters", []))
        for method in METHODS.get(name, (name,)):
            signature = inspect.signature(getattr(Brandcheck, method))
            places = [p for p in signature.parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
            assert len(places) > parts, (name, method)


def test_every_field_of_a_body_can_be_said(described: Described) -> None:
    left = {
        (name, field)
        for name, operation in operations(described).items()
        for field in body_fields(operation, described) - {"file"}
        if SAID_AS.get((name, field), field) not in names_said(name)
    }

    assert left == set()


def test_files_and_texts_say_the_same() -> None:
    assert set(NewCheck.model_fields) - {"text", "name"} == set(UploadTerms.model_fields)
