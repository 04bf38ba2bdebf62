"""Refuses each connection and each name of a host, in every Python process of a test: the network of the nodes has no internet."""

import socket


def refuse(*_, **__):
    raise OSError("this process has no network")


socket.getaddrinfo = refuse
socket.gethostbyname = refuse
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
