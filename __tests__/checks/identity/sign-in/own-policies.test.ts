import { CHECKS } from "../../../../src/checks/all";
import { found } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";

const IDS = ["policy-resources", "unused-roles"];
const ASKED = CHECKS.filter(({ id }) => IDS.includes(id));
const before = new Set(found(ASKED, environmentWithOwnFile("mlapp", "cluster", "")));

const foundIn = (text: string): string[] =>
  found(ASKED, environmentWithOwnFile("mlapp", "cluster", text)).filter((line) => !before.has(line));

const policy = (action: string, resource = "*"): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }] })`;
const block = (type: string, body: string): string => `resource "${type}" "a" {\n  ${body}\n}\n`;

/** A policy of IAM, which another root module or a person can attach. */
const alone = (action: string, resource?: string): string =>
  block("aws_iam_policy", `name = "mlapp-a"\n  policy = ${policy(action, resource)}`);

test.each([
  [
    "a policy that nothing holds passes every role",
    alone("iam:PassRole"),
    "aws_iam_policy.a",
    "iam:PassRole",
  ],
  [
    "a policy that nothing holds writes to every bucket",
    alone("s3:PutObject"),
    "aws_iam_policy.a",
    "s3:PutObject",
  ],
  [
    "a user who writes to every bucket",
    block("aws_iam_user_policy", `name = "a"\n  user = "a"\n  policy = ${policy("s3:PutObject")}`),
    "aws_iam_user_policy.a",
    "user a",
  ],
  [
    "a group that writes to every bucket",
    block("aws_iam_group_policy", `name = "a"\n  group = "a"\n  policy = ${policy("s3:PutObject")}`),
    "aws_iam_group_policy.a",
    "group a",
  ],
])("%s: named once", (_, text, address, words) => {
  const all = foundIn(text);
  expect(all).toEqual([expect.stringMatching(`^policy-resources ${address}: `)]);
  expect(all[0]).toContain(words);
});

test.each([
  ["a policy for one queue", alone("sqs:SendMessage", "arn:aws:sqs:us-east-1:333344445555:a")],
  ["a policy of actions without resources", alone("ec2:DescribeInstances")],
  [
    "a boundary of a role",
    alone("s3:*") +
      'resource "aws_iam_role" "b" {\n  name = "mlapp-b"\n  permissions_boundary = aws_iam_policy.a.arn\n' +
      `  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::333344445555:role/ci" }, Action = "sts:AssumeRole" }] })\n}\n`,
  ],
  [
    "AWS's own policy of a user",
    block(
      "aws_iam_user_policy_attachment",
      'user = "a"\n  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"',
    ),
  ],
])("%s is accepted", (_, text) => {
  expect(foundIn(text)).toEqual([]);
});

const PROFILE = block("aws_iam_instance_profile", 'name = "a"\n  role = aws_iam_role.nodes.name');

test("an instance profile with the role of the nodes that nothing uses is named", () => {
  expect(foundIn(PROFILE)).toEqual([
    expect.stringMatching(/^unused-roles aws_iam_instance_profile\.a: nothing uses it.*mlapp-nodes/),
  ]);
});

test("an instance profile that an instance, an output or a chart has is accepted", () => {
  const users = [
    'resource "aws_instance" "b" {\n  iam_instance_profile = aws_iam_instance_profile.a.name\n}\n',
    'output "b" {\n  value = aws_iam_instance_profile.a.name\n}\n',
    'resource "aws_launch_template" "b" {\n  iam_instance_profile {\n    name = "a"\n  }\n}\n',
  ];
  expect(users.flatMap((user) => foundIn(PROFILE + user))).toEqual([]);
});

test("a role of which only an unused profile has use is found once, as the role", () => {
  const role =
    'resource "aws_iam_role" "b" {\n  name = "mlapp-b"\n' +
    '  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })\n}\n';
  const profile = block("aws_iam_instance_profile", 'name = "a"\n  role = aws_iam_role.b.name');
  expect(foundIn(role + profile)).toEqual([expect.stringMatching(/^unused-roles aws_iam_role\.b: /)]);
});
