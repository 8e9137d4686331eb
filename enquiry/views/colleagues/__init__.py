"""What is asked of colleagues, and the leading of their learning, as drawings and as plain lines."""
