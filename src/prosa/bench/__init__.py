"""The load tool behind `prosa bench`: many customers at their sockets, and a count of what came of it.

It runs beside the server on the same few cores, so it is built to be light: one loop, no task per socket.
"""
