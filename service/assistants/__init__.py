"""What assistants may ask by the Model Context Protocol: check, explain, rewrite, list, search.

`server` speaks the protocol, with the official SDK and nowhere else; `tools` and `resources` say what is
offered; a desk answers. There are three: `offline` on top of the checker alone, `remote` by the client of a
service, and `inside` the service itself, where `door` lets in whom the API lets in. Words of drafts are data
wherever they pass: they are handed on as quotations, and an assistant is told so.
"""
