"""Copies a folder as a version of a model, with the functions of images/mlflow/promote.py and without a registry.

    promoted.py BUCKET MODEL VERSION FOLDER
"""

import pathlib
import sys
from types import SimpleNamespace

import boto3

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "images" / "mlflow"))
import promote  # noqa: E402


class Registry:
    """The calls of the client that the job makes."""

    def __init__(self, version, folder):
        self.version = SimpleNamespace(version=version, run_id="run", tags={})
        self.folder = folder

    def get_model_version_by_alias(self, model, alias):
        return self.version

    def get_model_version_download_uri(self, model, version):
        return self.folder

    def set_model_version_tag(self, model, version, key, value):
        self.version.tags[key] = value


bucket, model, version, folder = sys.argv[1:]
registry = Registry(version, folder)
for _ in range(2):
    promote.promote(registry, boto3.client("s3"), bucket, model)
