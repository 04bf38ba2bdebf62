import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { escapeTemplates } from "../../src/terraform/terraform-templates";
import { tokensOf } from "../../src/terraform/terraform-tokens";
import { formattedHcl } from "../../src/handoff/hcl/expression";
import { printedHcl } from "../../src/handoff/hcl/document";
import { printedLiteral, printedValue } from "../../src/handoff/hcl/value";
import { comparedModules } from "../../src/handoff/parity/compare";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { type Grammar, GRAMMARS } from "../../src/terraform/grammar";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";

const locals = (text: string): string => `locals {\n  v = ${text.replaceAll("\n", "\n  ")}\n}\n`;

/** Reads a printed value back with an independent parser. */
async function readBack(text: string): Promise<unknown> {
  const { locals: blocks } = (await parse("main.tf", locals(text))) as { locals: [{ v: unknown }] };
  return blocks[0].v;
}

describe("texts", () => {
  test.each([
    ["quotes and backslashes", 'say "hi" \\ \\n', '"say \\"hi\\" \\\\ \\\\n"'],
    ["control characters", "a\tb\rc\u0007", '"a\\tb\\rc\\u0007"'],
    ["template marks that are text", "a $${b} %%{c}", '"a $${b} %%{c}"'],
    ["a mark that begins no template", "100% $5 ${a}", '"100% $5 ${a}"'],
    ["one expression", "${aws_vpc.main.id}", "aws_vpc.main.id"],
    ["an expression among text", "a-${var.b}-c", '"a-${var.b}-c"'],
    ["two expressions", "${a.b}${c.d}", '"${a.b}${c.d}"'],
    [
      "quotes and braces inside an expression",
      '${join(",",[for k,v in {a="}"}:v])}',
      'join(",", [for k, v in { a = "}" } : v])',
    ],
    ["an object in text", "x ${{a=1}} y", '"x ${ { a = 1 } } y"'],
    ["an expression that spans lines", "${a ?\nb : c}", '"${a ?\nb : c}"'],
    ["several lines with a final line break", "a\n  b\n", "<<-EOT\n  a\n    b\nEOT"],
    [
      "several lines without a final line break",
      '{\n  "a": 1\n}',
      'chomp(<<-EOT\n  {\n    "a": 1\n  }\nEOT\n)',
    ],
    ["several lines with an empty one", "a\n\nb\n", '"a\\n\\nb\\n"'],
    ["several lines that are all indented", " a\n b\n", '" a\\n b\\n"'],
    ["a line that equals the end mark of a heredoc", "EOT\nb\n", "<<-EOT_\n  EOT\n  b\nEOT_"],
    ["several lines with a brace that nothing closes", "a {\nb", '"a {\\nb"'],
    ["several lines with a quote that nothing closes", 'a "b\nc', '"a \\"b\\nc"'],
    ["one line with a final line break", "a\n", '"a\\n"'],
  ])("HCL of %s", (_, template, expected) => {
    expect(printedValue(template)).toBe(expected);
  });

  test("a list contains no plain heredoc, because a comma must follow each item", async () => {
    const values = ["a\nb\n", "a\nb"];
    expect(await readBack(printedValue(values))).toEqual(["a\nb\n", expect.stringContaining("chomp(")]);
  });

  test("literal strings have escaped template marks", async () => {
    const printed = printedLiteral({ "a ${b}": ["%{c} $${d}"] });
    expect(await readBack(printed)).toEqual({ "a $${b}": ["%%{c} $$${d}"] });
  });
});

