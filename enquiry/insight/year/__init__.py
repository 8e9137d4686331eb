"""The school year: weeks, lanes, heat map, counts and looks back."""
