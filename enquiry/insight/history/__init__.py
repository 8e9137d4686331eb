"""What changed: differences, steps in words, undo and earlier versions."""
