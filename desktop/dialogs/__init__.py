"""The dialogs: import, export, history and keys; each can be driven without blocking a test."""
