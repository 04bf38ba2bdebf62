"""Runs commands of the AWS CLI, each in a fork of one process that has loaded the CLI and the models of services.

A process of its own spends most of its time on loading them, and the tests run more than a thousand commands. Each fork gets the arguments,
folder, variables and streams of its client (`client.py`), so that the command works as in a process of its own.

Usage: python3 server.py SOCKET
"""

import json
import os
import random
import signal
import socket
import sys
import threading

import awscli.clidriver
import botocore.loaders

# Services of most commands. Another one is loaded by each of its commands.
SERVICES = ["dynamodb", "ec2", "ecr", "eks", "elbv2", "iam", "kms", "logs", "rds", "route53", "s3", "secretsmanager", "sts"]


def keep_models():
    """Keeps the models of services, which commands only read."""
    read = botocore.loaders.JSONFileLoader.load_file
    kept = {}

    def load_file(loader, path):
        if path not in kept:
            kept[path] = read(loader, path)
        return kept[path]

    botocore.loaders.JSONFileLoader.load_file = load_file
    session = awscli.clidriver.create_clidriver().session
    for service in SERVICES:
        session.create_client(service, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")


def serve(path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    # The system removes ended forks.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("listening", flush=True)
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            answer(connection)
        connection.close()


def answer(connection):
    """Runs the command of a client, and sends its exit status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    first, streams, _, _ = socket.recv_fds(connection, 65536, 3)
    with connection.makefile("rb") as rest:
        command = json.loads(first + rest.readline() if not first.endswith(b"\n") else first)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    threading.Thread(target=end_with, args=[connection], daemon=True).start()
    connection.sendall(bytes([status_of(command)]))
    os._exit(0)


def end_with(connection):
    """A client whose process ends has no use for the command."""
    connection.recv(1)
    os._exit(1)


def status_of(command):
    # The CLI adds the folder of its models when it is loaded.
    own = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"]}
    os.environ.clear()
    os.environ.update(command["variables"] | own)
    os.chdir(command["folder"])
    random.seed()
    sys.argv = ["aws", *command["arguments"]]
    sys.stdin = open(0, closefd=False)
    sys.stdout = open(1, "w", closefd=False)
    sys.stderr = open(2, "w", closefd=False, buffering=1)
    try:
        status = awscli.clidriver.main()
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    return status or 0


keep_models()
serve(sys.argv[1])
