"""What we do: our activities, when they met and where, and how many people came."""
