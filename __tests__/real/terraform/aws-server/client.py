"""The command `aws` of the tests: the server (`server.py`) runs it.

Usage: python3 -I -S client.py SOCKET [arguments of the AWS CLI]
"""

import json
import os
import socket
import sys

path, *arguments = sys.argv[1:]
command = {"arguments": arguments, "folder": os.getcwd(), "variables": dict(os.environ)}
connection = socket.socket(socket.AF_UNIX)
connection.connect(path)
text = (json.dumps(command) + "\n").encode()
rest = text[socket.send_fds(connection, [text], [0, 1, 2]) :]
# The command may have ended when all is sent, and even an empty text is then refused.
if rest:
    connection.sendall(rest)
status = connection.recv(1)
# Without a status, the command has ended before it had one.
sys.exit(status[0] if status else 1)
