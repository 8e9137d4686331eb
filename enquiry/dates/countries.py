"""Countries in which a comma stands before decimals, so that 3,5 is three and a half."""

DECIMAL_COMMA = frozenset(
    (
        *("AR", "AT", "AZ", "BA", "BE", "BG", "BR", "BY", "CL", "CO", "CR", "CY", "CZ", "DE", "DK", "DZ", "EC", "EE"),
        *("ES", "FI", "FR", "GE", "GR", "HR", "HU", "ID", "IS", "IT", "KZ", "LT", "LU", "LV", "MA", "MD", "ME", "MK"),
        *("NL", "NO", "PL", "PT", "PY", "RO", "RS", "RU", "SE", "SI", "SK", "TN", "TR", "UA", "UY", "VE", "VN", "ZA"),
    )
)
"""Their codes of ISO 3166. Source: the number format that Unicode's CLDR has for each country's first language.

A country of two customs (Canada, Switzerland) is not among them; a calendar says `decimal_comma = true` there.
"""
