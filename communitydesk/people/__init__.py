"""The people of the group, the hours they give and the sessions they come to."""
