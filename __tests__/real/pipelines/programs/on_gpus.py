"""Compiles a pipeline of one step that requests GPUs as the sample shows."""

import argparse
import os
import sys

from kfp import compiler, dsl

parser = argparse.ArgumentParser()
parser.add_argument("--sample", required=True)
parser.add_argument("--image", required=True)
parser.add_argument("--output", required=True)
arguments = parser.parse_args()
sys.path.insert(0, os.path.dirname(arguments.sample))

from sample import sized, step, with_gpus  # noqa: E402


def train():
    """Does nothing."""


@dsl.pipeline(name="on-gpus")
def pipeline():
    with_gpus(sized(step(train, arguments.image)()), 2)


compiler.Compiler().compile(pipeline, arguments.output)
