"""The local sentence-embedding model: fetched once, verified, turned into ONNX, run without a network.

`store.fetch` makes the model ready in a folder, `encoder.Encoder` runs it. Nothing heavy is imported before
an `Encoder` is made, so that `brandcheck --help` stays quick.
"""
