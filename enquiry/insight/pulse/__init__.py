"""The pulse: how the evaluation of a cycle is going now, in words with their reasons; never a score.

Each rule is a pure function with the rule in its docstring and answers with a `Finding` (`sign`). `rules` holds the
thresholds; `evaluate` puts the rules together.
"""
