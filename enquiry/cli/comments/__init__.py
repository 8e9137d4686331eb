"""Comments that come back in a gift: which gift it is, what each speaks of, and what is said of them."""
