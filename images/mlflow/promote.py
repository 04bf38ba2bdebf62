"""Copies versions of models from the registry of MLflow to the prefixes from which models are served.

    promote.py BUCKET MODEL...

Of each model, it takes the version with the alias `production` in the registered model of the same name. Its files become the objects
below MODEL/VERSION/. The last object is the manifest MODEL/VERSION.json, with the SHA-256 of each file: a version with a manifest is complete,
and is never written again. The digest of the manifest pins the content: the job prints it, and sets it as a tag of the version, since it may not
read the bucket when it runs again.

Variables: MLFLOW_TRACKING_URI, and those of boto3.
"""

import base64
import hashlib
import json
import pathlib
import sys
import tempfile

import boto3
import mlflow.artifacts
from boto3.s3.transfer import TransferConfig
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

ALIAS = "production"

# S3 computes the checksum of what arrives, and refuses an object that differs.
CHECKSUM = {"ChecksumAlgorithm": "SHA256"}

TAG = "manifest_digest"

MIB = 2**20

# Amazon S3 user guide, "Amazon S3 multipart upload limits" (read 2026-11-29).
MOST_PARTS = 10_000


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


def part_bytes(size):
    """Size of the parts of an upload: S3 has the checksum of the checksums of parts, so it must be known."""
    return max(8 * MIB, -(-size // MOST_PARTS))


def checksum_of(file):
    """The checksum that S3 computes for an upload in parts, without the number of parts at its end."""
    size = file.stat().st_size
    with open(file, "rb") as opened:
        if size < part_bytes(size):
            digest = hashlib.file_digest(opened, "sha256")
        else:
            digest = hashlib.sha256()
            while part := opened.read(part_bytes(size)):
                digest.update(hashlib.sha256(part).digest())
    return base64.b64encode(digest.digest()).decode()


def lines_for(prefix, digest):
    return f"set bucketPrefix: {prefix} and manifestDigest: {digest} in the file of the environment"


def promote(client, s3, bucket, model):
    version = chosen_version(client, model)
    if version is None:
        print(f"{model}: no version has the alias {ALIAS}")
        return
    prefix = f"{model}/{version.version}/"
    manifest = f"{model}/{version.version}.json"
    if has_object(s3, bucket, manifest):
        digest = (version.tags or {}).get(TAG, "unknown, since an older job copied it")
        print(f"{model}: version {version.version} is in s3://{bucket}/{prefix}: {lines_for(prefix, digest)}")
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
            size = file.stat().st_size
            parts = TransferConfig(multipart_threshold=part_bytes(size), multipart_chunksize=part_bytes(size))
            s3.upload_file(str(file), bucket, prefix + path, ExtraArgs=CHECKSUM, Config=parts)
            listed.append({"path": path, "bytes": size, "sha256": digest_of(file), "checksum": checksum_of(file)})
    record = {"model": model, "version": version.version, "run": version.run_id, "source": uri, "files": listed}
    body = json.dumps(record, indent=2).encode()
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    # Before the manifest: a version with one is not visited again.
    client.set_model_version_tag(model, version.version, TAG, digest)
    s3.put_object(Bucket=bucket, Key=manifest, Body=body, **CHECKSUM)
    print(f"{model}: copied version {version.version}: {lines_for(prefix, digest)}")


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
