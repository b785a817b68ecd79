"""What can be typed after `workbench`, by what it is about; each command calls one function and prints."""
