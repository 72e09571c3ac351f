"""The one error of the launcher."""


class ErreurLancement(Exception):
    """A reason not to start, told to the user in one French sentence."""
