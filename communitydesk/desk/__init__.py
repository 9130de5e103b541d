"""What every part of the program stands on: named changes, undo, history, words, money and dates."""
