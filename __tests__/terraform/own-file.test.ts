import fc from "fast-check";
import { escapeTemplates } from "../../src/terraform/terraform-templates";
import { printedHcl } from "../../src/handoff/hcl/document";
import { readOwnFile } from "../../src/terraform/own-file";
import { GRAMMARS } from "../../src/terraform/grammar";

const HCL = `# the topic of the on-call team
resource "aws_sns_topic" "on_call" {
  name  = "on-call"
  count = var.on ? 1 : 0
}

data "aws_route53_zone" "main" {
  name = "example.com"
}

locals {
  a = 1
  b = upper("x")
}

variable "on" {
  type    = bool
  default = true
}

output "topic" {
  value = aws_sns_topic.on_call
}

provider "aws" {
  alias  = "dns"
  region = "us-east-1"
}

resource "aws_instance" "x" {
  ami = data.aws_ami.y.id
  dynamic "ebs_block_device" {
    for_each = local.a
    content {
      device_name = ebs_block_device.value
    }
  }
  user_data = join("", ["a"])
}
`;

const placesIn = (name: string, text: string): string[] =>
  readOwnFile(name, text).map(({ address, line, column }) => `${address} ${line}:${column}`);

test("blocks of HCL have their addresses and positions", () => {
  expect(placesIn("x.tf", HCL)).toEqual([
    "aws_sns_topic.on_call 2:1",
    "data.aws_route53_zone.main 7:1",
    "local.a 11:1",
    "local.b 11:1",
    "var.on 16:1",
    "output.topic 21:1",
    "provider.aws.dns 25:1",
    "aws_instance.x 30:1",
  ]);
});

test("blocks of Terraform JSON have their addresses and positions", () => {
  const text = `{
  "//": "a note",
  "resource": {
    "aws_sns_topic": {
      "a": { "name": "a" },
      "b": [{ "name": "b" }]
    }
  },
  "provider": [{ "aws": { "alias": "dns" } }],
  "locals": { "c": 1 },
  "output": { "d": { "value": "x" } }
}
`;
  expect(placesIn("x.tf.json", text)).toEqual([
    "aws_sns_topic.a 5:7",
    "aws_sns_topic.b 6:7",
    "provider.aws.dns 9:18",
    "local.c 10:15",
    "output.d 11:15",
  ]);
});

test("arguments that Terraform alone evaluates are named, and a plain reference is not", () => {
  const notEvaluated = Object.fromEntries(
    readOwnFile("x.tf", HCL).map(({ address, notEvaluated: names }) => [address, names]),
  );
  expect(notEvaluated).toMatchObject({
    "aws_sns_topic.on_call": ["count"],
    "data.aws_route53_zone.main": [],
    "local.a": [],
    "local.b": ["b"],
    "aws_instance.x": ["dynamic ebs_block_device", "user_data"],
  });
});

test("HCL and JSON of the same resource give the same body", () => {
  const hcl = readOwnFile(
    "x.tf",
    'resource "aws_sqs_queue" "q" {\n  name = "q"\n  policy = "${aws_vpc.main.id}"\n  tags = {\n    a = "b"\n  }\n}\n',
  );
  const json = readOwnFile(
    "x.tf.json",
    JSON.stringify({
      resource: { aws_sqs_queue: { q: { name: "q", policy: "${aws_vpc.main.id}", tags: { a: "b" } } } },
    }),
  );
  expect(hcl.map(({ body }) => body)).toEqual(json.map(({ body }) => body));
});

test.each([
  ["x.tf", 'resource "a" {\n}\n', 1],
  ["x.tf", "a = 1\n", 1],
  ["x.tf", 'locals {}\nresource "a" "b" {\n  x =\n}\n', 3],
  ["x.tf.json", '{\n  "resource": }', 2],
  ["x.tf.json", "[]", 1],
  ["x.tf.json", '{\n "resource": {\n  "a": 1 } }', 3],
])("a mistake in %s names its line: %j", (name, text, line) => {
  expect(() => readOwnFile(name, text)).toThrow(expect.objectContaining({ line }) as Error);
});

test("the argument of jsonencode is the text that Terraform makes of it, so that checks read policies", () => {
  const [block] = readOwnFile(
    "x.tf",
    'resource "aws_iam_role" "x" {\n  assume_role_policy = jsonencode({\n    Statement = [{ Action = "sts:AssumeRole", Resource = "${aws_vpc.main.arn}/*" }]\n  })\n}\n',
  );
  expect(block?.notEvaluated).toEqual([]);
  expect(JSON.parse(String(block?.body["assume_role_policy"]))).toEqual({
    Statement: [{ Action: "sts:AssumeRole", Resource: "${aws_vpc.main.arn}/*" }],
  });
});

test("jsonencode with a condition or a text in an expression stays as it is, and is named", () => {
  const [block] = readOwnFile(
    "x.tf",
    'resource "aws_iam_policy" "x" {\n  policy = jsonencode({ a = var.on ? "b" : "c" })\n}\n',
  );
  expect(block?.notEvaluated).toEqual(["policy"]);
});

test("names in arguments of Terraform itself are as in JSON", () => {
  const [block] = readOwnFile(
    "x.tf",
    'resource "aws_sns_topic" "x" {\n  provider = aws.dns\n  depends_on = [aws_vpc.main]\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}\n',
  );
  expect(block?.body).toEqual({
    provider: "aws.dns",
    depends_on: ["aws_vpc.main"],
    lifecycle: [{ ignore_changes: ["tags"] }],
  });
});

test("a key that occurs twice is a mistake: Terraform reads both, and JSON.parse one", () => {
  const text = '{\n "resource": { "aws_vpc": { "a": {} } },\n "resource": {}\n}';
  expect(() => readOwnFile("x.tf.json", text)).toThrow(expect.objectContaining({ line: 3 }) as Error);
});

test("texts with quotes, escapes and template marks are read from HCL as from JSON", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('"', "\\", "\\n", "$${a}", "%%{b}", "${var.a}", "é\u00a0"),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (parts) => {
      const value = parts.map((part) => (part === "${var.a}" ? part : escapeTemplates(part))).join("");
      const json = { resource: { aws_sns_topic: { x: { name: value, tags: { a: value } } } } };
      const hcl = readOwnFile("x.tf", printedHcl(json, GRAMMARS.rootModule));
      const read = readOwnFile("x.tf.json", JSON.stringify(json));
      const normal = (blocks: typeof hcl) =>
        JSON.parse(JSON.stringify(blocks).normalize("NFC")) as typeof hcl;
      expect(normal(hcl).map(({ body }) => body)).toEqual(normal(read).map(({ body }) => body));
    }),
    { numRuns: 60 },
  );
});
