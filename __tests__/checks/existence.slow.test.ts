import { CHECKS } from "../../src/checks/all";
import { type Check } from "../../src/checks/check";
import { runChecks } from "../../src/checks/run";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Layer } from "../../src/base/layers";
import { altered, environmentPlan } from "../support/altered";
import { ENVIRONMENTS } from "../support/environments";
import { TODAY, found } from "../support/findings";
import { environmentWithOwnFile } from "../support/own-stacks";
import { planOf } from "../support/reference-plans";

const NAME = "mlapp";

const findings = (plan: EnvironmentPlan, checks: readonly Check[] = CHECKS): string[] =>
  runChecks({ plans: [plan], checks, waiversOf: () => [], today: TODAY }).map(
    ({ check, address, message }) => `${check.id} ${address}: ${message}`,
  );

const before = new Set(findings(environmentPlan(planOf(NAME))));
const added = (plan: EnvironmentPlan): string[] =>
  findings(plan).filter((finding) => !before.has(finding) && !finding.startsWith("own-block-not-judged"));

/** Findings after an edit of the arguments of a generated block. */
const withArguments = (layer: Layer, type: string, name: string, more: object, variable = {}): string[] =>
  added(
    altered(NAME, (layers) => {
      const json = layers[layer];
      Object.assign(json["resource"][type][name], more);
      json["variable"] = { ...json["variable"], ...variable };
    }),
  );

const FALSE = { on: { type: "bool", default: false } };
const TRUE = { on: { type: "bool", default: true } };
const REQUIRED = { on: { type: "bool" } };

describe.each([
  [
    "the policy that denies all traffic of a namespace",
    ["models", "kubernetes_network_policy_v1", "models_default_deny"],
    /^namespace-default-deny kubernetes_namespace_v1.models: .*no policy denies ingress by default/,
  ],
  [
    "the public access block of the bucket of states",
    ["state", "aws_s3_bucket_public_access_block", "state_bucket"],
    /^private-buckets aws_s3_bucket.state_bucket: /,
  ],
] as const)("%s is missing with", (_, [layer, type, name], expected) => {
  const foundWith = (more: object, variable = {}): string[] =>
    withArguments(layer, type, name, more, variable);

  test.each([
    ["count = 0", { count: 0 }, {}],
    ["for_each = {}", { for_each: {} }, {}],
    ["for_each = toset([])", { for_each: "${toset([])}" }, {}],
    ["count = var.on ? 1 : 0, default false", { count: "${var.on ? 1 : 0}" }, FALSE],
    ["count = var.on ? 1 : 0, default true", { count: "${var.on ? 1 : 0}" }, TRUE],
    ["count = var.on ? 1 : 0, no default", { count: "${var.on ? 1 : 0}" }, REQUIRED],
    [
      "for_each = var.on, default {}",
      { for_each: "${var.on}" },
      { on: { type: "map(string)", default: {} } },
    ],
    ["for_each = var.on, no default", { for_each: "${var.on}" }, { on: { type: "map(string)" } }],
    ["a count that is not evaluated", { count: '${length(file("x"))}' }, {}],
  ])("%s", (_name, more, variable) => {
    expect(foundWith(more, variable)).toContainEqual(expect.stringMatching(expected));
  });

  test.each([
    ["count = 1", { count: 1 }, {}],
    ["count = length of a literal list", { count: '${length(["a"])}' }, {}],
  ])("but not with %s", (_name, more, variable) => {
    expect(foundWith(more, variable).filter((finding) => expected.test(finding))).toEqual([]);
  });
});

const rule = (repetition: string, cidr = '"0.0.0.0/0"'): string => `
variable "on" {
  type = bool
}
variable "off" {
  type    = bool
  default = false
}
variable "ranges" {
  type = map(string)
}
resource "aws_vpc_security_group_ingress_rule" "open" {
  ${repetition}
  security_group_id = aws_security_group.nodes.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = ${cidr}
}
`;
const OPEN = /^internet-ingress aws_vpc_security_group_ingress_rule.open/;

test.each([
  "count = var.on ? 1 : 0",
  "count = var.on ? 0 : 1",
  "count = var.off ? 1 : 0",
  "count = var.on && !var.off ? 1 : 0",
  "for_each = var.ranges",
  "count = length(aws_security_group.nodes.name)",
])("an own rule that opens a port is found with %s", (repetition) => {
  const opened = added(environmentWithOwnFile(NAME, "network", rule(repetition)));
  expect(opened.filter((finding) => OPEN.test(finding))).toHaveLength(1);
});

test("an own rule with count = 0 opens nothing", () => {
  expect(added(environmentWithOwnFile(NAME, "network", rule("count = 0")))).toEqual([]);
});

