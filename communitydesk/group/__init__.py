"""Who we are: our name, what kind of body we are, our aims, our year, and the people outside whom we deal with."""
