import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { repetitionOf } from "../../../src/terraform/existence/repetition";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { SCOPE, lists, numbers } from "../../support/repetitions";
import { run as runProgram } from "./harness/processes";
import { TERRAFORM } from "./harness/program";
import { currentRun, measured } from "./harness/run";
import { isolated } from "./harness/variables";

/** Expressions of each function and form, and generated ones. */
const COUNTS: readonly (string | number)[] = [
  0,
  "0",
  2,
  "${1 - 1}",
  "${var.off ? 1 : 0}",
  "${var.text ? 1 : 0}",
  "${local.enabled ? 1 : 0}",
  "${var.two}",
  "${min(0, 1) + max(0, 1)}",
  '${tonumber("0")}',
  '${tobool("true") ? 1 : 0}',
  '${tostring(var.two) == "2" ? 1 : 0}',
  '${var.two == "2" ? 1 : 0}',
  '${length("ab") % 2}',
  "${length(keys(var.ranges))}",
  "${length(values(var.empty))}",
  '${contains(local.names, "c") ? 1 : 0}',
  "${var.ranges != null ? 1 : 0}",
  '${local.names[0] == "a" ? 1 : 0}',
  '${length({ a = 1, "b" : 2 })}',
  '${length(merge(var.ranges, { b = "x" }))}',
  ...fc.sample(numbers, 30).map(({ text }) => `\${${text}}`),
];
const COLLECTIONS: readonly (string | JsonObject)[] = [
  {},
  { a: "x" },
  "${toset([])}",
  "${toset(local.names)}",
  "${var.empty}",
  "${var.ranges}",
  "${merge({}, var.empty)}",
  "${var.on ? { a = 1 } : {}}",
  "${toset(keys(var.ranges))}",
  ...fc.sample(lists, 30).map(({ text }) => `\${toset(${text})}`),
];

const blocks: readonly JsonObject[] = [
  ...COUNTS.map((count) => ({ count })),
  ...COLLECTIONS.map((forEach) => ({ for_each: forEach })),
];

/** Keys of the instances that Terraform plans, by the name of their block. */
async function planned(): Promise<ReadonlyMap<string, readonly (string | number)[]>> {
  const run = currentRun();
  const cwd = join(run.folder, "existence");
  mkdirSync(cwd);
  const { variables, locals } = SCOPE;
  const known = Object.entries(variables).filter(([, declared]) => "default" in asObject(declared));
  const resources = blocks.map((block, index) => [`b${index}`, block]);
  writeFileSync(
    join(cwd, "main.tf.json"),
    JSON.stringify({
      variable: Object.fromEntries(known),
      locals: { ...locals, loop: 0, openings: 0 },
      resource: { terraform_data: Object.fromEntries(resources) as JsonObject },
    }),
  );
  const terraform = (...args: string[]) =>
    runProgram({ program: TERRAFORM, args, cwd, env: isolated(process.env, run.folder) });
  const plan = await measured(run, { test: "existence", stack: "expressions", name: "plan" }, async () => {
    await terraform("init", "-input=false", `-plugin-dir=${run.pluginDir}`);
    await terraform("plan", "-input=false", "-out=tfplan");
    return JSON.parse((await terraform("show", "-json", "tfplan")).stdout) as JsonObject;
  });
  const byName = new Map<string, (string | number)[]>();
  for (const { name, index } of asArray(plan["resource_changes"]).map(asObject))
    byName.set(String(name), [...(byName.get(String(name)) ?? []), index as string | number]);
  return byName;
}

let instances: ReadonlyMap<string, readonly (string | number)[]>;

beforeAll(async () => {
  instances = await planned();
});

test("Terraform plans instances of exactly the blocks that are evaluated to have some", () => {
  const expected = blocks.map((block, index) => [block, instances.has(`b${index}`) ? "some" : "none"]);
  expect(blocks.map((block) => [block, repetitionOf(block, SCOPE).instances])).toEqual(expected);
});

test("known instances have the keys that Terraform plans", () => {
  const known = blocks.flatMap((block, index) => {
    const keys = repetitionOf(block, SCOPE).known?.map(
      ({ key }) => JSON.parse(key.slice(1, -1)) as string | number,
    );
    return keys ? [{ block, keys, planned: [...(instances.get(`b${index}`) ?? [])] }] : [];
  });
  expect(known.length).toBeGreaterThan(20);
  expect(known.map(({ block, keys }) => ({ block, keys: [...keys].sort() }))).toEqual(
    known.map(({ block, planned }) => ({ block, keys: planned.sort() })),
  );
});
