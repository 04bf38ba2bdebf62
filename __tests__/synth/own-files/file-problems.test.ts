import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatProblem } from "../../../src/environment/problems";
import { StackJson } from "../../../src/terraform/stack-json";
import { ownSources } from "../../../src/environment/own-sources";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";

/** The generated stack of these tests. */
const GENERATED = new StackJson("prod-network", {
  terraform: { required_providers: { aws: { source: "hashicorp/aws" } }, backend: { s3: {} } },
  provider: { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: "us-east-1" }] },
  variable: { demo_enabled: { type: "bool" } },
  locals: { zones: ["a"] },
  data: { aws_region: { current: {} } },
  resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
  output: { vpc_id: { value: "${aws_vpc.main.id}" } },
});

type Files = Readonly<Record<string, string>>;

/** Problems of own files of the layer network, without the folder. */
const problemsOf = (files: Files): string[] =>
  problemsOfOwnFiles(
    Object.entries(files).map(([name, text]) => ({ name, path: `prod/network/${name}`, text })),
    GENERATED,
  ).map(formatProblem);

const TOPIC = 'resource "aws_sns_topic" "on_call" {\n  name = "on-call"\n}\n';

test("a resource of one's own that refers to ours has no problem", () => {
  expect(
    problemsOf({
      "dns.tf":
        'provider "aws" {\n  alias  = "dns"\n  region = "us-east-1"\n}\n' +
        'resource "aws_route53_record" "x" {\n  provider = aws.dns\n  zone_id = aws_vpc.main.id\n  name = "a"\n  type = "A"\n}\n',
      "topic.tf.json": JSON.stringify({ resource: { aws_sns_topic: { on_call: { name: "a" } } } }),
      "notes.tf": "# only a comment\n",
    }),
  ).toEqual([]);
});

