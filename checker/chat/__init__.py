"""The door to language models: asking, masking, keeping, counting; put together in `bootstrap`."""
