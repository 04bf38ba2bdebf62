import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { App } from "cdktf";
import { addEnvironments } from "../../../src/library/stacks";
import { readEnvironmentRecord } from "../../../src/terraform/environment-record";
import { refuseChangedInputs } from "../../../src/project/changed-inputs";
import { BUDGET, BUDGET_KEYS, copyWith, errorOf } from "../../support/own-code";
import { runOf } from "../../support/command-runs";

const FILE = "components/budget/component.mjs";
const rendered = "stacks/mlapp-network/own-component-budget.tf.json";

test("a component that a file enables adds its blocks to the stacks", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS);
  const { error } = await copy.synth();
  expect(error).toBeUndefined();
  expect(copy.stack("mlapp-network").find("aws_budgets_budget.month")?.config).toEqual({
    budget_type: "COST",
    limit_amount: "500",
    limit_unit: "USD",
    name: "mlapp",
    tags: { team: "mlops-team", vpc: "${aws_vpc.main.id}" },
    time_unit: "MONTHLY",
  });
  expect(copy.stack("mlapp-network").outputs["budget"]).toEqual({ value: "${aws_budgets_budget.month.id}" });
});

test("the rendered file is the same each time, with sorted keys", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS);
  await copy.synth();
  const first = copy.published.get(rendered) ?? "";
  expect(Object.keys(JSON.parse(first) as object)).toEqual(["//", "output", "resource"]);
  expect(first.indexOf("budget_type")).toBeLessThan(first.indexOf("limit_amount"));
  rmSync(copy.outdir, { recursive: true });
  await copy.synth();
  expect(copy.published.get(rendered)).toBe(first);
});

test("a component that no file enables adds nothing, and starts no process", async () => {
  const copy = copyWith({ [FILE]: "this is no code" });
  const { error } = await copy.synth();
  expect(error).toBeUndefined();
  expect([...copy.published.keys()].filter((name) => name.includes("own-component"))).toEqual([]);
});

test("an error of its block is at the call in its file", async () => {
  const ofOthers = BUDGET.replace('"month", {', '"month", { account_id: "444455556666",');
  const copy = copyWith({ [FILE]: ofOthers }, BUDGET_KEYS);
  const error = await errorOf(copy);
  const line = BUDGET.split("\n").findIndex((each) => each.includes("resource(")) + 1;
  expect(error).toMatch(
    new RegExp(
      `foreign-names mlapp-network aws_budgets_budget.month \\(\\S*environments/components/budget/component.mjs:${line}:\\d+\\)`,
    ),
  );
});

test("text of the file with an expression stays text in a block", async () => {
  const copy = copyWith(
    { [FILE]: BUDGET.replace("name: names.prefix", "name: settings.addresses[0]") },
    BUDGET_KEYS.replace("team@example.com", '"${aws_vpc.main.arn}"'),
  );
  expect(await errorOf(copy)).toBe("");
  expect(copy.published.get(rendered)).toContain('"name": "$${aws_vpc.main.arn}"');
});

test("a component in TypeScript is stripped of its types, or refused with the version that can", async () => {
  const typed = BUDGET.replace("String(settings.limit)", "String(settings.limit as number)");
  const copy = copyWith({ "components/budget/component.ts": typed }, BUDGET_KEYS);
  const { error } = await copy.synth();
  const strips = "stripTypeScriptTypes" in nodeModule;
  if (strips) expect(error).toBeUndefined();
  else
    expect(error).toBe(
      `environments/components/budget/component.ts:1:1 components.budget: got TypeScript on Node.js ${process.versions.node}, expected Node.js 22.13 or later for .ts; update Node.js, or write component.mjs with types in comments\n\nnot checked: mlapp; fix environments/components/budget/component.ts first\n\nnothing was written`,
    );
});

test("a component imports files of its folder", async () => {
  const copy = copyWith(
    {
      [FILE]: BUDGET.replace('"COST"', "TYPE").replace("\n", '\nimport { TYPE } from "./lib/type.mjs";\n'),
      "components/budget/lib/type.mjs": 'export const TYPE = "USAGE";\n',
    },
    BUDGET_KEYS,
  );
  expect(await errorOf(copy)).toBe("");
  expect(copy.published.get(rendered)).toContain('"budget_type": "USAGE"');
});

test("the files of an enabled component are inputs: a change makes the output stale", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS);
  await copy.synth();
  const { inputs = new Map<string, string>() } = readEnvironmentRecord(copy.outdir, "mlapp");
  expect([...inputs.keys()].filter((path) => path.endsWith(FILE))).toHaveLength(1);
  const stale = () => runOf((output) => (refuseChangedInputs(copy.outdir, output), 0)).stderr;
  expect(stale()).toBe("");
  writeFileSync(join(copy.environments, FILE), `${BUDGET}// edited\n`);
  expect(() => refuseChangedInputs(copy.outdir, { out: () => undefined, err: () => undefined })).toThrow(
    /components\/budget\/component\.mjs/,
  );
  rmSync(join(copy.environments, "components"), { recursive: true });
  expect(() => refuseChangedInputs(copy.outdir, { out: () => undefined, err: () => undefined })).toThrow(
    /components\/budget\/component\.mjs/,
  );
});

test("a run of chosen environments does not judge the components of others", async () => {
  const copy = copyWith({ [FILE]: "throw new Error('broken');" }, BUDGET_KEYS);
  copy.add("retail-forecast");
  expect((await copy.synth()).error).toContain("components.budget: got the error");
  expect((await copy.synth(["retail-forecast"])).error).toBeUndefined();
});

test("an environment that extends another one has its component, with its own settings", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS);
  copy.write(
    "second.yaml",
    "extends: mlapp\nnamePrefix: second\nnetwork: { vpcCidr: 10.49.0.0/16 }\ncluster: { name: second }\ncomponents: { budget: { limit: 7 } }\n",
  );
  expect(await errorOf(copy)).toBe("");
  expect(copy.stack("second-network").find("aws_budgets_budget.month")?.config).toMatchObject({
    name: "second",
    limit_amount: "7",
  });
});

test("an App of a user has the blocks of components", () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS);
  const app = new App({ outdir: copy.outdir });
  addEnvironments(app, { environmentsDir: copy.environments }, { variables: {}, today: "2026-11-20" });
  app.synth();
  expect(readFileSync(join(copy.outdir, rendered), "utf8")).toContain('"limit_amount": "500"');
});
