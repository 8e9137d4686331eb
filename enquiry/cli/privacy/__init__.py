"""Names at the command line: who is registered, what is found where, and what is asked before a document leaves."""
