"""A professional-enquiry journal for teachers, kept from the command line."""

__version__ = "0.2.0"
