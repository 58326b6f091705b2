"""The window as other programs meet it: through AT-SPI, the way a screen reader does on Linux."""
