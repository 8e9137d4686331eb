"""What passes between colleagues: gifts, and what comes back of them."""
