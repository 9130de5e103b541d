"""The difference we make: outcomes, how we know, and the evidence that shows it, with the consent of those in it."""
