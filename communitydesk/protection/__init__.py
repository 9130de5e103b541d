"""Looking after what you know of people: why you hold it, until when, giving it to them, and letting it go for good."""
