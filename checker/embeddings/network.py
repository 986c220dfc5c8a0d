"""The network as an ONNX graph: token ids in, unit vectors out, nothing left for the caller to do.

The graph is written by hand, operator by operator, because it decides the speed. Its input is a batch of
texts of *equal* length, so there is no padding, and no mask is needed: attention sees every token, and the
mean over all tokens is the mean over the text's own. Mean and normalisation are inside; since a unit vector
does not depend on its length before, the mean is a sum.

Measured on onnxruntime 1.31: the fused `SkipLayerNormalization` takes three to four times as long as `Add`
and `LayerNormalization`; `Gemm` saves a pass over the result for its bias; `MultiHeadAttention` on three
projections is faster than the fused `Attention`. `ReduceSum` adds in an order that depends on the batch; a
product with a row of ones does not, so a text's vector is the same to the last bit in whatever company.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from checker.embeddings.minilm import DIMENSION, EPSILON, HEADS, INPUT, LAYERS, MAX_TOKENS, NAME, OUTPUT

Weights = Mapping[str, NDArray[np.float32]]
"""The official tensors by their official names."""

FUSED = "com.microsoft"
"""The domain of onnxruntime's own operators."""
LARGEST = 127
"""The largest eight-bit step to either side of zero."""


Attributes = Mapping[str, float]
"""What an operator is set to, by name."""


class Graph:
    """A graph in the making: nodes in order, and the constants they use."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self._names: set[str] = set()

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep *value* under *name*, and return the name."""
        if name not in self._names:
            self._names.add(name)
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, attributes: Attributes | None = None) -> str:
        """Append a node, unless *output* is there already, and return *output*."""
        if output not in self._names:
            self._names.add(output)
            domain = FUSED if operator in {"MultiHeadAttention", "QGemm"} else ""
            node = helper.make_node(operator, inputs, [output], domain=domain)
            node.attribute.extend(helper.make_attribute(*each) for each in (attributes or {}).items())
            self.nodes.append(node)
        return output


Projection = Callable[[Graph, str, str, Weights], str]
"""Adds a linear layer to a graph: the graph, the input, the layer's name in the weights, the weights."""


def build(weights: Weights, projection: Projection) -> ModelProto:
    """Return the whole network.

    Args:
        weights: the official tensors.
        projection: how linear layers are computed: `in_full` or `in_eight_bits`.
    """
    graph = Graph()
    tokens = _embeddings(graph, weights)
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        context = _attention(graph, tokens, prefix + "attention.", weights, projection)
        attended = _normalised(graph, context, tokens, prefix + "attention.output.LayerNorm", weights)
        tokens = _feed_forward(graph, attended, prefix, weights, projection)
    _pooled(graph, tokens)
    return _model(graph)


def in_full(graph: Graph, tokens: str, name: str, weights: Weights) -> str:
    """Add a linear layer in 32-bit floats."""
    weight = graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("Gemm", [tokens, weight, bias], name)


def in_eight_bits(graph: Graph, tokens: str, name: str, weights: Weights) -> str:
    """Add a linear layer in eight-bit integers.

    Each output's weights have a scale, and so has each token, found as it passes: its largest number becomes
    127. onnxruntime's own dynamic quantisation has one scale for a whole batch; with one for each token, a
    text's vector does not depend on its neighbours, and an outlier costs one token its precision, not all.
    """
    size = graph.add("Abs", [tokens], f"{tokens}/size")
    axis = graph.constant("last", np.array([-1], dtype=np.int64))
    largest = graph.add("ReduceMax", [size, axis], f"{tokens}/largest")
    step = graph.constant("step", np.array(1 / LARGEST, dtype=np.float32))
    middle = graph.constant("middle", np.array(128, dtype=np.uint8))
    share = graph.add("Div", [tokens, largest], f"{tokens}/share")
    steps = graph.add("QuantizeLinear", [share, step, middle], f"{tokens}/steps")
    columns = _columns(graph, name, weights[f"{name}.weight"].T)
    product = graph.add("QGemm", [steps, step, middle, *columns], f"{name}/product")
    scaled = graph.add("Mul", [product, largest], f"{name}/scaled")
    return graph.add("Add", [scaled, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], name)


