"""The store: the journal's file, its backups, its lock, and drafts."""
