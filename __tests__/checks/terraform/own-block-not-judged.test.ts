import { certificate } from "../../../src/checks/entry/certificate";
import { machineFunctions } from "../../../src/checks/terraform/machine-functions";
import { templateExpressions } from "../../../src/checks/terraform/template-expressions";
import { ownBlockNotJudged } from "../../../src/checks/terraform/own-block-not-judged";
import { providerGuards } from "../../../src/checks/terraform/provider-guards";
import { findingId } from "../../../src/checks/runner/finding-id";
import { parse } from "yaml";
import { BLOCK_DIGEST } from "../../../src/terraform/own-files/block-digest";
import { statedIn } from "../../../src/infrastructure/stated";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { StackJson } from "../../../src/terraform/stack-json";
import { LAYERS } from "../../../src/base/layers";
import { type Editable, environmentPlan } from "../../support/altered";
import { CONTEXT, foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";

const PARAMETER = 'resource "aws_ssm_parameter" "vpc" {\n  name = "/vpc"\n  value = aws_vpc.main.id\n}\n';
const inNetwork = (text: string) => environmentWithOwnFile("mlapp", "network", text);

test("an environment without own files has no finding", () => {
  expect(foundBy(ownBlockNotJudged, environmentPlan(planOf("mlapp")))).toEqual([]);
});

const MODULE = 'module "m" {\n  source  = "x/y/z"\n  version = "1.0.0"\n}\n';
const FUNCTION = 'resource "aws_lambda_function_url" "u" {\n  function_name = "f"\n}\n';

/** Parts that are not judged, by the address of the block, without digests. */
const openIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    ownBlockNotJudged
      .run(inNetwork(text), CONTEXT)
      .map(({ address, message }) => [
        address,
        message.replace(/^block \w{16} is not judged as a whole: /, ""),
      ]),
  );

test("blocks of which every part is judged or harmless have no finding", () => {
  const text = `${PARAMETER}locals {\n  a = 1\n}\noutput "o" {\n  value = local.a\n}\nvariable "v" {\n  default = 1\n}\n`;
  expect(openIn(text)).toEqual({});
});

test("a type that no check knows is named with its arguments", () => {
  expect(openIn(FUNCTION)).toEqual({
    "aws_lambda_function_url.u": "type aws_lambda_function_url with function_name",
  });
});

test("a module is named with its source", () => {
  expect(openIn(MODULE)).toEqual({ "module.m": "module x/y/z with source, version" });
});

test.each([
  [
    "removed",
    "removed {\n  from = aws_sqs_queue.a\n  lifecycle {\n    destroy = true\n  }\n}\n",
    "from, lifecycle.destroy",
  ],
  ["import", 'import {\n  to = aws_sqs_queue.a\n  id = "a"\n}\n', "id, to"],
])("a block that changes the state is named: %s", (kind, text, paths) => {
  const [words = ""] = Object.values(openIn(text));
  expect(words.startsWith(`${kind} with `)).toBe(true);
  for (const path of paths.split(", ")) expect(words).toContain(path);
});

test("an ephemeral block is named, also without arguments", () => {
  expect(openIn('ephemeral "aws_eks_cluster_auth" "x" {\n}\n')).toEqual({
    "ephemeral.aws_eks_cluster_auth.x": "ephemeral with nothing set",
  });
});

test("an assertion is harmless, and a data source in it is not", () => {
  const check = (more: string): string =>
    `check "c" {\n  assert {\n    condition = true\n    error_message = "x"\n  }\n${more}}\n`;
  expect(openIn(check(""))).toEqual({});
  expect(openIn(check('  data "http" "x" {\n    url = "https://example.com"\n  }\n'))["check.c"]).toContain(
    "data.http.x.url",
  );
});

test.each([
  [
    "assume_role",
    'assume_role {\n    role_arn = "arn:aws:iam::333344445555:role/x"\n  }',
    "assume_role.role_arn",
  ],
  ["endpoints", 'endpoints {\n    s3 = "http://localhost"\n  }', "endpoints.s3"],
])("%s of a provider is named", (_, text, name) => {
  expect(openIn(`provider "aws" {\n  alias = "x"\n  ${text}\n}\n`)["provider.aws.x"]).toContain(name);
});

test("a provisioner and a connection are named in a block of a harmless type", () => {
  const text =
    'resource "terraform_data" "x" {\n  input = 1\n  connection {\n    host = "h"\n  }\n  provisioner "local-exec" {\n    command = "x"\n  }\n}\n';
  expect(openIn(text)).toEqual({ "terraform_data.x": "provisioner local-exec, connection" });
});

