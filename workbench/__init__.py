"""The workbench: from interviews and follow-up files to findings that households have reviewed.

Import the room you need (`from workbench import study`); importing the package itself loads nothing.
See ARCHITECTURE.md for the rooms and the direction in which they may import each other.
"""

__version__ = "0.1.0"
