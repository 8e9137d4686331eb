"""When: periods, school years, calendars and days said in words. Pure: `today` is always handed in."""
