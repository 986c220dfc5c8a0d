"""The SDK's own client, as tests use it: one conversation, in its own event loop."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.types import CallToolResult

MODES = ("auto", "legacy")
"""Ways of the protocol to begin: each request by itself, or a handshake before all of them."""
PATIENCE = 60.0
Talk = Callable[[Client], Awaitable[Any]]


def talked(server: object, talk: Talk, mode: str = MODES[0]) -> Any:
    """Return what *talk* returns of a conversation with *server*."""

    async def conversing() -> Any:
        with anyio.fail_after(PATIENCE):
            async with Client(server, mode=mode) as client:  # type: ignore[arg-type]
                return await talk(client)

    return anyio.run(conversing)


@contextlib.asynccontextmanager
async def connected(url: str, key: str = "", mode: str = MODES[0]) -> AsyncIterator[Client]:
    """Yield a client that speaks to a service by HTTP, with a key where one is given."""
    headers = {"authorization": f"Bearer {key}"} if key else None
    with anyio.fail_after(PATIENCE):
        async with (
            create_mcp_http_client(headers=headers) as http,
            Client(streamable_http_client(f"{url}/mcp", http_client=http), mode=mode) as client,
        ):
            yield client


def talked_by_http(url: str, talk: Talk, key: str = "", mode: str = MODES[0]) -> Any:
    """Return what *talk* returns of a conversation with the service at *url*."""

    async def conversing() -> Any:
        async with connected(url, key, mode) as client:
            return await talk(client)

    return anyio.run(conversing)


def said(result: CallToolResult) -> str:
    """Return the words of a tool's answer."""
    return "\n".join(block.text for block in result.content if block.type == "text")
