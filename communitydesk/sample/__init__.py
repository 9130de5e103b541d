"""A sample group to play with, and a large one to measure with: everything in them is invented, and says so."""