def _columns(graph: Graph, name: str, weight: NDArray[np.float32]) -> list[str]:
    """Keep *weight* in eight bits, and return the names of its steps, scales and zero points."""
    scales = (np.abs(weight).max(axis=0) / LARGEST).astype(np.float32)
    steps = np.rint(weight / scales).clip(-LARGEST, LARGEST).astype(np.int8)
    return [
        graph.constant(f"{name}.weight", steps),
        graph.constant(f"{name}.scales", scales),
        graph.constant(f"{name}.zeros", np.zeros(len(scales), dtype=np.int8)),
    ]


def _embeddings(graph: Graph, weights: Weights) -> str:
    """Add the embeddings of tokens and places, flat: one row a token, whatever text it is in."""
    prefix = "embeddings."
    segment = weights[f"{prefix}token_type_embeddings.weight"][0]
    places = graph.constant("places", weights[f"{prefix}position_embeddings.weight"][:MAX_TOKENS] + segment)
    words = graph.constant("words", weights[f"{prefix}word_embeddings.weight"])
    start = graph.constant("start", np.array([0], dtype=np.int64))
    length = graph.add("Shape", [INPUT], "length", {"start": 1})
    used = graph.add("Slice", [places, start, length], "places used")
    known = graph.add("Gather", [words, INPUT], "words used")
    shaped = _normalised(graph, known, used, f"{prefix}LayerNorm", weights)
    graph.add("Shape", [shaped], "shape")
    graph.constant("flat", np.array([-1, DIMENSION], dtype=np.int64))
    return graph.add("Reshape", [shaped, "flat"], "tokens")


def _attention(graph: Graph, tokens: str, prefix: str, weights: Weights, projection: Projection) -> str:
    """Add the attention of every token to every other of its text."""
    projected = [
        projection(graph, tokens, f"{prefix}self.{part}", weights) for part in ("query", "key", "value")
    ]
    texts = [graph.add("Reshape", [name, "shape"], f"{name}/texts") for name in projected]
    context = graph.add("MultiHeadAttention", texts, f"{prefix}context", {"num_heads": HEADS})
    flat = graph.add("Reshape", [context, "flat"], f"{context}/flat")
    return projection(graph, flat, f"{prefix}output.dense", weights)


def _feed_forward(graph: Graph, tokens: str, prefix: str, weights: Weights, projection: Projection) -> str:
    """Add the two linear layers that each token passes by itself."""
    wide = projection(graph, tokens, f"{prefix}intermediate.dense", weights)
    active = graph.add("Gelu", [wide], f"{wide}/active")
    narrow = projection(graph, active, f"{prefix}output.dense", weights)
    return _normalised(graph, narrow, tokens, f"{prefix}output.LayerNorm", weights)


def _normalised(graph: Graph, tokens: str, before: str, name: str, weights: Weights) -> str:
    """Add the sum of *tokens* and what they were *before*, normalised."""
    total = graph.add("Add", [tokens, before], f"{name}/sum")
    gain = graph.constant(f"{name}.gain", weights[f"{name}.weight"])
    shift = graph.constant(f"{name}.shift", weights[f"{name}.bias"])
    return graph.add("LayerNormalization", [total, gain, shift], name, {"epsilon": EPSILON})


def _pooled(graph: Graph, tokens: str) -> None:
    """Add the sum over each text's tokens, brought to length one."""
    graph.add("Reshape", [tokens, "shape"], "texts")
    graph.add("Shape", [INPUT], "size")
    axis = graph.constant("middle axis", np.array([1], dtype=np.int64))
    one = numpy_helper.from_array(np.ones(1, dtype=np.float32))
    graph.nodes.append(helper.make_node("ConstantOfShape", ["size"], ["ones"], value=one))
    row = graph.add("Unsqueeze", ["ones", axis], "row")
    total = graph.add("MatMul", [row, "texts"], "total")
    flat = graph.add("Squeeze", [total, axis], "sum")
    graph.add("LpNormalization", [flat], OUTPUT, {"axis": -1, "p": 2})


def _model(graph: Graph) -> ModelProto:
    ids = helper.make_tensor_value_info(INPUT, TensorProto.INT32, ["texts", "tokens"])
    vectors = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", DIMENSION])
    whole = helper.make_graph(graph.nodes, NAME, [ids], [vectors], graph.constants)
    operators = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(whole, opset_imports=operators, ir_version=9, producer_name="brandcheck")