test("an argument that no check reads is named by its path", () => {
  const text = 'resource "aws_ssm_parameter" "a" {\n  value = "x"\n  overwrite = true\n}\n';
  expect(openIn(text)).toEqual({ "aws_ssm_parameter.a": "overwrite" });
});

test("a key of a policy that no check reads is named by its path", () => {
  const text =
    'resource "aws_sns_topic" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Unknown = "x" }] })\n}\n';
  expect(openIn(text)["aws_sns_topic.a"]).toContain("policy.Statement.Unknown");
});

test("an action that gives rights is named although a check reads actions", () => {
  const text =
    'resource "aws_iam_policy" "a" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ' +
    'Action = ["sqs:SendMessage", "iam:PutRolePolicy"], Resource = ["arn:aws:sqs:us-east-1:333344445555:a"] }] })\n}\n';
  expect(openIn(text)).toEqual({
    "aws_iam_policy.a": "policy.Statement.Action iam:PutRolePolicy",
  });
});

test.each([
  ["count", "count = 2"],
  ["a function", 'kms_master_key_id = join("", ["a"])'],
  ["a variable", "kms_master_key_id = var.key"],
])("what only Terraform evaluates is not judged: %s", (_, text) => {
  const name = text.split(" ")[0] ?? "";
  expect(openIn(`resource "aws_sqs_queue" "q" {\n  ${text}\n}\n`)["aws_sqs_queue.q"]).toContain(name);
});

test.each([
  "aws_kms_key.own.arn",
  '"arn:aws:kms:us-east-1:333344445555:key/0a1b2c3d-0000-4000-8000-00000000000c"',
])("a queue with the key %s has no part to judge", (key) => {
  expect(openIn(`resource "aws_sqs_queue" "q" {\n  kms_master_key_id = ${key}\n}\n`)).toEqual({});
});

test("a value that passes through another block of the owner is not judged", () => {
  const text =
    'resource "aws_ssm_parameter" "p" {\n  name = "0.0.0.0/0"\n  value = "0.0.0.0/0"\n}\n' +
    ["value", "name"]
      .map(
        (attribute) =>
          `resource "aws_vpc_security_group_ingress_rule" "${attribute}" {\n  security_group_id = aws_security_group.nodes.id\n` +
          `  cidr_ipv4 = aws_ssm_parameter.p.${attribute}\n  ip_protocol = "-1"\n}\n`,
      )
      .join("");
  expect(openIn(text)).toEqual({
    "aws_vpc_security_group_ingress_rule.value": "cidr_ipv4 (only Terraform evaluates it)",
    "aws_vpc_security_group_ingress_rule.name": "cidr_ipv4 (only Terraform evaluates it)",
  });
});

test("a setting with which a block is harmless is named with another value", () => {
  const bucket = (value: string): string =>
    `resource "aws_secretsmanager_secret" "s" {\n  recovery_window_in_days = ${value}\n}\n`;
  expect(openIn(bucket("30"))).toEqual({});
  expect(openIn(bucket("0"))).toEqual({ "aws_secretsmanager_secret.s": "recovery_window_in_days" });
});

test.each([
  [
    "a log group that keeps nothing",
    'resource "aws_cloudwatch_log_group" "x" {\n  log_group_class = "DELIVERY"\n}\n',
    "log_group_class",
  ],
  [
    "a metric for each value in a log",
    'resource "aws_cloudwatch_log_metric_filter" "x" {\n  metric_transformation {\n    name = "a"\n    dimensions = { Ip = "$.ip" }\n  }\n}\n',
    "metric_transformation.dimensions.Ip",
  ],
  [
    "a widget that calls a function",
    'resource "aws_cloudwatch_dashboard" "x" {\n  dashboard_body = jsonencode({ widgets = [{ type = "custom" }] })\n}\n',
    "dashboard_body.widgets.type",
  ],
  [
    "a widget of a type that only Terraform knows",
    'resource "aws_cloudwatch_dashboard" "x" {\n  dashboard_body = jsonencode({ widgets = [{ type = var.type }] })\n}\n',
    "dashboard_body.widgets.type",
  ],
  [
    "a dashboard that only Terraform knows",
    'resource "aws_cloudwatch_dashboard" "x" {\n  dashboard_body = upper(var.body)\n}\n',
    "dashboard_body",
  ],
])("what costs, deletes or runs in a block of a harmless type is named: %s", (_, text, open) => {
  expect(Object.values(openIn(text))).toEqual([open]);
});

