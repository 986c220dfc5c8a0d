"""The service: a web form and an API on top of the checker.

Read `app` for how it is put together, `nouns` for its words, then `checks` for what becomes of one draft.
"""
