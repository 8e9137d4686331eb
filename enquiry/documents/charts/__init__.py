"""Charts, drawn as SVG or told in text."""
