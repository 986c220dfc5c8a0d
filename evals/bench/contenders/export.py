"""Export the original as Chroma's archive holds it; the arguments are its folder and the file to write.

Runs in the environment where torch is. Names and shapes are those that Chroma's code expects.
"""

import sys

import torch
from transformers import AutoModel

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
"""What goes in."""
OUTPUT = "last_hidden_state"
"""What comes out: a vector for each token; Chroma does the rest itself."""


class Hidden(torch.nn.Module):  # type: ignore[misc]  # torch lives in another environment
    """The model with exactly these inputs and this output."""

    def __init__(self, folder: str) -> None:
        """Load the model in *folder*."""
        super().__init__()
        self._bert = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Return a vector for each token."""
        return self._bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state


def main(folder: str, path: str) -> None:
    """Write the ONNX file."""
    sample = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        Hidden(folder).eval(),
        (sample, sample, torch.zeros_like(sample)),
        path,
        input_names=list(INPUTS),
        output_names=[OUTPUT],
        dynamic_axes={name: {0: "batch", 1: "sequence"} for name in (*INPUTS, OUTPUT)},
        opset_version=14,
        dynamo=False,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
