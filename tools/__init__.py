"""Tools of the project itself; nothing of the program needs them."""
