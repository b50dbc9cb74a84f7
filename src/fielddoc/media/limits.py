"""How much a helper takes, works on and gives back. Bytes, pixels and seconds."""

MIB = 1024 * 1024
LARGEST_FILE = 512 * MIB
"""Bytes of a file that is handed to a helper at all."""
LARGEST_PICTURE = 120_000_000
"""Pixels that are decoded: the largest cameras of telephones make 108 million."""
LARGEST_VIEW = 16_000_000
"""Pixels of a picture to be shown."""
LARGEST_COPY = 512 * MIB
"""Bytes of a working copy."""
LONGEST_PAGE = 4000
"""Pixels of the longer side of a rendered page."""
MOST_PAGES = 2000
"""Pages of a document that can be copied or counted."""
MOST_STEPS = 5000
"""Steps of one working copy."""
LARGEST_TEXT = 2 * MIB
"""Bytes of a text that are shown."""
SOUND_HEAD = MIB
"""Bytes of a sound in which its header must stand."""
LONGEST_VALUE = 500
"""Characters of one fact."""
MOST_FACTS = 300
"""Facts of one file."""
LARGEST_MESSAGE = MIB
"""Bytes of a request or an answer without its payload."""
MEMORY = 2048 * MIB
"""Bytes of address space of a helper, beside the file it holds."""
SILENCE = 30.0
"""Seconds a helper may go without a sign of life."""
PROCESSOR = 900
"""Seconds of processor time of one helper."""
