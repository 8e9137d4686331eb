"""The summary: one frozen value made from a journal, a window, a reader and a day; every document is laid out from it.

`reader` says for whom and in which order; `disclosure` what may reach that reader; `value` holds the frozen values;
`collect` fills them with what each cycle held; `sections`, `document_sections` and `pictures` make blocks of that, and
say field by field what these tell; `build` puts them under headings; `told` cuts the facts for programs down to what
is told. `blocks` is all that a writer needs to know.
"""
