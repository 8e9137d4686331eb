"""The folder that several machines share: each lays its own copy of the journal there, and reads the others'."""
