"""The summary: one frozen value made from a journal, a window, a reader and a day; every document is laid out from it.

`reader` says for whom and in which order; `leaving` what may reach that reader; `facts`, `lines` and `values` what each
cycle held; `parts`, `across` and `pictures` make blocks of it, and `layout` sections of these; `whole` puts all
together. `blocks` is all that a writer needs to know.
"""
