"""What can be done to protect the people in the records: each function is one named change."""
