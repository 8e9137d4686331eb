"""Student's t: how far a mean may lie from the truth where its spread was itself estimated from few values."""

from math import exp, lgamma, log

_LEAST = 1e-300
_CLOSE = 1e-15


def t_above(t: float, df: float) -> float:
    """Return the probability of a value above `t` with `df` degrees of freedom.

    Source: Abramowitz & Stegun (1964), 26.5.27: the two tails together are I_x(df/2, 1/2) with x = df / (df + t²).
    """
    squared = t * t
    tail = _beta(df / (df + squared), squared / (df + squared), df / 2, 0.5) / 2
    return tail if t >= 0 else 1 - tail


def t_quantile(p: float, df: float) -> float:
    """Return the value below which a share `p` of Student's t lies, for 0 < p < 1 and `df` degrees of freedom.

    Found by halving until two neighbouring floats are left, in the tail that keeps the precision; the distribution is
    symmetric about zero. Checked against printed tables to four decimals.
    """
    if p == 0.5:
        return 0.0
    return _upper(1 - p, df) if p > 0.5 else -_upper(p, df)


def _upper(tail: float, df: float) -> float:
    low, high = 0.0, 1.0
    while t_above(high, df) > tail:
        low, high = high, high * 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if t_above(middle, df) > tail else (low, middle)
    return high


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), `rest` being 1 - x.

    Source: NIST Digital Library of Mathematical Functions, 8.17.22 (the continued fraction) and 8.17.4 (the symmetry
    that keeps to where it converges fast).
    """
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(rest, x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    return front / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d₁/(1 + d₂/(1 + …)) of DLMF 8.17.22, by Lentz's method as Thompson and Barnett amended it."""
    value = c = 1.0
    d, term, step = 0.0, 0, 0.0
    while abs(step - 1) > _CLOSE:
        term += 1
        m, odd = divmod(term, 2)
        numerator = -(a + m) * (a + b + m) if odd else m * (b - m)
        numerator *= x / ((a + term - 1) * (a + term))
        d = 1 / _kept_off_zero(1 + numerator * d)
        c = _kept_off_zero(1 + numerator / c)
        step = c * d
        value *= step
    return value


def _kept_off_zero(value: float) -> float:
    return value if abs(value) > _LEAST else _LEAST
