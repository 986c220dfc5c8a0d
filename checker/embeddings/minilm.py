"""What all-MiniLM-L6-v2 is: its name, its sizes, and the digests of its two official files."""

from typing import Literal

Precision = Literal["fp32", "int8"]
"""How the weights are kept: as they were trained, or in eight bits, faster and less exact."""

NAME = "all-MiniLM-L6-v2"
"""The name that the model was published under."""
LICENCE = "Apache-2.0"
"""The licence that the weights were published under."""

LAYERS = 6
"""Transformer layers."""
HEADS = 12
"""Attention heads in each layer."""
DIMENSION = 384
"""Numbers in an embedding."""
MAX_TOKENS = 256
"""Tokens that are read of a text, its two marks included; the model was not trained on more."""
EPSILON = 1e-12
"""Keeps the layer normalisation from dividing by zero."""

INPUT = "input_ids"
"""The converted network's input: token ids, int32, texts × tokens."""
OUTPUT = "embedding"
"""The converted network's output: unit vectors, float32, texts × 384."""

WEIGHTS = "model.safetensors"
"""The official weights' file name."""
WEIGHTS_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the official weights."""
TOKENIZER = "tokenizer.json"
"""The official tokenizer's file name."""
TOKENIZER_DIGEST = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""SHA-256 of the official tokenizer."""


def digest(precision: Precision) -> str:
    """Return what names a vector's origin in reports and indexes: the model, its weights and *precision*."""
    return f"{NAME}-{precision}@sha256:{WEIGHTS_DIGEST}"
