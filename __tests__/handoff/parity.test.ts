import { type Bundle, bundleOf } from "../../src/handoff/bundle/bundle";
import { readModule } from "../../src/handoff/bundle/read-module";
import { type Format, SYNTAXES } from "../../src/handoff/module/format";
import { type Module, moduleOf } from "../../src/handoff/module/module";
import { compared } from "../../src/handoff/parity/compare";
import { type ModuleFiles, prove } from "../../src/handoff/parity/prove";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { printedHcl } from "../../src/handoff/hcl/document";
import { ROOT_MODULE } from "../../src/handoff/terraform/grammar";
import { type JsonObject } from "../../src/terraform-json/stack-json";
import { PLANS } from "../support/every-option";
import { at, places, put } from "../support/findings";
import { handedStacks } from "../support/handed-stacks";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

const FORMATS = Object.keys(SYNTAXES) as Format[];
const known = new Map<string, Promise<Bundle>>();

function bundle(plan: Plan, format: Format): Promise<Bundle> {
  const { environment } = plan;
  return bundleOf(handedStacks(plan), { environment, commit: "0123456789ab", format });
}

/** Of an environment as it stands; made once. */
function bundleOfEnvironment(environment: string, format: Format = "hcl"): Promise<Bundle> {
  const key = `${environment} ${format}`;
  const made = known.get(key) ?? bundle(planOf(environment), format);
  known.set(key, made);
  return made;
}

/** The files of one module of a bundle, by their path in it. */
const filesOf = ({ files }: Bundle, layer: string): Map<string, string> =>
  new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith(`${layer}/`) ? [[path.slice(layer.length + 1), text]] : [],
    ),
  );

function moduleIn(plan: Plan, layer: string): Module {
  const stack = handedStacks(plan).find((each) => each.layer === layer);
  if (!stack) throw new Error(`no ${layer}`);
  return moduleOf(stack);
}

describe.each(FORMATS)("%s", (format) => {
  test.each(PLANS)("%s: every value of every stack is handed over, and no other", async (_, plan) => {
    const { parity } = await bundle(plan, format);
    expect(Object.keys(parity.modules)).toEqual(["state", "network", "cluster", "platform", "models"]);
    for (const stack of plan.stacks) {
      const layer = stack.name.slice(plan.environment.length + 1);
      const { values, blocks } = parity.modules[layer] ?? { values: 0, blocks: {} };
      expect(values).toBeGreaterThan(stack.resources().length * 3);
      const resources = Object.entries(blocks).filter(([block]) => block.startsWith("resource "));
      expect(resources.reduce((sum, [, count]) => sum + count, 0)).toBe(stack.resources().length);
    }
  });
});

/** A module that was written and read back, with all that it was written from. */
interface Case {
  readonly module: Module;
  readonly written: ModuleFiles;
  readonly files: Map<string, string>;
}

async function caseOf(environment: string, layer: string, format: Format): Promise<Case> {
  const files = filesOf(await bundleOfEnvironment(environment, format), layer);
  const module = moduleIn(planOf(environment), layer);
  return { module, files, written: await readModule(module, files, format) };
}

/** One module of each layer, with all kinds of resources between them. */
const CASES = [
  ["retail-forecast-option-b", "state"],
  ["retail-forecast-option-b", "network"],
  ["ml-inference-prod", "cluster"],
  ["mlapp", "platform"],
  ["ml-inference-prod", "models"],
] as const;

const other = (value: unknown): unknown => {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (value === null) return "something";
  return typeof value === "string" ? `${value}x` : "something";
};

describe.each(FORMATS)("a proof of %s notices", (format) => {
  test.each(CASES)("%s %s: another value in the place of any", async (environment, layer) => {
    const { module, written } = await caseOf(environment, layer, format);
    const all = { module: written.module.json, values: written.values, backend: written.backend };
    const leaves = places(all).filter((place) => {
      const value = at(all, place);
      return value === null || typeof value !== "object" || Object.keys(value).length === 0;
    });
    expect(leaves.length).toBeGreaterThan(40);
    // Each would take longer than it is worth; which ones are looked at differs from module to module.
    const looked = leaves.filter((_, index) => index % 17 === 0);
    const missed = looked.filter((place) => {
      const changed = structuredClone(all) as typeof all;
      put(changed, place, other(at(all, place)));
      const { differences } = prove(module.source, module.json, {
        ...written,
        module: { ...written.module, json: changed.module },
        values: changed.values,
        backend: changed.backend,
      });
      return differences.length === 0;
    });
    expect(missed).toEqual([]);
  });

  test.each(CASES)("%s %s: a block or argument that is gone", async (environment, layer) => {
    const { module, written } = await caseOf(environment, layer, format);
    const json = written.module.json;
    const keys = places(json).filter((place) => typeof place.at(-1) === "string");
    const looked = keys.filter((_, index) => index % 23 === 0);
    expect(looked.length).toBeGreaterThan(3);
    const missed = looked.filter((place) => {
      const changed = structuredClone(json) as JsonObject;
      Reflect.deleteProperty(at(changed, place.slice(0, -1)) as object, place.at(-1) as string);
      const found = { ...written, module: { ...written.module, json: changed } };
      return prove(module.source, module.json, found).differences.length === 0;
    });
    // An empty object without its only key, and a list of blocks without the last of them, are caught by their parents.
    expect(missed).toEqual([]);
  });
});

