import { dataReach } from "../../../../src/checks/identity/data-reach";
import { type Editable } from "../../../support/altered";
import { type Edit, foundBy, newlyFound, within } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { ACCOUNT, can, ENVIRONMENT, type Written } from "./rights";

const REGION = "eu-central-1";
const OWN = { StringEquals: { "aws:SourceAccount": ACCOUNT } };

/** A statement in the policy of the key of flow logs, and blocks that have the key. */
const onLogsKey =
  (statement: Written, blocks: Readonly<Record<string, Editable>> = {}): Edit =>
  ({ network }) => {
    const resources = network.resource as Editable;
    within(resources["aws_kms_key"].flow_logs_key as Editable, "policy", ({ Statement }) => {
      (Statement as object[]).push({ Effect: "Allow", Resource: "*", ...statement });
    });
    for (const [type, body] of Object.entries(blocks))
      resources[type] = { ...(resources[type] as object), more: body };
  };

const service = (name: string, action: string): Written => ({
  Principal: { Service: name },
  ...can(action, "*"),
  Condition: OWN,
});

/** Everyone of the account, through a service. */
const through = (name: string, action: string): Written => ({
  Principal: { AWS: "*" },
  ...can(action, "*"),
  Condition: {
    StringEquals: { "kms:ViaService": `${name}.${REGION}.amazonaws.com`, "kms:CallerAccount": ACCOUNT },
  },
});

const KEY = "${aws_kms_key.flow_logs_key.arn}";
const DISK = { aws_ebs_default_kms_key: { key_arn: KEY } };
const REPOSITORY = {
  aws_ecr_repository: { name: "more", encryption_configuration: { encryption_type: "KMS", kms_key: KEY } },
};
const TOPIC = { aws_sns_topic: { name: "more", kms_master_key_id: KEY } };

const found = (edit: Edit): string[] => newlyFound([dataReach], ENVIRONMENT, edit);

const NOTHING = "although nothing of these stacks is encrypted for it";

test.each<readonly [string, Edit, string]>([
  [
    "a service that decrypts logs of another one",
    onLogsKey(service("sns.amazonaws.com", "kms:Decrypt")),
    `sns.amazonaws.com reaches aws_kms_key.flow_logs_key with kms:Decrypt, ${NOTHING}`,
  ],
  [
    "a service of disks on a key of logs",
    onLogsKey(service("ec2.amazonaws.com", "kms:GenerateDataKey")),
    `ec2.amazonaws.com reaches aws_kms_key.flow_logs_key with kms:GenerateDataKey, ${NOTHING}`,
  ],
  [
    "everyone through a service of other data",
    onLogsKey(through("s3", "kms:Decrypt")),
    `everyone through s3.${REGION}.amazonaws.com reaches aws_kms_key.flow_logs_key with kms:Decrypt, ${NOTHING}`,
  ],
  [
    "everyone through a service, who manages a key of disks",
    onLogsKey(through("ec2", "kms:DisableKey"), DISK),
    "with kms:DisableKey, which manages the object, and does not only use it",
  ],
  [
    "everyone through one of disks on a key of images",
    onLogsKey(through("ec2", "kms:CreateGrant"), REPOSITORY),
    NOTHING,
  ],
])("data-reach finds %s", (_, edit, message) => {
  expect(found(edit).join("\n")).toContain(message);
});

test.each<readonly [string, Edit]>([
  ["logs on their key", onLogsKey(service(`logs.${REGION}.amazonaws.com`, "kms:GenerateDataKey"))],
  ["everyone through disks on their key", onLogsKey(through("ec2", "kms:CreateGrant"), DISK)],
  ["everyone through images on their key", onLogsKey(through("ecr", "kms:Decrypt"), REPOSITORY)],
  [
    "services that publish to a topic of the key",
    onLogsKey(service("events.amazonaws.com", "kms:Decrypt"), TOPIC),
  ],
  ["a description of a key", onLogsKey(service("sns.amazonaws.com", "kms:DescribeKey"))],
])("data-reach accepts %s", (_, edit) => {
  expect(found(edit)).toEqual([]);
});

test("a role of an own file that stops the use of a key is found", () => {
  const file = `
resource "aws_iam_role" "team" {
  name = "team"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "team" {
  name = "team"
  role = aws_iam_role.team.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:DisableKey", Resource = aws_kms_key.flow_logs_key.arn }]
  })
}`;
  expect(foundBy(dataReach, environmentWithOwnFile(ENVIRONMENT, "network", file))).toEqual([
    expect.stringContaining("role team reaches the key aws_kms_key.flow_logs_key with kms:DisableKey"),
  ]);
});
