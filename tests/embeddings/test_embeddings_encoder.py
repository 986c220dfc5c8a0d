"""The encoder gives the original's vectors, whatever the order, the company or the number of threads.

`golden.jsonl` holds texts and their vectors, computed from the official weights by transformers 5.23
and torch 2.13 (mean over the tokens, brought to length one)
and found equal to those of sentence-transformers 6.2.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.embeddings.encoder import BATCH_TOKENS, DIGEST, Encoder
from checker.embeddings.minilm import MAX_TOKENS, TOKENIZER, WEIGHTS_DIGEST
from checker.errors import ModelUnavailable

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = [row["text"] for row in GOLDEN]
TINY = 1e-6

lenient = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("row", GOLDEN, ids=range(len(GOLDEN)))
def test_a_vector_is_that_of_the_original(encoder, row):
    vector = encoder.encode([row["text"]])[0]

    assert vector @ np.array(row["vector"]) >= 0.9999


@pytest.mark.parametrize("row", GOLDEN, ids=range(len(GOLDEN)))
def test_eight_bits_stay_near_the_original(small_encoder, row):
    vector = small_encoder.encode([row["text"]])[0]

    assert vector @ np.array(row["vector"]) >= 0.985


def test_the_golden_vectors_tell_texts_apart():
    vectors = np.array([row["vector"] for row in GOLDEN])

    others = vectors @ vectors.T - np.eye(len(vectors))

    assert others.max() < 0.9


@lenient
@given(texts=st.lists(st.text(max_size=300), max_size=12))
def test_any_texts_give_unit_vectors(encoder, texts):
    vectors = encoder.encode(texts)

    assert vectors.shape == (len(texts), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=TINY)


@pytest.fixture(scope="module", params=["encoder", "small_encoder"])
def companion(request):
    """An encoder, and what each golden text gives alone."""
    chosen = request.getfixturevalue(request.param)
    return chosen, {text: chosen.encode([text])[0] for text in TEXTS}


@lenient
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=40))
def test_a_vector_depends_neither_on_order_nor_on_company(companion, texts):
    chosen, alone = companion

    together = chosen.encode(texts)

    assert np.abs(together - np.array([alone[text] for text in texts])).max() <= TINY


@pytest.mark.parametrize("name", ["encoder", "small_encoder"])
def test_the_same_texts_give_the_same_bytes(request, name):
    chosen = request.getfixturevalue(name)

    assert chosen.encode(TEXTS * 5).tobytes() == chosen.encode(TEXTS * 5).tobytes()


def test_threads_change_nothing(model, encoder):
    alone = Encoder(model, threads=1)

    assert np.abs(alone.encode(TEXTS * 5) - encoder.encode(TEXTS * 5)).max() <= TINY


def test_more_texts_of_one_length_than_fit_a_batch(encoder):
    texts = [f"Room {number} is open" for number in range(100, 100 + BATCH_TOKENS)]

    vectors = encoder.encode(texts)

    assert np.abs(vectors[[0, -1]] - encoder.encode([texts[0], texts[-1]])).max() <= TINY


def test_no_texts_give_no_vectors(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_nothing_counts_after_256_tokens(encoder):
    kept = "word " * (MAX_TOKENS - 2)

    whole, longer, shorter = encoder.encode([kept, kept + "and something else entirely", kept[:-5]])

    assert np.array_equal(whole, longer)
    assert not np.array_equal(whole, shorter)


def test_a_lone_surrogate_is_no_obstacle(encoder):
    assert np.array_equal(encoder.encode(["half \ud83d a smile"]), encoder.encode(["half ? a smile"]))


def test_the_digest_names_model_weights_and_precision(encoder, small_encoder):
    assert encoder.digest == DIGEST == f"all-MiniLM-L6-v2-fp32@sha256:{WEIGHTS_DIGEST}"
    assert small_encoder.digest == f"all-MiniLM-L6-v2-int8@sha256:{WEIGHTS_DIGEST}"
    assert encoder.dimension == 384


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(
        ModelUnavailable, match=r"tokenizer\.json: the local model .*No such file.*brandcheck model fetch"
    ):
        Encoder(tmp_path)


def test_a_missing_precision_says_what_to_do(tmp_path, model):
    shutil.copy(model / TOKENIZER, tmp_path)

    with pytest.raises(ModelUnavailable, match=r"int8-1\.onnx: .*No such file.*brandcheck model fetch"):
        Encoder(tmp_path, precision="int8")


def test_an_altered_tokenizer_is_refused(tmp_path, model):
    content = (model / TOKENIZER).read_text(encoding="utf-8")
    (tmp_path / TOKENIZER).write_text(content.replace("##ing", "##gni"), encoding="utf-8")

    with pytest.raises(ModelUnavailable, match="not the official file"):
        Encoder(tmp_path)


def test_a_network_cut_short_is_refused(tmp_path, model):
    shutil.copy(model / TOKENIZER, tmp_path)
    path = next(model.glob("*-fp32-*.onnx"))
    (tmp_path / path.name).write_bytes(path.read_bytes()[:40_000_000])

    with pytest.raises(ModelUnavailable, match=r"fp32-1\.onnx: .*onnxruntime can't read it"):
        Encoder(tmp_path)


def test_nothing_heavy_is_imported_before_an_encoder_is_made():
    program = (
        "import sys; import checker.embeddings.encoder, checker.embeddings.store; "
        "print({'onnxruntime', 'onnx', 'tokenizers', 'safetensors'} & set(sys.modules))"
    )

    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert finished.stdout == "set()\n"
