"""Several questions in one message, answered one after the other."""
