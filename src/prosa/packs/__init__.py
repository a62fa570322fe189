"""The bot as data: a pack's files, read and checked, and the replies it speaks with."""
