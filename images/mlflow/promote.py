"""Copies versions of models from the registry of MLflow to the prefixes from which models are served.

    promote.py BUCKET MODEL...

Of each model, it takes the version with the alias `production` in the registered model of the same name. Its files become the objects
below MODEL/VERSION/. The last object is the manifest MODEL/VERSION.json, with the SHA-256 of each file: a version with a manifest is complete,
and is never written again.

Variables: MLFLOW_TRACKING_URI, and those of boto3.
"""

import hashlib
import json
import pathlib
import sys
import tempfile

import boto3
import mlflow.artifacts
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

ALIAS = "production"

# S3 computes the checksum of what arrives, and refuses an object that differs.
CHECKSUM = {"ChecksumAlgorithm": "SHA256"}


def chosen_version(client, model):
    """The version with the alias, or None while no version of the model has it."""
    try:
        return client.get_model_version_by_alias(model, ALIAS)
    except MlflowException as error:
        # A missing alias is an invalid parameter.
        if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            return None
        raise


def has_object(s3, bucket, key):
    found = s3.list_objects_v2(Bucket=bucket, Prefix=key).get("Contents", [])
    return any(each["Key"] == key for each in found)


def digest_of(file):
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def promote(client, s3, bucket, model):
    version = chosen_version(client, model)
    if version is None:
        print(f"{model}: no version has the alias {ALIAS}")
        return
    prefix = f"{model}/{version.version}/"
    manifest = f"{model}/{version.version}.json"
    if has_object(s3, bucket, manifest):
        print(f"{model}: version {version.version} is in s3://{bucket}/{prefix}")
        return
    uri = client.get_model_version_download_uri(model, version.version)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(mlflow.artifacts.download_artifacts(artifact_uri=uri, dst_path=folder))
        files = sorted(each for each in root.rglob("*") if each.is_file())
        if not files:
            raise ValueError(f"version {version.version} has no files at {uri}")
        listed = []
        for file in files:
            path = file.relative_to(root).as_posix()
            s3.upload_file(str(file), bucket, prefix + path, ExtraArgs=CHECKSUM)
            listed.append({"path": path, "bytes": file.stat().st_size, "sha256": digest_of(file)})
    record = {"model": model, "version": version.version, "run": version.run_id, "source": uri, "files": listed}
    s3.put_object(Bucket=bucket, Key=manifest, Body=json.dumps(record, indent=2).encode(), **CHECKSUM)
    print(f"{model}: copied version {version.version}: set bucketPrefix: {prefix} in the file of the environment")


def main(arguments):
    if len(arguments) < 2:
        raise SystemExit("expected a bucket and at least one model as arguments")
    bucket, *models = arguments
    client, s3 = MlflowClient(), boto3.client("s3")
    failed = 0
    for model in models:
        try:
            promote(client, s3, bucket, model)
        except Exception as error:  # The other models are copied all the same by this run.
            failed += 1
            print(f"{model}: {type(error).__name__}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
