"""A Chroma server that is well, shared, emptied, dead, silent, or something else."""

import contextlib
import http.server
import socket
import threading
from collections.abc import Callable, Iterator

import chromadb
import pytest

from checker.dossier import Encode
from checker.retrievers.chroma import ChromaRetriever
from checker.retrievers.index import Index, IndexUnavailable, Server
from tests.fakes import encode
from tests.retrievers.kits import Counting, facts, ids, kit

FACTS = facts(60)
KIT = kit(*FACTS)
PASSAGES = [FACTS[7].text, "Sharpening lamps"]
VECTORS = encode(PASSAGES)


def server_at(url: str, **more) -> Server:
    return Server(url, **({"origin": "fake", "seconds": 10.0} | more))


@pytest.fixture
def stranger(request) -> Iterator[str]:
    """Something on a port that is no Chroma server; the parameter is its status and what it says."""
    status, said = request.param

    class Answer(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said.encode())

        do_GET = do_POST = answer  # noqa: N815 - named by the standard library

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as once:
        once.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{once.getsockname()[1]}"


@pytest.fixture
def index_on() -> Iterator[Callable[..., Index]]:
    """A builder of indexes on a server, which are closed in the end."""
    with contextlib.ExitStack() as stack:

        def build(url: str, encode: Encode = encode, **more) -> Index:
            return stack.enter_context(contextlib.closing(Index(encode, server_at(url, **more))))

        yield build


@pytest.fixture
def client_of() -> Iterator[Callable[[str], chromadb.ClientAPI]]:
    """Somebody else who uses the server."""
    clients = []

    def build(url: str) -> chromadb.ClientAPI:
        clients.append(chromadb.HttpClient(host=url))
        return clients[-1]

    yield build
    for client in clients:
        client._server._session.close()


def test_a_server_serves_all_who_ask_and_survives_what_others_do_to_it(start_chroma, index_on, client_of):
    url, stop = start_chroma()
    first, second = Counting(), Counting()
    in_memory = Index(encode).nearest(KIT, FACTS, VECTORS, 3)
    index = index_on(url, first)

    assert index.nearest(KIT, FACTS, VECTORS, 3) == in_memory
    assert first.texts
    assert index_on(url, second).nearest(KIT, FACTS, VECTORS, 3) == in_memory
    assert second.texts == []

    assert index_on(url, second, origin="another").nearest(KIT, FACTS, VECTORS, 3) == in_memory
    assert len(second.texts) == len(first.texts)

    somebody = client_of(url)
    _delete_some_rows(somebody)
    assert index.nearest(KIT, FACTS, VECTORS, 3) == in_memory
    for collection in somebody.list_collections():
        somebody.delete_collection(collection.name)
    assert index.nearest(KIT, FACTS, VECTORS, 3) == in_memory
    index.close()
    assert index.nearest(KIT, FACTS, VECTORS, 3) == in_memory
    assert index_on(url, second).nearest(KIT, FACTS, VECTORS, 3) == in_memory

    told = []
    retriever = ChromaRetriever(encode, per_passage=3, server=server_at(url), tell=told.append)
    before = retriever.retrieve(KIT, VECTORS, PASSAGES)
    stop()
    after = [retriever.retrieve(KIT, VECTORS, PASSAGES) for _ in range(2)]
    assert after == [before, before]
    assert len(told) == 1
    with pytest.raises(IndexUnavailable, match="The index on http://127"):
        index.nearest(KIT, FACTS, VECTORS, 3)


def test_two_who_share_a_server_do_not_delete_each_others_rows(start_chroma, index_on, client_of):
    url, _ = start_chroma()
    first, second = Counting(), Counting()
    one, other = index_on(url, first), index_on(url, second)
    for index in (one, other):
        index.hold(KIT, FACTS)
    rows = len(first.texts)

    _delete_some_rows(client_of(url))
    for index in (one, other, one, other):
        assert index.nearest(KIT, FACTS, VECTORS, 3) == Index(encode).nearest(KIT, FACTS, VECTORS, 3)

    assert (len(first.texts), len(second.texts)) == (2 * rows, 0)


def _delete_some_rows(client) -> None:
    for collection in client.list_collections():
        rows = client.get_collection(collection.name, embedding_function=None)
        assert rows.get(limit=1)["documents"] == [None]
        rows.delete(ids=rows.get(limit=40, include=[])["ids"])


def test_a_server_that_is_not_there_is_told_and_done_without(nobody):
    told = []
    retriever = ChromaRetriever(encode, server=server_at(nobody), tell=told.append)

    retriever.prepare(KIT)
    sent = retriever.retrieve(KIT, VECTORS, PASSAGES)

    assert ids(sent) == ids(ChromaRetriever(encode).retrieve(KIT, VECTORS, PASSAGES))
    assert told == [
        f"The index on {nobody} can't be used ([Errno 111] Connection refused). "
        "The guidelines are indexed in memory instead, with the same results."
    ]


def test_many_threads_are_told_once(nobody):
    told, sent = [], []
    retriever = ChromaRetriever(encode, server=server_at(nobody), tell=told.append)

    def ask() -> None:
        sent.append(retriever.retrieve(KIT, VECTORS, PASSAGES))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 1
    assert [len(guidelines) for guidelines in sent] == [len(sent[0])] * 6


def test_a_silent_server_is_given_up(silent, index_on):
    with pytest.raises(IndexUnavailable, match="timed out"):
        index_on(silent, seconds=0.2).nearest(KIT, FACTS, VECTORS, 3)


@pytest.mark.parametrize(
    "stranger",
    [
        (200, "<html><body>Welcome</body></html>"),
        (200, '{"detail": "hello"}'),
        (200, "[]"),
        (200, ""),
        (401, '{"error": "AuthError", "message": "no"}'),
        (404, '{"detail": "not found"}'),
        (502, "Bad gateway " * 100),
        (503, ""),
    ],
    indirect=True,
)
def test_what_answers_and_is_no_chroma_is_told_in_few_words(stranger, index_on):
    with pytest.raises(IndexUnavailable) as caught:
        index_on(stranger).nearest(KIT, FACTS, VECTORS, 3)

    assert str(caught.value).startswith(f"The index on {stranger} can't be used (")
    assert len(str(caught.value)) < 300
