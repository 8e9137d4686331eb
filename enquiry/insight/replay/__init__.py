"""Replay: a cycle's decisions again, each with what had been recorded by then; nothing here judges them."""
