"""Links to single answers: signed, with an end, and pages rendered on the server."""
