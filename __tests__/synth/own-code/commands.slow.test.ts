import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUTPUT_READERS, placeOf, runCommandAt } from "../../support/commands-on-copy";
import { type Place } from "../../support/every-command";
import { BUDGET, BUDGET_KEYS, copyWith } from "../../support/own-code";
import { type WorkingCopy } from "../../support/working-copy";

/** Commands on an output with blocks of a component, and findings of a check. */
const CHECK = `import { check } from "private-eks-inference/component";

export default check({
  title: "budgets are small",
  description: "a",
  severity: "warning",
  find: ({ stacks }) =>
    stacks.network.resources
      .filter(({ type, values }) => type === "aws_budgets_budget" && Number(values.limit_amount) > 100)
      .map(({ address, values }) => ({ subject: address, problem: "limit " + values.limit_amount, fix: "lower it" })),
});
`;

let copy: WorkingCopy;
let place: Place;

beforeAll(async () => {
  copy = copyWith({ "components/budget/component.mjs": BUDGET, "checks/small.mjs": CHECK }, BUDGET_KEYS);
  place = await placeOf(copy);
});

const run = (name: string, where = place) => runCommandAt(name, where);

test.each(OUTPUT_READERS)("%s reads the output", async (name) => {
  expect((await run(name)).stderr).not.toMatch(/: got /);
});

test("check shows the blocks at the component's file, and the findings of the check", async () => {
  const { stdout } = await run("check");
  const line = BUDGET.split("\n").findIndex((each) => each.includes("resource(")) + 1;
  expect(stdout).toMatch(
    new RegExp(`small mlapp-network aws_budgets_budget\\.month \\(\\S*budget/component\\.mjs:${line}:`),
  );
  expect(stdout).toMatch(/warning small mlapp-network aws_budgets_budget\.month \(\S*component\.mjs:/);
  expect(stdout).toMatch(/\d+ checks: 0 errors/);
});

test("the page of show report has the finding", async () => {
  await run("report");
  const pages = readdirSync(place.out, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  expect(pages.map((name) => readFileSync(join(place.out, name), "utf8")).join("")).toContain("limit 500");
});

test("the hand-over copies the blocks", async () => {
  const { status, stderr } = await run("handoff");
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const files = readdirSync(place.out, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.endsWith("own-component-budget.tf.json"))).not.toEqual([]);
});

test("review shows a changed setting in the block, and the changed finding", async () => {
  copy.edit("mlapp.yaml", "limit: 500", "limit: 600");
  expect((await copy.synth()).error).toBeUndefined();
  const { stdout } = await run("review", { ...place, before: join(copy.folder, "before") });
  expect(stdout).toMatch(/aws_budgets_budget\.month/);
  expect(stdout).toContain("cause: an own Terraform file or component");
  expect(stdout).toContain("limit 600");
});

test("review shows the findings of a new check where no stack changed", async () => {
  const before = join(copy.folder, "second");
  cpSync(copy.outdir, before, { recursive: true });
  writeFileSync(
    join(copy.environments, "checks/tiny.mjs"),
    CHECK.replace("budgets are small", "budgets are tiny"),
  );
  expect((await copy.synth()).error).toBeUndefined();
  const { stdout } = await run("review", { ...place, before });
  expect(stdout).toMatch(/tiny/);
});
