"""The encoders that are compared, each a process of its own: one module a contender."""
