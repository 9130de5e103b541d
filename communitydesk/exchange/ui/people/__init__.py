"""Lists of people on the screen: bringing one in, column by column and row by row, and taking one out."""
