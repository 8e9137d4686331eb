"""Comments of colleagues: read out of Word documents, and out of mails and other plain text."""
