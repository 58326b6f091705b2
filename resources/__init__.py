"""Files the program carries: icons, the sample newsroom, page templates and translations."""
