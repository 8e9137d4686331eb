"""Documents for readers: a summary as HTML, Word, PDF, Markdown, text, CSV and JSON."""
