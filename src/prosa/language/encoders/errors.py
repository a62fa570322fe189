"""Why an encoder cannot be used. The messages say what to do, in the words of who runs Prosa."""


class EncoderError(Exception):
    """An encoder cannot be used."""


class EncoderUnusable(EncoderError):
    """It never will be until somebody does something: an extra to install, a folder that is missing."""


class EncoderUnavailable(EncoderError):
    """Not at the moment: what it needs does not answer, or not as it should."""