describe("expressions", () => {
  test.each([
    [
      'contains(["1",""],lookup(self.tags,"k","absent"))',
      'contains(["1", ""], lookup(self.tags, "k", "absent"))',
    ],
    ["{ for k,v in tolist(x.y): v.n=>v }", "{ for k, v in tolist(x.y) : v.n => v }"],
    ["one(aws_lb.demo[*].arn)", "one(aws_lb.demo[*].arn)"],
    ["!x.y&&a - 1>-2", "!x.y && a - 1 > -2"],
    ["var.on?1:0", "var.on ? 1 : 0"],
    ["x[ 0 ].y", "x[0].y"],
    ["[for x in [a,b]:x...]", "[for x in [a, b] : x...]"],
    ['"a ${join(",",x)}"', '"a ${join(",", x)}"'],
    ["f({})", "f({})"],
  ])("%s has the spacing of terraform fmt", (expression, expected) => {
    expect(formattedHcl(expression)).toBe(expected);
    expect(formattedHcl(expected)).toBe(expected);
  });

  test.each(["a # comment", "a // b", "a /* b */", "<<EOT\na\nEOT", "a\n", 'a "unclosed', ""])(
    "%j is not formatted, because the tokenizer does not support it",
    (expression) => expect(formattedHcl(expression)).toBeUndefined(),
  );

  test("the tokens of an expression contain all of its characters except spaces", () => {
    const piece = fc.constantFrom(
      ..."abz_019.,:?!=<>&|+-*/%()[]{} ".split(""),
      '"q"',
      '"${x}"',
      "=>",
      "...",
      " in ",
    );
    let known = 0;
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (expression) => {
          const tokens = tokensOf(expression);
          if (!tokens) return;
          known += 1;
          expect(
            tokens
              .map(({ text }) => text)
              .join("")
              .replaceAll(" ", ""),
          ).toBe(expression.replaceAll(" ", ""));
        },
      ),
    );
    expect(known).toBeGreaterThan(10);
  });
});

/** A module with the same value as a template and as a literal. */
const moduleWith = (value: Json): JsonObject => ({
  locals: { value },
  variable: { given: { default: value, type: "any" } },
  output: { shown: { value: { nested: [value] } } },
});

