"""The pulse: how the evaluation of a cycle is going now, in words with their reasons; never a score.

Each rule is a small pure function with the rule in its docstring. `rules` holds the thresholds, `sign` the value each
rule answers with; `begun`, `spread`, `silence`, `timing`, `looks`, `sustain`, `breadth`, `found` and `many` hold the
rules, and `whole` puts them together.
"""
