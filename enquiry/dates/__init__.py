"""Dates: periods, school years, calendars, and the parser of days in words. Pure: `today` is always an argument."""
