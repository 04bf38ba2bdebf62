import { ACCOUNT, FOREIGN, FOREIGN_ROLE, UNDECLARED, causedBy, resource, texts } from "./own-blocks";

/** Arguments that let others in without a policy: title, blocks, address of the finding, and words of its message. */
type Attack = readonly [title: string, text: string, address: string, words: string];

const FOREIGN_WORDS = `account ${FOREIGN}`;

/** A block whose arguments are texts. */
const attack = (
  title: string,
  type: string,
  args: Readonly<Record<string, string>>,
  words: string,
  nested = "",
): Attack => [title, resource(type, texts(args), nested), `${type}.x`, words];

const PERMISSION = { action: "lambda:InvokeFunction", function_name: "x" };

test.each<Attack>([
  attack(
    "a function for everyone",
    "aws_lambda_permission",
    { ...PERMISSION, principal: "*" },
    "it allows everyone",
  ),
  attack(
    "a function for another account",
    "aws_lambda_permission",
    { ...PERMISSION, principal: FOREIGN },
    FOREIGN_WORDS,
  ),
  attack(
    "a function for an organization",
    "aws_lambda_permission",
    { ...PERMISSION, principal: "*", principal_org_id: "o-abcdef1234" },
    "everyone of organization o-abcdef1234",
  ),
  attack(
    "a function for buckets of any account",
    "aws_lambda_permission",
    { ...PERMISSION, principal: "s3.amazonaws.com" },
    "s3.amazonaws.com for any account",
  ),
  attack(
    "a function for another account's bucket",
    "aws_lambda_permission",
    { ...PERMISSION, principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::another" },
    "arn:aws:s3:::another",
  ),
  attack(
    "a function URL for everyone",
    "aws_lambda_function_url",
    { function_name: "x", authorization_type: "NONE" },
    "it allows everyone",
  ),
  attack(
    "a layer for everyone",
    "aws_lambda_layer_version_permission",
    {
      layer_name: "x",
      version_number: "1",
      statement_id: "x",
      action: "lambda:GetLayerVersion",
      principal: "*",
    },
    "it allows everyone",
  ),
  attack(
    "an event bus for everyone",
    "aws_cloudwatch_event_permission",
    { principal: "*", statement_id: "x" },
    "it allows everyone",
  ),
  attack(
    "an event bus for an organization",
    "aws_cloudwatch_event_permission",
    { principal: "*", statement_id: "x" },
    "everyone of organization o-abcdef1234",
    '  condition {\n    key = "aws:PrincipalOrgID"\n    type = "StringEquals"\n    value = "o-abcdef1234"\n  }',
  ),
  attack(
    "a bucket that everyone reads",
    "aws_s3_bucket_acl",
    { bucket: "x", acl: "public-read" },
    "it allows everyone",
  ),
  attack(
    "a bucket that every account reads",
    "aws_s3_bucket_acl",
    { bucket: "x", acl: "authenticated-read" },
    "every account of AWS",
  ),
  attack(
    "a bucket that a canonical user reads",
    "aws_s3_bucket_acl",
    { bucket: "x" },
    "it allows the canonical user 79a59d",
    '  access_control_policy {\n    owner {\n      id = data.aws_canonical_user_id.current.id\n    }\n    grant {\n      permission = "READ"\n' +
      '      grantee {\n        type = "CanonicalUser"\n        id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"\n      }\n    }\n  }',
  ),
  attack(
    "a bucket that a group of everyone writes",
    "aws_s3_bucket_acl",
    { bucket: "x" },
    "it allows everyone",
    '  access_control_policy {\n    grant {\n      permission = "WRITE"\n      grantee {\n        type = "Group"\n' +
      '        uri = "http://acs.amazonaws.com/groups/global/AllUsers"\n      }\n    }\n  }',
  ),
  attack(
    "an object that everyone reads",
    "aws_s3_object",
    { bucket: "x", key: "x", acl: "public-read" },
    "it allows everyone",
  ),
  attack(
    "a key that another account uses by a grant",
    "aws_kms_grant",
    { key_id: "x", grantee_principal: FOREIGN_ROLE },
    `it allows ${FOREIGN_ROLE}, of another account`,
    '  operations = ["Decrypt"]',
  ),
  attack(
    "a key that an undeclared role uses by a grant",
    "aws_kms_grant",
    { key_id: "x", grantee_principal: UNDECLARED },
    `${UNDECLARED}, which this environment does not declare`,
    '  operations = ["Decrypt"]',
  ),
  attack(
    "a share with another account",
    "aws_ram_principal_association",
    { principal: FOREIGN, resource_share_arn: "x" },
    FOREIGN_WORDS,
  ),
  attack(
    "a share with an organization",
    "aws_ram_principal_association",
    {
      principal: "arn:aws:organizations::111111111111:organization/o-abcdef1234",
      resource_share_arn: "x",
    },
    "everyone of organization o-abcdef1234",
  ),
  attack(
    "a share that admits accounts outside the organization",
    "aws_ram_resource_share",
    { name: "x" },
    "accounts outside the organization",
    "  allow_external_principals = true",
  ),
  attack(
    "an image for another account",
    "aws_ami_launch_permission",
    { image_id: "ami-0123456789abcdef0", account_id: FOREIGN },
    FOREIGN_WORDS,
  ),
  attack(
    "an image for everyone",
    "aws_ami_launch_permission",
    { image_id: "ami-0123456789abcdef0", group: "all" },
    "it allows everyone",
  ),
  attack(
    "a snapshot of a volume for another account",
    "aws_snapshot_create_volume_permission",
    { snapshot_id: "snap-0123456789abcdef0", account_id: FOREIGN },
    FOREIGN_WORDS,
  ),
  attack(
    "a snapshot of a database for everyone",
    "aws_db_snapshot",
    { db_instance_identifier: "x", db_snapshot_identifier: "x" },
    "it allows everyone",
    '  shared_accounts = ["all"]',
  ),
  attack(
    "a snapshot of a cluster for another account",
    "aws_db_cluster_snapshot",
    { db_cluster_identifier: "x", db_cluster_snapshot_identifier: "x" },
    FOREIGN_WORDS,
    `  shared_accounts = ["${ACCOUNT}", "${FOREIGN}"]`,
  ),
  attack(
    "a document of SSM for everyone",
    "aws_ssm_document",
    { name: "x", document_type: "Command", content: "{}" },
    "it allows everyone",
    '  permissions = {\n    type = "Share"\n    account_ids = "All"\n  }',
  ),
  attack(
    "an endpoint service for everyone",
    "aws_vpc_endpoint_service_allowed_principal",
    { vpc_endpoint_service_id: "x", principal_arn: "*" },
    "it allows everyone",
  ),
  attack(
    "an endpoint service for another account",
    "aws_vpc_endpoint_service",
    {},
    FOREIGN_WORDS,
    `  acceptance_required = true\n  allowed_principals = ["arn:aws:iam::${FOREIGN}:root"]`,
  ),
  attack(
    "a network interface for another account",
    "aws_network_interface_permission",
    { network_interface_id: "x", permission: "INSTANCE-ATTACH", aws_account_id: FOREIGN },
    FOREIGN_WORDS,
  ),
])("%s is found once", (_, text, address, words) => {
  expect(causedBy(text)).toEqual([expect.stringMatching(new RegExp(` ${address.replaceAll(".", "\\.")}: `))]);
  expect(causedBy(text)[0]).toContain(words);
});