test.each([
  ["resource", 'resource "aws_vpc" "main" {\n}\n', "aws_vpc.main", "aws_vpc.main of the stack"],
  ["data source", 'data "aws_region" "current" {\n}\n', "data.aws_region.current", "of the stack"],
  ["output", 'output "vpc_id" {\n  value = 1\n}\n', "output.vpc_id", "of the stack"],
  ["variable", 'variable "demo_enabled" {\n}\n', "var.demo_enabled", "of the stack"],
  ["local value", "locals {\n  zones = 1\n}\n", "local.zones", "of the stack"],
  ["alias", 'provider "aws" {\n  alias = "us_east_1"\n}\n', "provider.aws.us_east_1", "of the stack"],
])("fails when the address of a %s is one of ours", (_, text, address, words) => {
  const [problem = "", ...others] = problemsOf({ "x.tf": `\n${text}` });
  expect(problem).toMatch(/^prod\/network\/x\.tf:2:1 /);
  expect(problem).toContain(`${address}: got`);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

test("the same collisions are found in Terraform JSON, at the name", () => {
  const text =
    '{\n  "resource": {\n    "aws_vpc": {\n      "main": {}\n    }\n  },\n  "output": { "vpc_id": { "value": 1 } }\n}\n';
  expect(problemsOf({ "x.tf.json": text }).map((line) => line.split(":")[1])).toEqual(["4", "7"]);
});

test("fails when two own files have the same address, and names both places", () => {
  const [problem, ...others] = problemsOf({ "a.tf": TOPIC, "b.tf": `\n${TOPIC}` });
  expect(problem).toMatch(/^prod\/network\/b\.tf:2:1 aws_sns_topic\.on_call: .*prod\/network\/a\.tf:1:1/);
  expect(others).toEqual([]);
});

test.each([
  ["a backend", 'terraform {\n  backend "local" {\n  }\n}\n', /terraform: got a terraform block/],
  ["required providers", "terraform {\n  required_providers {\n  }\n}\n", /got a terraform block/],
  [
    "a provider without an alias",
    'provider "aws" {\n  region = "us-east-1"\n}\n',
    /provider\.aws: got no alias/,
  ],
  [
    "a provider that the stack does not require",
    'provider "google" {\n  alias = "x"\n}\n',
    /provider\.google\.x: .*expected a provider of this stack: aws/,
  ],
  [
    "a resource of a provider that the stack does not require",
    'resource "random_id" "x" {\n}\n',
    /random_id\.x: got .*random.*expected a type of a provider of this stack: aws/,
  ],
  ["a move of ours", "moved {\n  from = aws_vpc.main\n  to = aws_vpc.mine\n}\n", /moved: got aws_vpc\.main/],
  ["a move onto ours", "moved {\n  from = aws_vpc.old\n  to = aws_vpc.main\n}\n", /moved: got aws_vpc\.main/],
  [
    "a removal of ours",
    "removed {\n  from = aws_vpc.main\n  lifecycle {\n    destroy = false\n  }\n}\n",
    /removed: got aws_vpc\.main/,
  ],
  ["an import of ours", 'import {\n  to = aws_vpc.main\n  id = "vpc-1"\n}\n', /import: got aws_vpc\.main/],
  [
    "a local module",
    'module "m" {\n  source = "./modules/m"\n}\n',
    /module\.m: got the source \.\/modules\/m/,
  ],
  [
    "a block that Terraform does not have",
    'resourse "a" "b" {\n}\n',
    /resourse\.a\.b: got .*did you mean resource/,
  ],
])("fails with %s", (_, text, words) => {
  const [problem = "", ...others] = problemsOf({ "x.tf": `# one line above\n${text}` });
  expect(problem).toMatch(/^prod\/network\/x\.tf:2:1 /);
  expect(problem).toMatch(words);
  expect(others).toEqual([]);
});

test("fails with a backend and a move in Terraform JSON", () => {
  const text = JSON.stringify({
    terraform: { backend: { local: {} } },
    moved: [{ from: "aws_vpc.main", to: "aws_vpc.mine" }],
  });
  expect(problemsOf({ "x.tf.json": text })).toEqual([
    expect.stringContaining("terraform: got a terraform block"),
    expect.stringContaining("moved: got aws_vpc.main"),
  ]);
});

test("a move between names of one's own has no problem", () => {
  const text = "moved {\n  from = aws_sns_topic.old\n  to = aws_sns_topic.on_call\n}\n";
  expect(problemsOf({ "x.tf": `${TOPIC}${text}` })).toEqual([]);
});

test.each(["override.tf", "x_override.tf", "override.tf.json", "x_override.tf.json"])(
  "fails with the override %s, also without blocks",
  (name) => {
    expect(problemsOf({ [name]: "{}" })).toEqual([
      expect.stringMatching(/^prod\/network\/\S+:1:1 \(file\): got an override/),
    ]);
  },
);

test.each(["x.tofu", "policy.json", "terraform.tfvars", "x.tftpl", "lambda.zip"])(
  "fails with %s, which is not copied",
  (name) => {
    expect(problemsOf({ [name]: "" })).toEqual([expect.stringMatching(/:1:1 \(file\): got .*\.tf/)]);
  },
);

test.each(["README.md", ".gitignore", "x.tf~", "#x.tf#"])("%s is left alone", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "own-files-"));
  mkdirSync(join(folder, "prod/network"), { recursive: true });
  for (const each of [name, "x.tf"]) writeFileSync(join(folder, "prod/network", each), "");
  expect(ownSources(folder, "prod").map((source) => source.name)).toEqual(["x.tf"]);
});

test("a link to a folder that two environments share is read", () => {
  const folder = mkdtempSync(join(tmpdir(), "own-files-"));
  for (const each of ["shared", "prod"]) mkdirSync(join(folder, each));
  writeFileSync(join(folder, "shared/x.tf"), "");
  symlinkSync(join(folder, "shared"), join(folder, "prod/network"));
  expect(ownSources(folder, "prod")).toMatchObject([{ layer: "network", name: "x.tf" }]);
});

test("invalid HCL fails at its line, and the other files are judged too", () => {
  expect(problemsOf({ "a.tf": 'resource "a" "b" {\n  x =\n}\n', "b.tf": "terraform {\n}\n" })).toEqual([
    expect.stringMatching(/^prod\/network\/a\.tf:2:\d+ \(file\): got invalid HCL/),
    expect.stringMatching(/^prod\/network\/b\.tf:1:1 terraform: /),
  ]);
});

test("fails when a file() reads what is not copied", () => {
  const text = 'resource "aws_iam_policy" "x" {\n  policy = file("${path.module}/policy.json")\n}\n';
  expect(problemsOf({ "x.tf": text })).toEqual([
    expect.stringMatching(/^prod\/network\/x\.tf:1:1 aws_iam_policy\.x: got .*file/),
  ]);
});