test("a block that belongs to a generated one is judged by less", () => {
  const versioning = (bucket: string): string =>
    `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = ${bucket}\n` +
    '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
  expect(openIn(versioning("aws_s3_bucket.b.id"))).toEqual({});
  expect(openIn(versioning("aws_s3_bucket.state_bucket.id"))).toHaveProperty(["aws_s3_bucket_versioning.v"]);
  expect(openIn(versioning('"mlapp-state"'))).toHaveProperty(["aws_s3_bucket_versioning.v"]);
});

test("an edit of a block, and of a local value that it reads, is another finding; a comment is not", () => {
  const url = (name: string, value = 1): string =>
    `locals {\n  a = ${value}\n}\nresource "aws_lambda_function_url" "u" {\n  function_name = ${name}\n}\n`;
  const ids = [url("local.a"), `# a note\n${url("local.a")}`, url("local.b"), url("local.a", 2)].map((text) =>
    ownBlockNotJudged.run(inNetwork(text), CONTEXT).map((finding) => findingId(ownBlockNotJudged, finding)),
  );
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).not.toEqual(ids[2]);
  expect(ids[0]).not.toEqual(ids[3]);
});

test("a block of a plan is judged as written, without what providers add to it", () => {
  const written = inNetwork(PARAMETER);
  const planned = JSON.parse(JSON.stringify(written.stack("network")?.json)) as Editable;
  planned["resource"].aws_ssm_parameter.vpc.overwrite = true;
  const plan = new EnvironmentPlan(
    "mlapp",
    LAYERS.flatMap((layer) => {
      const stack = layer === "network" ? new StackJson("mlapp-network", planned) : written.stack(layer);
      return stack ? [{ layer, stack }] : [];
    }),
  );
  expect(plan.find("network", "aws_ssm_parameter.vpc")?.config).toHaveProperty("overwrite");
  expect(foundBy(ownBlockNotJudged, plan)).toEqual([]);
});

test("the fix has the four lines of an entry, with which the block is accepted until its last day", () => {
  const plan = inNetwork(FUNCTION);
  const [{ fix = "" } = { fix: "" }] = ownBlockNotJudged.run(plan, CONTEXT);
  const [entry] = parse(fix.slice(fix.indexOf("\n"))) as [Record<string, string>];
  expect(entry).toEqual({
    address: "aws_lambda_function_url.u",
    digest: expect.stringMatching(BLOCK_DIGEST) as string,
    reason: "say why it may be so",
    until: "2027-05-20",
  });
  const settings = Object.entries(entry).map(([key, value]) => ({ path: ["acceptedBlocks", 0, key], value }));
  const acceptedOn = (today: string) =>
    ownBlockNotJudged.run(plan, { ...CONTEXT, today, statedOf: () => statedIn(settings) })[0]?.accepted;
  expect(acceptedOn("2027-05-20")).toEqual({ reason: "say why it may be so", until: "2027-05-20" });
  expect(acceptedOn("2027-05-21")).toBeUndefined();
});

test("an own provider without the guards of ours is reported at its own address", () => {
  const text = 'provider "aws" {\n  alias  = "dns"\n  region = "us-east-1"\n}\n';
  expect(foundBy(providerGuards, inNetwork(text))).toEqual([
    expect.stringMatching(/^provider\.aws\.dns: AWS provider: allowed_account_ids is missing/),
  ]);
});

test("expressions of own files are no user text, and those of the stack beside them are judged as before", () => {
  const text =
    'locals {\n  a = upper("x")\n}\noutput "o" {\n  value = merge({}, {})\n}\n' +
    'resource "aws_vpc" "mine" {\n  tags = { Name = "${upper(local.a)}-x" }\n}\n';
  expect(foundBy(templateExpressions, inNetwork(text))).toEqual([]);
});

test("a function that reads the machine is an error in own files too", () => {
  expect(foundBy(machineFunctions, inNetwork("locals {\n  a = timestamp()\n}\n"))).toEqual([
    expect.stringContaining("timestamp()"),
  ]);
});

test("an own record of another host is no validation record", () => {
  const text = 'resource "aws_route53_record" "x" {\n  name    = "x.example.com"\n  records = ["y"]\n}\n';
  expect(foundBy(certificate, environmentWithOwnFile("mlapp", "models", text))).toEqual([]);
});
