"""Every file is one limit, called like its class: to the solver as states along a line, to people as a plain check."""
