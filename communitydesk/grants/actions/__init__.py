"""The only writers of grants: each public function is one named change, which undo takes back whole."""
