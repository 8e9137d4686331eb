"""The summary: one frozen value made from a journal, a window, a reader and a day; every document is laid out from it.

`reader` says for whom and in which order; `disclosure` what may reach that reader; `value` holds the frozen values;
`collect` fills them with what each cycle held; `sections`, `document_sections` and `pictures` make blocks of that, and
`layout` puts these under headings; `build` puts all together. `blocks` is all that a writer needs to know.
"""
