"""What needs doing: what is late, due or wrong anywhere in the group's records, the most urgent first."""
