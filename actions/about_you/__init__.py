"""What people say of themselves, read off their messages."""
