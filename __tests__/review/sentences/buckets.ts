import { type SentenceCase } from "./case";

const BUCKETS = { "aws_s3_bucket.a": { bucket: "a" }, "aws_s3_bucket.b": { bucket: "b" } };
const [A, B] = ["${aws_s3_bucket.a.id}", "${aws_s3_bucket.b.id}"];

const versioned = (bucket: string, status = "Enabled") => ({
  "aws_s3_bucket_versioning.main": { bucket, versioning_configuration: { status } },
});
const encrypted = (bucket: string, sse_algorithm = "aws:kms") => ({
  "aws_s3_bucket_server_side_encryption_configuration.main": {
    bucket,
    rule: { apply_server_side_encryption_by_default: { sse_algorithm } },
  },
});
const owned = (bucket: string, object_ownership = "BucketOwnerEnforced") => ({
  "aws_s3_bucket_ownership_controls.main": { bucket, rule: { object_ownership } },
});

/** Versions, encryption and owners of the objects in buckets. */
export const BUCKET_SENTENCES: readonly SentenceCase[] = [
  {
    beside: BUCKETS,
    before: versioned(A),
    after: versioned(B),
    lines: [
      "attention: aws_s3_bucket_versioning.main is of another bucket: ${aws_s3_bucket.a.id} → ${aws_s3_bucket.b.id}; in the former one, an object that is overwritten or deleted from now on has no old version",
    ],
  },
  {
    beside: BUCKETS,
    before: encrypted(A),
    after: encrypted(B),
    lines: [
      "attention: aws_s3_bucket_server_side_encryption_configuration.main is of another bucket: ${aws_s3_bucket.a.id} → ${aws_s3_bucket.b.id}; in the former one, new objects get a key of AWS",
      "attention: aws_s3_bucket_server_side_encryption_configuration.main is of another bucket: ${aws_s3_bucket.a.id} → ${aws_s3_bucket.b.id}; in the other one, new objects get another key, and readers need it",
    ],
  },
  {
    beside: BUCKETS,
    before: owned(A),
    after: owned(B),
    lines: [
      "attention: aws_s3_bucket_ownership_controls.main is of another bucket: ${aws_s3_bucket.a.id} → ${aws_s3_bucket.b.id}; in the former one, objects of other accounts belong to them",
      "attention: aws_s3_bucket_ownership_controls.main is of another bucket: ${aws_s3_bucket.a.id} → ${aws_s3_bucket.b.id}; in the other one, rights by ACLs of objects end",
    ],
  },
  {
    beside: BUCKETS,
    after: versioned(A),
    lines: [
      "info: versioning of aws_s3_bucket_versioning.main: not set → Enabled; overwritten and deleted objects stay as old versions",
    ],
  },
  {
    beside: BUCKETS,
    before: versioned(A),
    lines: [
      "attention, less protection: versioning of aws_s3_bucket_versioning.main: Enabled → Suspended; an object that is overwritten or deleted from now on has no old version",
    ],
  },
  {
    beside: BUCKETS,
    before: versioned(A, "Suspended"),
    after: versioned(A),
    lines: [
      "info: versioning of aws_s3_bucket_versioning.main: Suspended → Enabled; overwritten and deleted objects stay as old versions",
    ],
  },
  {
    beside: BUCKETS,
    before: versioned(A),
    after: versioned(A, "Suspended"),
    lines: [
      "attention, less protection: versioning of aws_s3_bucket_versioning.main: Enabled → Suspended; an object that is overwritten or deleted from now on has no old version",
    ],
  },
  {
    beside: BUCKETS,
    before: encrypted(A),
    lines: [
      "attention, less protection: aws_s3_bucket_server_side_encryption_configuration.main: new objects get a key of AWS",
    ],
  },
  {
    beside: BUCKETS,
    after: encrypted(A),
    lines: [
      "attention: aws_s3_bucket_server_side_encryption_configuration.main: new objects get another key, and readers need it",
    ],
  },
  {
    beside: BUCKETS,
    after: encrypted(A, "${var.algorithm}"),
    lines: [
      "attention: aws_s3_bucket_server_side_encryption_configuration.main: new objects get another key, and readers need it",
    ],
  },
  {
    beside: BUCKETS,
    before: owned(A),
    lines: [
      "attention, less protection: aws_s3_bucket_ownership_controls.main: objects of other accounts belong to them",
    ],
  },
  {
    beside: BUCKETS,
    after: owned(A),
    lines: ["attention: aws_s3_bucket_ownership_controls.main: rights by ACLs of objects end"],
  },
  {
    beside: BUCKETS,
    after: owned(A, "ObjectWriter"),
    lines: [
      "attention, less protection: aws_s3_bucket_ownership_controls.main: ACLs can give rights on objects",
    ],
  },
  {
    beside: BUCKETS,
    after: { ...encrypted(A, "AES256"), ...versioned(A) },
    lines: [
      "info: versioning of aws_s3_bucket_versioning.main: not set → Enabled; overwritten and deleted objects stay as old versions",
    ],
  },
];
