"""The window around every place: navigation, finding anything, undo, settings, and what is said when something fails."""
