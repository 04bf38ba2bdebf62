import { comparedModules } from "../../src/handoff/parity/compare";
import { prove } from "../../src/handoff/parity/prove";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { readModule } from "../../src/handoff/bundle/read-module";
import { printedHcl } from "../../src/handoff/hcl/document";
import { type JsonObject } from "../../src/terraform/stack-json";
import { BUNDLE_LAYERS, FORMATS, bundle, filesOf, handedModule, loadBundles } from "../support/bundles";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";
import { GRAMMARS } from "../../src/terraform/grammar";

beforeAll(loadBundles);

describe.each(FORMATS)("%s", (format) => {
  test.each(ENVIRONMENTS)("%s: the proof covers every value and resource of every stack", (environment) => {
    const { parity } = bundle(environment, format);
    expect(Object.keys(parity.modules)).toEqual(BUNDLE_LAYERS);
    for (const stack of planOf(environment).stacks) {
      const layer = stack.name.slice(environment.length + 1);
      const { values, blocks } = parity.modules[layer] ?? { values: 0, blocks: {} };
      expect(values).toBeGreaterThan(stack.resources().length * 3);
      const resources = Object.entries(blocks).filter(([block]) => block.startsWith("resource "));
      expect(resources.reduce((sum, [, count]) => sum + count, 0)).toBe(stack.resources().length);
    }
  });
});

test.each<[string, { values?: JsonObject; backend?: JsonObject }, string]>([
  [
    "a value of an undeclared variable",
    { values: { new: 1 } },
    "variable new: got a value but no declaration",
  ],
  [
    "a backend with another bucket",
    { backend: { bucket: "other" } },
    'synthesized stack: terraform backend.s3 bucket: got "other", expected "retail-forecast-tfstate-111122223333"',
  ],
])("fails when there is %s", (_, change, difference) => {
  const module = handedModule("retail-forecast", "network");
  const written = readModule(module, filesOf(bundle("retail-forecast"), "network"), "hcl");
  const changed = {
    values: { ...written.values, ...change.values },
    backend: { ...written.backend, ...change.backend },
  };
  expect(
    prove(module.source, module.json, { ...written, ...changed }).differences.map(({ text }) => text),
  ).toEqual([difference]);
});

describe("a comparison of HCL with JSON", () => {
  const differences = async (hcl: string, expected: JsonObject): Promise<readonly string[]> => {
    const { json: found, calls } = readHcl(new Map([["main.tf", hcl]]));
    return comparedModules({
      expected,
      found,
      calls,
      grammar: GRAMMARS.rootModule,
      foundIsHcl: true,
    }).differences.map(({ text }) => text);
  };

  describe("of expressions", () => {
    const expected = { locals: { a: '${join(",",[ var.x ])}' } };

    test("ignores spaces between tokens", async () => {
      expect(await differences('locals {\n  a = join(",", [var.x])\n}\n', expected)).toEqual([]);
    });

    test("reports spaces within strings", async () => {
      expect(await differences('locals {\n  a = join(", ", [var.x])\n}\n', expected)).toEqual([
        'locals a: got "${join(\\", \\", [var.x])}", expected "${join(\\",\\",[ var.x ])}"',
      ]);
    });
  });

  describe.each([
    ['x ${c == 0 ? "none" : join(", ", [y])}', "none", "some"],
    ['x ${c ? "a ${z} \\"q\\"" : d ? "p" : true} y', '"p"', '"r"'],
    ['x ${c ? "a" : ""} y', "c ?", "d ?"],
    ['x ${"lit"} ${1} ${(c ? "a" : "b")}', "lit", "let"],
    ["x ${c ? f(d ? 1 : 2) : g} y", "2", "3"],
  ])("of a condition within a string: %s", (template, part, otherPart) => {
    const hcl = printedHcl({ locals: { a: template } }, GRAMMARS.rootModule);

    test("accepts the printed form", async () => {
      expect(await differences(hcl, { locals: { a: template } })).toEqual([]);
    });

    test(`reports ${otherPart} instead of ${part}`, async () => {
      expect(hcl).toContain(part);
      expect(await differences(hcl.replace(part, otherPart), { locals: { a: template } })).toHaveLength(1);
    });
  });

  describe("of a block", () => {
    const expected = { resource: { aws_eks_cluster: { main: { vpc_config: { subnet_ids: ["a"] } } } } };
    const hcl = (sign: string) =>
      `resource "aws_eks_cluster" "main" {\n  vpc_config ${sign}{\n    subnet_ids = ["a"]\n  }\n}\n`;

    test("accepts a block", async () => {
      expect(await differences(hcl(""), expected)).toEqual([]);
    });

    test("reports an argument in its place", async () => {
      expect(await differences(hcl("= "), expected)).toEqual([expect.stringContaining("expected a block")]);
    });
  });

  describe("of JSON strings", () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"${aws_kms_key.k.arn}"}]}';
    const encoded =
      'jsonencode({\n    Statement = [{ Resource = aws_kms_key.k.arn, Effect = "Allow" }]\n    Version = "2012-10-17"\n  })';
    const role = (text: string) => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${text}\n}\n`;
    const expected = { resource: { aws_iam_role: { r: { assume_role_policy: policy } } } };

    test("accepts jsonencode of an equal policy", async () => {
      expect(await differences(role(encoded), expected)).toEqual([]);
    });

    test("reports jsonencode of another policy", async () => {
      expect(await differences(role(encoded.replace("Allow", "Deny")), expected)).toHaveLength(1);
    });

    test("reports jsonencode where the provider compares the string itself", async () => {
      const addon = { resource: { aws_eks_addon: { a: { configuration_values: policy } } } };
      const hcl = `resource "aws_eks_addon" "a" {\n  configuration_values = ${encoded}\n}\n`;
      expect(await differences(hcl, addon)).toHaveLength(1);
    });
  });
});

test("a local value in two files is reported as set twice", async () => {
  const files = new Map([
    ["a.tf", "locals {\n  a = 1\n}\n"],
    ["b.tf", "locals {\n  a = 1\n}\n"],
  ]);
  const { json: found } = readHcl(files);
  const { differences } = comparedModules({
    expected: { locals: { a: 1 } },
    found,
    grammar: GRAMMARS.rootModule,
  });
  expect(differences).toEqual([{ text: "locals a: set twice", addresses: ["locals"] }]);
});
