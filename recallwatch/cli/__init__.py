"""The command line; slow imports stay inside the commands that need them."""
