import { within } from "../../support/findings";
import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";

const RETAIL = "retail-forecast";

const lifecycleOf = ({ state }: Layers) =>
  state.resource.aws_s3_bucket_lifecycle_configuration.state_bucket.rule[0].noncurrent_version_expiration[0];

/** The bucket, the key and the place of the state, and access logs. */
export const STATE_CASES: readonly ReviewCase[] = [
  {
    name: "the state of a layer gets another key in the bucket",
    environment: RETAIL,
    edit: ({ network }) => {
      network.terraform.backend.s3.key = "retail/network/terraform.tfstate";
    },
    verdict: "needs attention",
    harm: "cannot go back",
    first: ["cannot go back", "retail/network/terraform.tfstate"],
    why: "Without a migration, Terraform finds an empty state and creates the whole network a second time.",
  },
  {
    name: "applies of a layer no longer lock its state",
    environment: RETAIL,
    edit: ({ cluster }) => {
      cluster.terraform.backend.s3.use_lockfile = false;
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["use_lockfile"],
    why: "Two applies at the same time can overwrite each other's state.",
  },
  {
    name: "the state bucket no longer keeps versions",
    environment: RETAIL,
    edit: ({ state }) => {
      state.resource.aws_s3_bucket_versioning.state_bucket.versioning_configuration.status = "Suspended";
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["aws_s3_bucket_versioning.state_bucket", "Suspended"],
    why: "A broken state can no longer be replaced by the one before it.",
  },
  {
    name: "old versions of the state are kept 7 days, not 90",
    environment: RETAIL,
    edit: (layers) => {
      lifecycleOf(layers).noncurrent_days = 7;
    },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "state_bucket", "90 → 7"],
    why: "S3 deletes the states of the last three months with the next run of its rule.",
  },
  {
    name: "old versions of the state are kept a year, not 90 days",
    environment: RETAIL,
    edit: (layers) => {
      lifecycleOf(layers).noncurrent_days = 365;
    },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "90 → 365"],
    why: "Nothing is deleted earlier than before.",
  },
  {
    name: "the state bucket admits requests without TLS",
    environment: RETAIL,
    edit: ({ state }) =>
      within(state.resource.aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
        policy["Statement"] = policy["Statement"].filter(({ Sid }: { Sid: string }) => Sid !== "TlsOnly");
      }),
    verdict: "needs attention",
    harm: "more access",
    first: ["aws_s3_bucket_policy.state_bucket", "TlsOnly"],
    why: "The policy loses a Deny, and the state has names and settings of the whole environment.",
  },
  {
    name: "the state bucket also refuses old versions of TLS",
    environment: RETAIL,
    edit: ({ state }) =>
      within(state.resource.aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
        policy["Statement"].push({
          Sid: "Tls12",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["${aws_s3_bucket.state_bucket.arn}", "${aws_s3_bucket.state_bucket.arn}/*"],
          Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
        });
      }),
    verdict: "safe",
    harm: "in place",
    first: ["safe", "aws_s3_bucket_policy.state_bucket"],
    why: "A further Deny protects more, and every Terraform of today uses TLS 1.2 or newer.",
  },
  {
    name: "the key of the state is deleted",
    environment: RETAIL,
    edit: ({ state }) => {
      Reflect.deleteProperty(state.resource, "aws_kms_key");
      Reflect.deleteProperty(state.resource, "aws_kms_alias");
      Reflect.deleteProperty(state.output, "state_kms_key_arn");
      const [rule] = state.resource.aws_s3_bucket_server_side_encryption_configuration.state_bucket.rule;
      rule.apply_server_side_encryption_by_default = { sse_algorithm: "AES256" };
    },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_kms_key.state_key"],
    why: "No one can read a state that the key encrypted, and its prevent_destroy goes with its block.",
  },
  {
    name: "buckets and the load balancer log their requests",
    environment: RETAIL,
    to: { accessLogs: { retentionDays: 90 } },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "access logs"],
    cause: "accessLogs",
    why: "A private bucket for logs is new, and nothing else loses anything.",
  },
  {
    name: "the state bucket is no longer protected from a destroy",
    environment: RETAIL,
    edit: ({ state }) => {
      Reflect.deleteProperty(state.resource.aws_s3_bucket.state_bucket, "lifecycle");
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["aws_s3_bucket.state_bucket", "prevent_destroy"],
    why: "The next apply that replaces or removes the bucket is no longer stopped.",
  },
  {
    name: "the state of all layers goes to another bucket",
    environment: RETAIL,
    edit: (layers) => {
      for (const { terraform } of Object.values(layers)) terraform.backend.s3.bucket = "retail-states";
    },
    verdict: "needs attention",
    harm: "cannot go back",
    first: ["cannot go back", "retail-states"],
    why: "Without a migration, Terraform finds empty states and creates everything a second time.",
  },
  {
    name: "the state of a layer is no longer encrypted by its key",
    environment: RETAIL,
    edit: ({ network }) => {
      Reflect.deleteProperty(network.terraform.backend.s3, "kms_key_id");
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["kms_key_id"],
    why: "New states get the default key of the bucket, which nothing proves here to be the same.",
  },
  {
    name: "the stack of the models is gone",
    environment: RETAIL,
    edit: (layers) => {
      Reflect.deleteProperty(layers, "models");
    },
    verdict: "needs attention",
    harm: "none",
    first: ["stack models was removed"],
    why: "Terraform destroys nothing of a stack that it no longer reads, and its resources are managed by nobody.",
  },
];
