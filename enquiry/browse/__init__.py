"""The journal full screen: its enquiries, the life of each and the pages themselves, under the arrow keys."""
