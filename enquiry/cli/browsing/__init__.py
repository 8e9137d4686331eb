"""Looking around: the journal as a page in the browser, and full screen in the terminal."""
