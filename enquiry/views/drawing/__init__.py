"""What drawings are made of: their lines, and columns of words side by side."""
