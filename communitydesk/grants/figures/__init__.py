"""What pages and documents say about grants: frozen figures, the records behind them, and what is wrong with the data."""