/** Texts of users, escaped once, as synth escapes all values of a file. */
const text = fc
  .oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("a\nb", "${x}", "%{if}", '"', "\\", "a\nb\n", "é", "e\u0301"),
  )
  .map((raw) => escapeTemplates(raw.replace(/[\ud800-\udfff]/g, "?")));

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("an independent parser reads printed JSON back unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      const expected = moduleWith(value);
      const { json: found, calls } = readHcl(
        new Map([["main.tf", printedHcl(expected, GRAMMARS.rootModule)]]),
      );
      expect(
        comparedModules({
          expected,
          found,
          calls,
          grammar: GRAMMARS.rootModule,
          foundIsHcl: true,
        }).differences.map(({ text }) => text),
      ).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe("blocks and arguments", () => {
  const printed = (block: JsonObject, grammar: Grammar = GRAMMARS.rootModule): string =>
    printedHcl(block, grammar);

  const cluster = (vpcConfig: Json) =>
    printed({ resource: { aws_eks_cluster: { main: { name: "a", vpc_config: vpcConfig } } } });

  test("an object and a list of one are the same block", () => {
    const expected =
      'resource "aws_eks_cluster" "main" {\n  name = "a"\n\n  vpc_config {\n    subnet_ids = ["b"]\n  }\n}\n';
    expect(cluster({ subnet_ids: ["b"] })).toBe(expected);
    expect(cluster([{ subnet_ids: ["b"] }])).toBe(expected);
  });

  test("an empty list is no block", () => {
    expect(cluster([])).toBe('resource "aws_eks_cluster" "main" {\n  name = "a"\n}\n');
  });

  test("an attribute with objects is printed as an attribute, with its null values", () => {
    const ingress = [{ from_port: 0, description: null }];
    expect(printed({ resource: { aws_default_security_group: { default: { ingress } } } })).toContain(
      "ingress = [\n    {\n      from_port   = 0\n      description = null\n    },\n  ]",
    );
  });

  test("nested values of the helm provider are attributes, and those of the kubernetes provider are blocks", () => {
    const exec = { api_version: "v1", command: "aws" };
    const text = printed({ provider: { helm: [{ kubernetes: { exec } }], kubernetes: [{ exec: [exec] }] } });
    expect(text).toContain('provider "helm" {\n  kubernetes = {\n    exec = {');
    expect(text).toContain('provider "kubernetes" {\n  exec {');
  });

  test("meta-arguments are references, in their conventional order", () => {
    const bucket = {
      bucket: "b",
      count: "${var.on ? 1 : 0}",
      depends_on: ["aws_kms_key.k"],
      lifecycle: {
        ignore_changes: ['tags["a"]', "bucket"],
        prevent_destroy: true,
        replace_triggered_by: ["aws_kms_key.k.arn"],
        precondition: [{ condition: '${self.bucket == "b"}', error_message: "no ${self.bucket}" }],
      },
      provider: "aws.east",
      provisioner: [{ "local-exec": { command: "echo ${self.id}", when: "destroy" } }],
    };
    expect(printed({ resource: { aws_s3_bucket: { b: bucket } } })).toBe(
      [
        'resource "aws_s3_bucket" "b" {',
        "  count    = var.on ? 1 : 0",
        "  provider = aws.east",
        "",
        '  bucket = "b"',
        "",
        '  provisioner "local-exec" {',
        '    command = "echo ${self.id}"',
        "    when    = destroy",
        "  }",
        "",
        "  lifecycle {",
        '    ignore_changes       = [tags["a"], bucket]',
        "    prevent_destroy      = true",
        "    replace_triggered_by = [aws_kms_key.k.arn]",
        "",
        "    precondition {",
        '      condition     = self.bucket == "b"',
        '      error_message = "no ${self.bucket}"',
        "    }",
        "  }",
        "",
        "  depends_on = [aws_kms_key.k]",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("ignore_changes can be `all`", () => {
    const config = { lifecycle: { ignore_changes: "all" } };
    expect(printed({ resource: { aws_s3_bucket: { b: config } } })).toContain("ignore_changes = all");
  });

  test("a dynamic block keeps the nested blocks of its content", () => {
    const dynamic = {
      rule: {
        for_each: "${var.rules}",
        iterator: "each_rule",
        content: { id: "${each_rule.value}", status: "Enabled", filter: [{}] },
      },
    };
    const text = printed({
      resource: { aws_s3_bucket_lifecycle_configuration: { b: { bucket: "b", dynamic } } },
    });
    expect(text).toContain(
      'dynamic "rule" {\n    for_each = var.rules\n\n    iterator = each_rule\n\n    content {',
    );
    expect(text).toContain("filter {}");
  });

  test("versions, backends and provider sources are literal", () => {
    const text = printed({
      terraform: {
        required_version: ">= 1.11.0",
        backend: { s3: {} },
        required_providers: { aws: { source: "hashicorp/aws" } },
      },
    });
    expect(text).toContain('required_version = ">= 1.11.0"');
    expect(text).toContain('backend "s3" {}');
    expect(text).toContain('required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }');
  });

  test("the type of a variable is bare, and its description is a literal string", () => {
    const variable = { sizes: { type: "map(number)", description: "no ${template}" } };
    expect(printed({ variable })).toContain('type        = map(number)\n  description = "no $${template}"');
  });

  test("the addresses of a move are bare", () => {
    expect(printed({ moved: [{ from: "aws_subnet.a", to: 'aws_subnet.b["x"]' }] })).toContain(
      'moved {\n  from = aws_subnet.a\n  to   = aws_subnet.b["x"]\n}',
    );
  });

  test.each<[string, JsonObject, string]>([
    [
      "an argument that is not in the provider's schema",
      { resource: { aws_vpc: { main: { colour: "red" } } } },
      "resource.aws_vpc.main.colour",
    ],
    ["a type without a schema", { resource: { aws_unknown: { main: {} } } }, "run npm run provider-schemas"],
    ["an unknown section", { check: { a: {} } }, "check"],
    [
      "an expression instead of a block",
      { resource: { aws_eks_cluster: { main: { vpc_config: "${x}" } } } },
      "expected a block",
    ],
    ["a whole number that has lost digits", { locals: { a: 2 ** 60 } }, "has already lost digits"],
  ])("fails when there is %s", (_, module, message) => {
    expect(() => printed(module)).toThrow(message);
  });
});

test("comments are on separate lines above their block and at its top", () => {
  const text = printedHcl(
    { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } },
    GRAMMARS.rootModule,
    new Map([["aws_vpc.main", { above: ["one\ntwo", "three"], inside: ["four"] }]]),
  );
  expect(text).toBe(
    '# one two\n# three\nresource "aws_vpc" "main" {\n  # four\n\n  cidr_block = "10.0.0.0/16"\n}\n',
  );
});

test("equals signs of adjacent settings are aligned, and a value of several lines ends the group", () => {
  expect(printedValue({ a: 1, long_name: 2, list: [["x".repeat(80)]], b: 3, é: 4, "a b": 5 })).toBe(
    `{\n  a         = 1\n  long_name = 2\n  list = [\n    [\n      "${"x".repeat(80)}",\n    ],\n  ]\n  b     = 3\n  "é"   = 4\n  "a b" = 5\n}`,
  );
});
