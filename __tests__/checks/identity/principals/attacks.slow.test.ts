import {
  ACCOUNT,
  FOREIGN,
  FOREIGN_ROLE,
  ROOT,
  UNDECLARED,
  bucket,
  causedBy,
  forAccount,
  key,
  policy,
  queue,
  resource,
  role,
  texts,
} from "./own-blocks";

/** Title, blocks, address of the finding, and words of its message. */
type Attack = readonly [title: string, text: string, address: string, words: string];

const S3 = "s3.amazonaws.com";
const BUCKET_POLICY = "aws_s3_bucket_policy.x";

const STATEMENTS: readonly Attack[] = [
  ["a bucket for everyone", bucket({ Principal: "*" }), BUCKET_POLICY, "it allows everyone"],
  ["a bucket for all of AWS", bucket({ Principal: { AWS: "*" } }), BUCKET_POLICY, "it allows everyone"],
  [
    "a bucket for another account",
    bucket({ Principal: { AWS: FOREIGN } }),
    BUCKET_POLICY,
    `account ${FOREIGN}`,
  ],
  [
    "a bucket for a role of another account",
    bucket({ Principal: { AWS: FOREIGN_ROLE } }),
    BUCKET_POLICY,
    `it allows ${FOREIGN_ROLE}, of another account`,
  ],
  [
    "a bucket for a role of the account that nobody declares",
    bucket({ Principal: { AWS: UNDECLARED } }),
    BUCKET_POLICY,
    `it allows ${UNDECLARED}, which this environment does not declare`,
  ],
  [
    "a bucket for a session of such a role",
    bucket({ Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/another-team/x` } }),
    BUCKET_POLICY,
    "which this environment does not declare",
  ],
  [
    "a bucket for a user that was deleted",
    bucket({ Principal: { AWS: "AIDAQQQQEXAMPLEID1234" } }),
    BUCKET_POLICY,
    "AIDAQQQQEXAMPLEID1234, which this environment does not declare",
  ],
  [
    "a bucket for an organization",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } } }),
    BUCKET_POLICY,
    "it allows everyone of organization o-abcdef1234",
  ],
  [
    "a bucket for an organization, and for all whose organization is unknown",
    bucket({ Principal: "*", Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdef1234" } } }),
    BUCKET_POLICY,
    "it allows everyone",
  ],
  [
    "a bucket for all outside an organization",
    bucket({ Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } } }),
    BUCKET_POLICY,
    "it allows everyone",
  ],
  [
    "a bucket for everyone, of which a Deny leaves an organization",
    bucket(
      { Principal: "*" },
      {
        Effect: "Deny",
        Principal: "*",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } },
      },
    ),
    BUCKET_POLICY,
    "it allows everyone of organization o-abcdef1234",
  ],
  [
    "a bucket for every identity of the account",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } }),
    BUCKET_POLICY,
    `it allows every identity of account ${ACCOUNT}`,
  ],
  [
    "a bucket for an address on the internet",
    bucket({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
    BUCKET_POLICY,
    "it allows everyone",
  ],
  [
    "a bucket for another network",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } } }),
    BUCKET_POLICY,
    "everyone through vpce-0123456789abcdef0, which is not of this environment",
  ],
  [
    "a bucket for roles by a pattern",
    bucket({ Principal: "*", Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } } }),
    BUCKET_POLICY,
    "arn:aws:iam::*:role/reader",
  ],
  [
    "a bucket for a canonical user",
    bucket({
      Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
    }),
    BUCKET_POLICY,
    "it allows the canonical user 79a59d",
  ],
  [
    "a bucket for all but one",
    bucket({ NotPrincipal: { AWS: FOREIGN_ROLE } }),
    BUCKET_POLICY,
    "NotPrincipal allows everyone except the listed",
  ],
  [
    "a bucket that a service fills for any account",
    bucket({ Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" }),
    BUCKET_POLICY,
    "cloudtrail.amazonaws.com for any account",
  ],
  [
    "a bucket that load balancers of any account fill",
    bucket({ Principal: { AWS: "arn:aws:iam::127311923021:root" }, Action: "s3:PutObject" }),
    BUCKET_POLICY,
    "load balancers of any account",
  ],
  ["a key for another account", key({ Principal: { AWS: FOREIGN } }), "aws_kms_key.x", `account ${FOREIGN}`],
  ["a key for an undeclared role", key({ Principal: { AWS: UNDECLARED } }), "aws_kms_key.x", UNDECLARED],
  [
    "a key for everyone through a service",
    key({
      Principal: { AWS: "*" },
      Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    }),
    "aws_kms_key.x",
    "it allows everyone",
  ],
  [
    "a key that a service uses for any account",
    key({ Principal: { Service: "sns.amazonaws.com" } }),
    "aws_kms_key.x",
    "sns.amazonaws.com for any account",
  ],
  ["a queue for everyone", queue({ Principal: "*" }), "aws_sqs_queue.x", "it allows everyone"],
  [
    "a queue for a service that acts for any account",
    queue({ Principal: { Service: S3 } }),
    "aws_sqs_queue.x",
    `${S3} for any account`,
  ],
  [
    "a queue for a service that acts for another account",
    queue({ Principal: { Service: S3 }, Condition: forAccount(FOREIGN) }),
    "aws_sqs_queue.x",
    `${S3} for account ${FOREIGN}`,
  ],
  [
    "a queue for the bucket of another owner",
    queue({
      Principal: { Service: S3 },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::another" } },
    }),
    "aws_sqs_queue.x",
    "arn:aws:s3:::another",
  ],
  [
    "a queue for a service without the source if it is absent",
    queue({
      Principal: { Service: S3 },
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } },
    }),
    "aws_sqs_queue.x",
    `${S3} for any account`,
  ],
  [
    "a queue for an account that only Terraform knows",
    queue({ Principal: { Service: S3 }, Condition: forAccount("${var.account}") }),
    "aws_sqs_queue.x",
    `${S3} for \${var.account}`,
  ],
  [
    "a queue for a name that is no service",
    queue({ Principal: { Service: "evil.example.com" }, Condition: forAccount(ACCOUNT) }),
    "aws_sqs_queue.x",
    "evil.example.com, which is no service of AWS",
  ],
  [
    "a queue by a data source",
    'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["sqs:SendMessage"]\n    resources = ["arn:aws:sqs:us-east-1:1:x"]\n' +
      '    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n  }\n}\n' +
      resource("aws_sqs_queue_policy", { queue_url: '"x"', policy: "data.aws_iam_policy_document.x.json" }),
    "aws_sqs_queue_policy.x",
    "it allows everyone",
  ],
  [
    "a role for another account",
    role({ Principal: { AWS: FOREIGN } }),
    "aws_iam_role.x",
    `account ${FOREIGN}`,
  ],
  [
    "a role for an undeclared role",
    role({ Principal: { AWS: UNDECLARED } }),
    "aws_iam_role.x",
    `${UNDECLARED}, which this environment does not declare`,
  ],
  [
    "a role for every identity of the account that may assume roles",
    role({ Principal: { AWS: ROOT } }),
    "aws_iam_role.x",
    `every identity of account ${ACCOUNT} whose policies allow sts:AssumeRole`,
  ],
];

const FOREIGN_ROOT = `arn:aws:iam::${FOREIGN}:root`;

/** The argument that holds a policy, by type, with its other required arguments. */
const PLACES: readonly (readonly [
  type: string,
  attribute: string,
  others?: Readonly<Record<string, string>>,
])[] = [
  ["aws_kms_key_policy", "policy", { key_id: "x" }],
  ["aws_ecr_repository_policy", "policy", { repository: "x" }],
  ["aws_ecr_registry_policy", "policy"],
  ["aws_ecrpublic_repository_policy", "policy", { repository_name: "x" }],
  ["aws_secretsmanager_secret", "policy", { name: "x" }],
  ["aws_secretsmanager_secret_policy", "policy", { secret_arn: "x" }],
  ["aws_backup_vault_policy", "policy", { backup_vault_name: "x" }],
  ["aws_cloudwatch_log_resource_policy", "policy_document", { policy_name: "x" }],
  ["aws_cloudwatch_log_destination_policy", "access_policy", { destination_name: "x" }],
  ["aws_cloudwatch_event_bus_policy", "policy"],
  ["aws_opensearch_domain", "access_policies", { domain_name: "x" }],
  ["aws_opensearch_domain_policy", "access_policies", { domain_name: "x" }],
  ["aws_elasticsearch_domain_policy", "access_policies", { domain_name: "x" }],
  ["aws_efs_file_system_policy", "policy", { file_system_id: "x" }],
  ["aws_glacier_vault", "access_policy", { name: "x" }],
  ["aws_api_gateway_rest_api", "policy", { name: "x" }],
  ["aws_api_gateway_rest_api_policy", "policy", { rest_api_id: "x" }],
  ["aws_codeartifact_domain_permissions_policy", "policy_document", { domain: "x" }],
  ["aws_codeartifact_repository_permissions_policy", "policy_document", { domain: "x", repository: "x" }],
  ["aws_s3_access_point", "policy", { bucket: "x", name: "x" }],
  ["aws_s3control_access_point_policy", "policy", { access_point_arn: "x" }],
  ["aws_dynamodb_resource_policy", "policy", { resource_arn: "x" }],
  ["aws_kinesis_resource_policy", "policy", { resource_arn: "x" }],
  ["aws_glue_resource_policy", "policy"],
  ["aws_msk_cluster_policy", "policy", { cluster_arn: "x" }],
  ["aws_sagemaker_model_package_group_policy", "resource_policy", { model_package_group_name: "x" }],
];

const OF_PLACES = PLACES.flatMap(([type, attribute, others = {}]): Attack[] =>
  [
    ["everyone", "*", "it allows everyone"] as const,
    ["another account", { AWS: FOREIGN_ROOT }, `account ${FOREIGN}`] as const,
    ["an undeclared role", { AWS: UNDECLARED }, "which this environment does not declare"] as const,
  ].map(([who, Principal, words]) => [
    `${type}.${attribute} for ${who}`,
    resource(type, { ...texts(others), [attribute]: policy({ Principal, Action: "x:Read", Resource: "*" }) }),
    `${type}.x`,
    words,
  ]),
);

test.each([...STATEMENTS, ...OF_PLACES])("%s is found once", (_, text, address, words) => {
  // The list of actions has no service x of these policies.
  const found = causedBy(text).filter((each) => !each.startsWith("action-not-judged "));
  expect(found).toEqual([expect.stringMatching(new RegExp(` ${address.replaceAll(".", "\\.")}: `))]);
  expect(found[0]).toContain(words);
});

test("a policy that cannot be read is an error", () => {
  const text = resource("aws_efs_file_system_policy", { file_system_id: '"x"', policy: "var.policy" });
  expect(causedBy(text)).toEqual([
    expect.stringContaining("policies-readable aws_efs_file_system_policy.x: the policy is not"),
  ]);
});
