"""A client of the registry, with the packages of the image and without rights in AWS.

    registry.py register FILE    registers the file as a version of a model, and prints the version
    registry.py read VERSION     prints the content of the file of a version
    registry.py files MODEL VERSION      downloads a version, and prints the names of its files
    registry.py alias MODEL VERSION      gives a version the alias production
    registry.py version MODEL VERSION    registers the files of a version as the next one
"""

import os
import sys

from mlflow import MlflowClient
from mlflow.artifacts import download_artifacts

NAME = "churn"
FOLDER = "model"


def register(path):
    client = MlflowClient()
    try:
        client.create_registered_model(NAME)
    except Exception as error:
        if "RESOURCE_ALREADY_EXISTS" not in str(error):
            raise
    run = client.create_run("0")
    client.log_artifact(run.info.run_id, path, FOLDER)
    source = f"{run.info.artifact_uri}/{FOLDER}"
    version = client.create_model_version(NAME, source, run.info.run_id, tags={"image_tag": "1.4.2"})
    client.set_registered_model_alias(NAME, "production", version.version)
    print(version.version)


def read(version):
    client = MlflowClient()
    found = client.get_model_version(NAME, version)
    alias = client.get_model_version_by_alias(NAME, "production")
    folder = download_artifacts(found.source)
    [name] = os.listdir(folder)
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        print(f"{found.tags['image_tag']} production={alias.version} {file.read()}")


def files(model, number):
    folder = download_artifacts(MlflowClient().get_model_version(model, number).source)
    print(", ".join(sorted(os.listdir(folder))))


def alias(model, version):
    MlflowClient().set_registered_model_alias(model, "production", version)


def version(model, number):
    client = MlflowClient()
    former = client.get_model_version(model, number)
    print(client.create_model_version(model, former.source, former.run_id).version)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    commands = {each.__name__: each for each in (register, read, files, alias, version)}
    commands[command](*arguments)
