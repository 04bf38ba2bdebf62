import { readFileSync } from "node:fs";
import { formatProblem } from "../../../src/environment/problems";
import { StackJson } from "../../../src/terraform/stack-json";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";

const SOURCES = Object.fromEntries(
  ["aws", "helm", "kubernetes"].map((name) => [name, { source: `hashicorp/${name}` }]),
);
const GENERATED = new StackJson("prod-models", { terraform: { required_providers: SOURCES } });

const problemsIn = (name: string, text: string, locked?: ReadonlyMap<string, string>): string[] =>
  problemsOfOwnFiles([{ name, path: name, text }], GENERATED, locked).map(formatProblem);

const queue = (body: string): string => `resource "aws_sqs_queue" "jobs" {\n${body}\n}\n`;

/** Each begins at line 2 of its block, in column 3. */
test.each([
  ["an argument with a letter less", "fifo_queu = true", "fifo_queu", "did you mean fifo_queue?"],
  [
    "an argument of another type",
    'bucket = "a"',
    "bucket",
    "expected a name of aws_sqs_queue in aws 5.100.0",
  ],
  ["an argument that the provider sets", 'arn = "a"', "arn", "expected none, since the provider sets it"],
  ["a text for a number", 'delay_seconds = "soon"', "delay_seconds", 'got "soon", expected a number'],
  ["a text of a number with a unit", 'delay_seconds = "5s"', "delay_seconds", "expected a number"],
  ["true for a number", "delay_seconds = true", "delay_seconds", "got true, expected a number"],
  ["a number for true or false", "fifo_queue = 1", "fifo_queue", "got 1, expected true or false"],
  ["a word for true or false", 'fifo_queue = "yes"', "fifo_queue", 'got "yes", expected true or false'],
  ["a title for true or false", 'fifo_queue = "True"', "fifo_queue", "expected true or false"],
  ["a list for a text", 'name = ["a"]', "name", "got a list, expected a text"],
  ["an object for a text", "policy = { Version = 1 }", "policy", "got an object, expected a text"],
  ["a text for a map", 'tags = "a"', "tags", 'got "a", expected a map of texts'],
  ["a list for a map", 'tags = ["a"]', "tags", "got a list, expected a map of texts"],
  ["an object in a map of texts", "tags = { a = { b = 1 } }", "tags.a", "got an object, expected a text"],
  [
    "a block for a map",
    "tags {\n    a = 1\n  }",
    "tags",
    "got a block, expected an argument: a map of texts",
  ],
  [
    "a dynamic block of an argument",
    'dynamic "tags" {\n    for_each = []\n    content {}\n  }',
    "tags",
    "got a block",
  ],
  ["a misspelled meta-argument", "depend_on = [aws_vpc.a]", "depend_on", "did you mean depends_on?"],
  ["a misspelled timeout", 'timeouts {\n    creat = "5m"\n  }', "timeouts.creat", "did you mean create?"],
])("%s is an error at its place", (_, body, path, words) => {
  const [problem = "", ...others] = problemsIn("x.tf", queue(`  ${body}`));
  const line = path === "timeouts.creat" ? "3:5" : "2:3";
  expect(problem).toContain(`x.tf:${line} aws_sqs_queue.jobs.${path}: got `);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

const RULE = `resource "aws_lb_listener_rule" "a" {
  listener_arn = "arn"
  condition {
    path_pattern {
      values = ["/a"]
    }
  }
  action {
    type = "forward"
ACTION
  }
}
`;
const rule = (body: string): string => RULE.replace("ACTION", body);

test.each([
  ["a misspelled block", "forwrad {\n}", "10:1", "action.forwrad", "did you mean forward?"],
  ["an argument for a block", "forward = []", "10:1", "action.forward", "got an argument, expected a block"],
  [
    "a second block of one",
    "redirect {\nstatus_code = 1\n}\nredirect {\nstatus_code = 1\n}",
    "13:1",
    "action.redirect",
    "got 2 blocks, expected at most 1",
  ],
  [
    "no block where one must be",
    "forward {\n}",
    "10:1",
    "action.forward.target_group",
    "got no block, expected at least 1",
  ],
  [
    "an argument in an inner block",
    "forward {\ntarget_group {\narn = 1\nwieght = 1\n}\n}",
    "13:1",
    "action.forward.target_group.wieght",
    "did you mean weight?",
  ],
  [
    "the type of an inner argument",
    'forward {\ntarget_group {\narn = 1\nweight = "a"\n}\n}',
    "13:1",
    "action.forward.target_group.weight",
    "expected a number",
  ],
  [
    "an argument that an inner block requires",
    "forward {\ntarget_group {\n}\n}",
    "11:1",
    "action.forward.target_group.arn",
    "got no value, expected an argument that the block requires",
  ],
  [
    "a misspelled dynamic block",
    'dynamic "forwrad" {\nfor_each = []\ncontent {\n}\n}',
    "10:1",
    "action.forwrad",
    "did you mean forward?",
  ],
  [
    "an argument below dynamic",
    'forward {\ndynamic "target_group" {\nfor_each = []\ncontent {\narn = 1\nwieght = 1\n}\n}\n}',
    "15:1",
    "action.forward.target_group.wieght",
    "did you mean weight?",
  ],
])("%s is an error at its place", (_, body, place, path, words) => {
  const [problem = "", ...others] = problemsIn("x.tf", rule(body));
  expect(problem).toContain(`x.tf:${place} aws_lb_listener_rule.a.${path}: got `);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

test.each([
  ["resource", 'resource "aws_sqs_queu" "a" {\n}\n', "aws_sqs_queu.a", "did you mean aws_sqs_queue?"],
  [
    "data source",
    'data "aws_caller_identit" "a" {\n}\n',
    "data.aws_caller_identit.a",
    "did you mean aws_caller_identity?",
  ],
  [
    "ephemeral resource",
    'ephemeral "aws_ssm_paramter" "a" {\n}\n',
    "ephemeral.aws_ssm_paramter.a",
    "did you mean aws_ssm_parameter?",
  ],
  [
    "data source as a resource",
    'resource "aws_caller_identity" "a" {\n}\n',
    "aws_caller_identity.a",
    "write data in place of resource",
  ],
  [
    "resource with a name of every object",
    'resource "constructor" "a" {\n  provider = aws\n}\n',
    "constructor.a",
    "expected a resource type of its schema",
  ],
  [
    "Kubernetes object",
    'resource "kubernetes_namespce_v1" "a" {\n}\n',
    "kubernetes_namespce_v1.a",
    "did you mean kubernetes_namespace_v1?",
  ],
])("the type of a %s that no schema has is an error at its block", (_, text, address, words) => {
  const [problem = "", ...others] = problemsIn("x.tf", text);
  expect(problem).toContain(`x.tf:1:1 ${address}: got a type that `);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

test("a resource without a required argument is an error at its block", () => {
  expect(
    problemsIn(
      "x.tf",
      '\nresource "aws_sns_topic_subscription" "a" {\n  topic_arn = null\n  protocol = "sqs"\n}\n',
    ),
  ).toEqual([
    "x.tf:2:1 aws_sns_topic_subscription.a.endpoint: got no value, expected an argument that the block requires; add endpoint = …",
    "x.tf:3:3 aws_sns_topic_subscription.a.topic_arn: got null, expected an argument that the block requires; write a value",
  ]);
});

test("the arguments of a provider are judged, and its alias is not one of them", () => {
  const text =
    'provider "aws" {\n  alias = "dns"\n  regoin = "us-east-1"\n  default_tags {\n    tag = {}\n  }\n}\n';
  expect(problemsIn("x.tf", text)).toEqual([
    expect.stringMatching(/^x\.tf:3:3 provider\.aws\.dns\.regoin: .*did you mean region\?/),
    expect.stringMatching(/^x\.tf:5:5 provider\.aws\.dns\.default_tags\.tag: .*did you mean tags\?/),
  ]);
});

test("all mistakes of all blocks are named at once, with those of other rules", () => {
  const text = `${queue('  fifo_queu = true\n  delay_seconds = "a"')}${queue("  nam = 1")}terraform {\n}\n`;
  expect(problemsIn("x.tf", text).map((each) => each.split(": ")[0])).toEqual([
    "x.tf:2:3 aws_sqs_queue.jobs.fifo_queu",
    "x.tf:3:3 aws_sqs_queue.jobs.delay_seconds",
    "x.tf:5:1 aws_sqs_queue.jobs",
    "x.tf:6:3 aws_sqs_queue.jobs.nam",
    "x.tf:8:1 terraform",
  ]);
});

test("a required argument that is mistyped is one error", () => {
  const text = 'resource "aws_ssm_parameter" "a" {\n  nmae = "a"\n  type = "String"\n}\n';
  expect(problemsIn("x.tf", text)).toEqual([expect.stringContaining("x.tf:2:3 aws_ssm_parameter.a.nmae: ")]);
});

test("a nested attribute of a framework's provider is judged below its argument", () => {
  const text =
    'resource "helm_release" "a" {\n  name = "a"\n  chart = "a"\n  set = [{\n    nam = "x"\n    value = 1\n  }]\n}\n';
  expect(problemsIn("x.tf", text)).toEqual([
    expect.stringMatching(/^x\.tf:4:3 helm_release\.a\.set\[0\]\.nam: .*did you mean name\?/),
  ]);
});

test.each([
  ["a text for a list of objects", 'set = "abc"', "set", 'got "abc", expected a list of objects'],
  ["a number in a list of objects", 'set = [{ name = "x" }, 1]', "set[1]", "got 1, expected an object"],
  ["a text for an object", 'postrender = "x"', "postrender", 'got "x", expected an object'],
])("%s of a nested attribute is an error at its place", (_, body, path, words) => {
  const text = `resource "helm_release" "a" {\n  ${body}\n  name = "a"\n  chart = "a"\n}\n`;
  expect(problemsIn("x.tf", text)).toEqual([
    expect.stringContaining(`x.tf:2:3 helm_release.a.${path}: ${words}`),
  ]);
});

test("expressions and null are no mistake in a nested attribute", () => {
  const rest = 'name = "a"\n  chart = "a"';
  for (const body of [
    "set = var.a",
    "set = [var.a, null]",
    "postrender = null",
    "set = [for k in var.a : k]",
  ])
    expect(problemsIn("x.tf", `resource "helm_release" "a" {\n  ${body}\n  ${rest}\n}\n`)).toEqual([]);
});

describe("in Terraform JSON", () => {
  const json = (body: object): string =>
    JSON.stringify({ resource: { aws_lb_listener_rule: { a: body } } }, null, 1);
  const RIGHT = {
    listener_arn: "a",
    condition: { path_pattern: { values: ["/"] } },
    action: { type: "forward" },
  };

  test.each([
    [
      "a misspelled argument",
      { ...RIGHT, priorty: 1 },
      /^x\.tf\.json:16:5 \S+\.priorty: .*did you mean priority\?/,
    ],
    [
      "a wrong type",
      { ...RIGHT, priority: "a" },
      /^x\.tf\.json:16:5 \S+\.priority: got "a", expected a number/,
    ],
    [
      "a misspelled block in a list",
      { ...RIGHT, action: [{ type: "a" }, { type: "b", forwrad: {} }] },
      /^x\.tf\.json:19:7 \S+\.action\.forwrad: .*did you mean forward\?/,
    ],
    [
      "a text for a block",
      { ...RIGHT, action: "a" },
      /^x\.tf\.json:13:5 \S+\.action: got "a", expected a block/,
    ],
    [
      "an expression for a block",
      { ...RIGHT, action: "${var.a}" },
      /^x\.tf\.json:13:5 \S+\.action: .*expected a block/,
    ],
    [
      "a missing block",
      { listener_arn: "a", condition: {} },
      /^x\.tf\.json:4:4 \S+\.action: got no block, expected at least 1/,
    ],
    [
      "a second block of one",
      { ...RIGHT, action: { type: "a", redirect: [{ status_code: 1 }, { status_code: 1 }] } },
      /^x\.tf\.json:19:7 \S+\.action\.redirect: got 2 blocks/,
    ],
  ])("%s is an error at its key", (_, body, words) => {
    expect(problemsIn("x.tf.json", json(body))).toEqual([expect.stringMatching(words)]);
  });

  test("right blocks have no error, as objects and as lists, with a comment", () => {
    expect(problemsIn("x.tf.json", json({ "//": "why", ...RIGHT }))).toEqual([]);
    expect(
      problemsIn("x.tf.json", json({ ...RIGHT, action: [{ "//": "why", type: "a" }], priority: null })),
    ).toEqual([]);
  });
});

test("the mistake of a component is at the call that gives the block", () => {
  const text = JSON.stringify({
    "//": { places: { "aws_sqs_queue.jobs": [12, 5] } },
    resource: { aws_sqs_queue: { jobs: { fifo_queu: true } } },
  });
  const file = { name: "component-a.tf.json", path: "components/a/component.mjs", text, component: "a" };
  expect(problemsOfOwnFiles([file], GENERATED).map(formatProblem)).toEqual([
    expect.stringMatching(/^components\/a\/component\.mjs:12:5 aws_sqs_queue\.jobs\.fifo_queu: /),
  ]);
});

describe("with another locked release of the provider", () => {
  const SAME = new Map([["hashicorp/aws", "5.100.0"]]);
  const LATER = new Map([["hashicorp/aws", "6.20.0"]]);
  const NEWER = new Map([["hashicorp/aws", "6.99.0"]]);

  test.each([
    ["an unknown argument", queue("  fifo_queu = true")],
    ["an unknown block", queue("  replica {\n  }")],
    ["an unknown type", 'resource "aws_sqs_queu" "a" {\n}\n'],
    ["a missing argument", 'resource "aws_sns_topic_subscription" "a" {\n}\n'],
    ["an argument that the provider sets", queue('  arn = "a"')],
  ])("%s is judged up to the newest extract", (_, text) => {
    expect(problemsIn("x.tf", text, SAME)).not.toEqual([]);
    expect(problemsIn("x.tf", text, LATER)).not.toEqual([]);
    expect(problemsIn("x.tf", text, NEWER)).toEqual([]);
  });

  test.each([
    ["an argument", queue('  region = "us-east-1"')],
    ["a type", 'resource "aws_s3_bucket_abac" "a" {\n  unknown = 1\n}\n'],
  ])("%s that only the newest extract has is refused only with a lock of the oldest release", (_, text) => {
    expect(problemsIn("x.tf", text)).toEqual([]);
    expect(problemsIn("x.tf", text, LATER)).toEqual([]);
    expect(problemsIn("x.tf", text, SAME)).toEqual([
      expect.stringMatching(
        /; lock aws 6\.\d+\.\d+, which has it: npx private-eks-inference lock providers --upgrade$/,
      ),
    ]);
  });

  test("an argument that has another type in the newest extract is judged only with a lock of the oldest release", () => {
    const cluster =
      'resource "aws_redshift_cluster" "a" {\n  cluster_identifier = "a"\n  node_type = "a"\n  encrypted = "auto"\n}\n';
    expect(problemsIn("x.tf", cluster)).toEqual([]);
    expect(problemsIn("x.tf", cluster, SAME)).toEqual([expect.stringContaining("expected true or false")]);
  });

  test("a web ACL is judged without a lock, but not its statements, which the bindings do not describe", () => {
    const seen = [
      "visibility_config {",
      "cloudwatch_metrics_enabled = true",
      'metric_name = "a"',
      "sampled_requests_enabled = true",
      "}",
    ].join("\n");
    const acl = (rest: string): string =>
      `resource "aws_wafv2_web_acl" "a" {\nscope = "REGIONAL"\ndefault_action {\n}\n${seen}\n${rest}\n}\n`;
    expect(problemsIn("x.tf", acl("scpoe = 1"))).toHaveLength(1);
    const rule = `rule {\nname = 1\npriority = 1\n${seen}\nstatement {\nunknown {\n}\n}\n}`;
    expect(problemsIn("x.tf", acl(rule))).toEqual([]);
    expect(problemsIn("x.tf", acl(rule), SAME)).toHaveLength(1);
  });

  test("the type of a known argument is judged", () => {
    expect(problemsIn("x.tf", queue('  delay_seconds = "a"'), NEWER)).toHaveLength(1);
  });

  test("without a lock, the error says how to use a name of a newer release", () => {
    expect(problemsIn("x.tf", queue("  fifo_queu = true"))).toEqual([
      "x.tf:2:3 aws_sqs_queue.jobs.fifo_queu: got an unknown name, expected a name of aws_sqs_queue in aws 5.100.0 or 6.66.0; " +
        "did you mean fifo_queue? For a name of a newer release, lock that release: npx private-eks-inference lock providers",
    ]);
    const guide = readFileSync("docs/guide/own-terraform.md", "utf8");
    const [, shown] = /^environments\/mlapp\/models\/jobs\.tf:(.*fifo_queu:.*\?) …$/m.exec(guide) ?? [];
    const problem = problemsIn("x.tf", queue("  fifo_queu = true")).join();
    expect(problem.startsWith(`x.tf:${shown} `)).toBe(true);
  });
});

test.each([
  ["a number as text", 'delay_seconds = "5"'],
  ["a number with an exponent", 'delay_seconds = "1e2"'],
  ["true as text", 'fifo_queue = "true"'],
  ["0 as text for false", 'fifo_queue = "0"'],
  ["a number for a text", "name = 5"],
  ["true for a text", "name = true"],
  ["null", "delay_seconds = null"],
  ["null for an argument that the provider sets", "arn = null"],
  ["a reference", "delay_seconds = var.delay"],
  ["a call", "tags = merge(var.a, var.b)"],
  ["a condition", 'fifo_queue = var.a == "b" ? true : false'],
  ["a loop", "tags = { for k, v in var.a : k => v }"],
  ["a number made of a template", 'delay_seconds = "${var.a}0"'],
  ["numbers and conditions in a map of texts", "tags = { a = 1, b = true, c = null, (var.d) = var.e }"],
  ["jsonencode for a text", 'policy = jsonencode({ Version = "2012-10-17" })'],
  ["a heredoc", "policy = <<-EOT\n    {}\n  EOT"],
  [
    "meta-arguments",
    "count = 2\n  provider = aws.dns\n  depends_on = [aws_vpc.a]\n  lifecycle {\n    prevent_destroy = true\n  }",
  ],
  [
    "a provisioner with its connection",
    'provisioner "local-exec" {\n    command = "true"\n  }\n  connection {\n    host = "a"\n  }',
  ],
  ["timeouts", 'timeouts {\n    create = "5m"\n  }'],
])("%s is no mistake", (_, body) => {
  expect(problemsIn("x.tf", queue(`  ${body}`))).toEqual([]);
});

test.each([
  [
    "in a kind that the extract does not have",
    'ephemeral "kubernetes_token_request_v1" "a" {\n  unknown = 1\n}\n',
  ],
  ["of Terraform itself", 'resource "terraform_data" "a" {\n  input = 1\n}\n'],
  ["of a module", 'module "a" {\n  source = "example/a/aws"\n  version = "1.0.0"\n  unknown = 1\n}\n'],
])("a block %s is not judged", (_, text) => {
  expect(problemsIn("x.tf", text)).toEqual([]);
});

test("rules of a security group are arguments that can be written as blocks", () => {
  const group = (rules: string): string => `resource "aws_security_group" "a" {\n${rules}\n}\n`;
  expect(
    problemsIn("x.tf", group('  ingress {\n    from_port = 1\n    to_port = 1\n    protocol = "tcp"\n  }')),
  ).toEqual([]);
  expect(problemsIn("x.tf", group("  ingress = []"))).toEqual([]);
  expect(problemsIn("x.tf", group("  ingress {\n    from_prot = 1\n  }"))).toEqual([
    expect.stringMatching(/^x\.tf:3:5 aws_security_group\.a\.ingress\.from_prot: .*did you mean from_port\?/),
  ]);
  expect(problemsIn("x.tf", group('  ingress = [{\n    from_port = "a"\n  }]'))).toEqual([
    expect.stringMatching(
      /^x\.tf:2:3 aws_security_group\.a\.ingress\[0\]\.from_port: got "a", expected a number/,
    ),
  ]);
});
