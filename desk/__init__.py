"""The operators' desk: a web application of its own process, which nothing else depends on."""
