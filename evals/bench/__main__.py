"""`python -m evals.bench`: the batches, then the encoders."""

from evals.bench import batch, encoder

if __name__ == "__main__":
    batch.main()
    encoder.main()