test("an own rule that opens a port by each.value is found at its instance", () => {
  const text = rule('for_each = { office = "10.9.0.0/24", all = "0.0.0.0/0" }', "each.value");
  expect(added(environmentWithOwnFile(NAME, "network", text))).toContainEqual(
    expect.stringMatching(/^internet-ingress aws_vpc_security_group_ingress_rule.open\["all"\]/),
  );
});

test("an own attachment of a policy is found where its for_each is not evaluated", () => {
  const attachment = `
variable "roles" {
  type = set(string)
}
resource "aws_iam_role_policy_attachment" "admin" {
  for_each   = var.roles
  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;
  const permitted = added(environmentWithOwnFile(NAME, "cluster", attachment));
  expect(permitted.filter((finding) => finding.includes("AdministratorAccess"))).not.toEqual([]);
});

test("an own entry for a role in the cluster is found where a variable turns it on", () => {
  const entry = `
variable "on" {
  type    = bool
  default = false
}
resource "aws_eks_access_policy_association" "stranger" {
  count         = var.on ? 1 : 0
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = "arn:aws:iam::999999999999:role/stranger"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}
`;
  expect(added(environmentWithOwnFile(NAME, "cluster", entry))).toContainEqual(
    expect.stringMatching(/aws_eks_access_policy_association\.stranger/),
  );
});

test("a reference to the only instance of an own block with count resolves", () => {
  const topic = `
resource "aws_kms_key" "mine" {
  count               = 1
  enable_key_rotation = true
}
resource "aws_sns_topic" "mine" {
  name              = "mine"
  kms_master_key_id = aws_kms_key.mine[0].arn
}
`;
  const findings = added(environmentWithOwnFile(NAME, "network", topic));
  expect(findings.filter((each) => /references-resolve|topic-encryption/.test(each))).toEqual([]);
});

describe("a check on excess finds what is missing in each world", () => {
  const SWITCH = `
variable "on" {
  type    = bool
  default = false
}
`;
  const foundIn = (name: string, text: string): string[] =>
    findings(environmentWithOwnFile(name, "network", SWITCH + text));

  test("an own subnet whose network ACL a variable turns on", () => {
    const subnet = (repetition: string): string => `
resource "aws_subnet" "mine" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.20.255.0/28"
}
resource "aws_network_acl" "mine" {
  ${repetition}
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.mine.id]
}
`;
    const missing = /^network-acl-wide aws_subnet\.mine: the subnet has no network ACL/;
    const name = "ml-inference-hardened";
    expect(foundIn(name, subnet("count = var.on ? 1 : 0"))).toContainEqual(expect.stringMatching(missing));
    expect(foundIn(name, subnet("count = 1")).filter((each) => missing.test(each))).toEqual([]);
  });

  test("an own S3 endpoint whose policy a variable turns on", () => {
    const endpoint = (repetition: string): string => `
resource "aws_vpc_endpoint" "mine" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.us-east-1.s3"
}
resource "aws_vpc_endpoint_policy" "mine" {
  ${repetition}
  vpc_endpoint_id = aws_vpc_endpoint.mine.id
  policy          = "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[]}"
}
`;
    const missing = /^s3-endpoint-policy-wide aws_vpc_endpoint\.mine: .*has no policy/;
    expect(foundIn(NAME, endpoint("count = var.on ? 1 : 0"))).toContainEqual(expect.stringMatching(missing));
    expect(foundIn(NAME, endpoint("count = 1")).filter((each) => missing.test(each))).toEqual([]);
  });
});

test("checks on excess are those whose reason can be switched together with the opening", () => {
  const excess = CHECKS.filter(({ findsExcess }) => findsExcess === true);
  expect(excess.map(({ id }) => id).sort()).toEqual([
    "attachment-wide",
    "cost-alarm-stated",
    "endpoint-without-caller",
    "foreign-names",
    "internet-gateway-unused",
    "internet-ingress",
    "nat-without-caller",
    "network-acl-wide",
    "network-policy-wide",
    "program-log-in",
    "rule-too-wide",
    "rule-unused",
    "s3-endpoint-policy-wide",
    "state-changes",
    "trusted-names",
    "unused-roles",
  ]);
  const both = excess.filter((check) => check.findsExcess && check.missing !== undefined);
  expect(both.map(({ id }) => id).sort()).toEqual([
    "network-acl-wide",
    "program-log-in",
    "s3-endpoint-policy-wide",
  ]);
});

test("a finding of several worlds is reported once", () => {
  const all = findings(environmentPlan(planOf("retail-forecast-option-b")));
  expect(new Set(all).size).toBe(all.length);
});

test.each(ENVIRONMENTS)("blocks of %s that a variable turns on and off miss nothing in any world", (name) => {
  const plan = environmentPlan(planOf(name));
  expect(findings(plan).sort()).toEqual(found(CHECKS, plan).sort());
});
