"""The website widget: its sessions, its limits, its script and the demo page."""
