"""What data protection says: what is held and until when, what holds a person, what is asked, and what was sent."""