test("a proof of hcl notices another character in any line that sets a value", async () => {
  const { module, files } = await caseOf("retail-forecast-option-b", "network", "hcl");
  const lines = [...files].flatMap(([path, text]) =>
    /\.(tf|tfvars|hcl)$/.test(path) && !path.includes("/")
      ? text
          .split("\n")
          .flatMap((line, index) => (/^\s*[^#].*= .*\w/.test(line) ? [{ path, line, index }] : []))
      : [],
  );
  expect(lines.length).toBeGreaterThan(300);
  let proved = 0;
  const missed: string[] = [];
  for (const { path, line, index } of lines.filter((_, each) => each % 29 === 0)) {
    const changed = line.replace(/\w(?=\W*$)/, (last) =>
      last === "x" ? "y" : /\d/.test(last) ? String((Number(last) + 1) % 10) : "x",
    );
    const text = (files.get(path) ?? "").split("\n").with(index, changed).join("\n");
    try {
      const written = await readModule(module, new Map([...files, [path, text]]), "hcl");
      proved += 1;
      if (prove(module.source, module.json, written).differences.length === 0)
        missed.push(`${path}: ${changed}`);
    } catch {
      // The parser refuses it, and so does Terraform.
    }
  }
  expect(proved).toBeGreaterThan(5);
  expect(missed).toEqual([]);
});

test.each<[string, { values?: JsonObject; backend?: JsonObject }]>([
  ["a value of a variable that nobody declares", { values: { new: 1 } }],
  ["a backend of another bucket", { backend: { bucket: "other" } }],
])("fails when there is %s", async (_, change) => {
  const { module, written } = await caseOf("retail-forecast", "network", "hcl");
  const changed = {
    values: { ...written.values, ...change.values },
    backend: { ...written.backend, ...change.backend },
  };
  expect(prove(module.source, module.json, { ...written, ...changed }).differences).not.toEqual([]);
});

describe("two forms of the same", () => {
  const sides = async (hcl: string, expected: JsonObject) => {
    const { json: found, calls } = await readHcl(new Map([["main.tf", hcl]]));
    return compared({ expected, found, calls, grammar: ROOT_MODULE, foundIsHcl: true });
  };

  test("spaces within an expression say nothing; those within its texts do", async () => {
    const expected = { locals: { a: '${join(",",[ var.x ])}' } };
    expect((await sides('locals {\n  a = join(",", [var.x])\n}\n', expected)).differences).toEqual([]);
    expect((await sides('locals {\n  a = join(", ", [var.x])\n}\n', expected)).differences).toEqual([
      'locals a: got "${join(\\", \\", [var.x])}", expected "${join(\\",\\",[ var.x ])}"',
    ]);
  });

  test.each([
    ['x ${c == 0 ? "none" : join(", ", [y])}', "none", "some"],
    ['x ${c ? "a ${z} \\"q\\"" : d ? "p" : true} y', '"p"', '"r"'],
    ['x ${c ? "a" : ""} y', "c ?", "d ?"],
    ['x ${"lit"} ${1} ${(c ? "a" : "b")}', "lit", "let"],
    ["x ${c ? f(d ? 1 : 2) : g} y", "2", "3"],
  ])("a condition within a text is itself, and no other: %s", async (template, part, otherPart) => {
    const hcl = printedHcl({ locals: { a: template } }, ROOT_MODULE);
    expect(hcl).toContain(part);
    expect((await sides(hcl, { locals: { a: template } })).differences).toEqual([]);
    expect((await sides(hcl.replace(part, otherPart), { locals: { a: template } })).differences).toHaveLength(
      1,
    );
  });

  test("an argument in the place of a block is another module", async () => {
    const expected = { resource: { aws_eks_cluster: { main: { vpc_config: { subnet_ids: ["a"] } } } } };
    const hcl = (sign: string) =>
      `resource "aws_eks_cluster" "main" {\n  vpc_config ${sign}{\n    subnet_ids = ["a"]\n  }\n}\n`;
    expect((await sides(hcl(""), expected)).differences).toEqual([]);
    expect((await sides(hcl("= "), expected)).differences).toEqual([
      expect.stringContaining("expected a block"),
    ]);
  });

  test("a policy may be jsonencode of the same value; other JSON texts may not", async () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"${aws_kms_key.k.arn}"}]}';
    const encoded =
      'jsonencode({\n    Statement = [{ Resource = aws_kms_key.k.arn, Effect = "Allow" }]\n    Version = "2012-10-17"\n  })';
    const role = (text: string) => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${text}\n}\n`;
    const expected = { resource: { aws_iam_role: { r: { assume_role_policy: policy } } } };
    expect((await sides(role(encoded), expected)).differences).toEqual([]);
    expect((await sides(role(encoded.replace("Allow", "Deny")), expected)).differences).toHaveLength(1);
    const addon = { resource: { aws_eks_addon: { a: { configuration_values: policy } } } };
    expect(
      (await sides(`resource "aws_eks_addon" "a" {\n  configuration_values = ${encoded}\n}\n`, addon))
        .differences,
    ).toHaveLength(1);
  });

  test("a text that stands in two files stands twice", async () => {
    const files = new Map([
      ["a.tf", "locals {\n  a = 1\n}\n"],
      ["b.tf", "locals {\n  a = 1\n}\n"],
    ]);
    const { json: found } = await readHcl(files);
    const { differences } = compared({ expected: { locals: { a: 1 } }, found, grammar: ROOT_MODULE });
    expect(differences).toEqual(["locals a: stands twice"]);
  });
});
