import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY, run, userFolder } from "./harness/installed";
import { install, node, script, tsc } from "./harness/typescript-project";

const PAGE = readFileSync(join(REPOSITORY, "docs/guide/components.md"), "utf8");
const [, KEYS = ""] = /^```yaml\n# in environments\/mlapp\.yaml\n([^]*?)^```$/m.exec(PAGE) ?? [];
const COMPONENT = "environments/components/cost-budget/component.mjs";
const project = userFolder(["mlapp"]);

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

beforeAll(() => {
  install(project, ["typescript", "@types", "cdktf", "constructs"]);
  for (const [whole = "", file = ""] of PAGE.matchAll(/^```js\n\/\/ (environments\/\S+)\n[^]*?^```$/gm))
    write(file, whole.replace(/^```js\n/, "").replace(/```$/, ""));
  const yaml = join(project, "environments/mlapp.yaml");
  writeFileSync(yaml, `${readFileSync(yaml, "utf8")}\n${KEYS}`);
});

test("the installed program runs the component and the check of the guide", () => {
  const { status, stdout } = run(project, ["synth"]);
  expect(stdout).toContain(`aws_budgets_budget.month (${COMPONENT}:`);
  expect(stdout).toMatch(/^warning data-owner mlapp-state aws_s3_bucket\./m);
  expect(status).toBe(0);
});

test("a program without a copy in the project's packages runs them too", () => {
  const elsewhere = userFolder(["mlapp"]);
  const folder = join(project, "environments");
  const { status, stdout } = run(elsewhere, ["synth"], { env: { ENVIRONMENTS_DIR: folder } });
  expect(stdout).toContain("aws_budgets_budget.month");
  expect(status).toBe(0);
});

test("an App of a user has their blocks and findings", () => {
  const app = `
    const { App } = require("cdktf");
    const { addEnvironments } = require("private-eks-inference/stacks");
    const app = new App({ outdir: "own.out" });
    addEnvironments(app);
    app.synth();`;
  expect(script(project, app)).toEqual({ status: 0, stderr: "" });
  expect(
    readFileSync(join(project, "own.out/stacks/mlapp-network/own-component-cost-budget.tf.json"), "utf8"),
  ).toBe(
    readFileSync(join(project, "cdktf.out/stacks/mlapp-network/own-component-cost-budget.tf.json"), "utf8"),
  );
  expect(readFileSync(join(project, "own.out/stacks/mlapp-state/environment.json"), "utf8")).toContain(
    "the bucket has no tag data-owner",
  );
});

test("a test of the user imports the component and calls it", () => {
  write(
    "component.test.mjs",
    `import { deepEqual } from "node:assert/strict";
    import component from "./${COMPONENT}";
    const { network } = component.resources({ name: "a", settings: { limit: 5, percent: 80, addresses: ["a@b"] } });
    deepEqual(network.map(({ kind, type, name }) => [kind, type, name]), [
      ["resource", "aws_budgets_budget", "month"],
      ["output", "output", "budget"],
    ]);
    deepEqual(network[0].args.limit_amount, "5");`,
  );
  expect(node(project, ["component.test.mjs"])).toMatchObject({ status: 0, stderr: "" });
});

test.each([
  ["Node16", "Node16"],
  ["ESNext", "Bundler"],
])("components and checks type-check with module %s and resolution %s", (module, resolution) => {
  write(
    "typed.mts",
    `import { type Component, check, component, data, resource } from "private-eks-inference/component";
    interface Settings { readonly limit: number }
    const budget: Component<Settings> = component<Settings>({
      title: "a",
      resources: ({ settings, names }) => ({
        network: [resource("aws_eip", "a", { n: settings.limit, p: names["prefix"] }), data("aws_region", "b", {})],
      }),
    });
    // @ts-expect-error an unknown layer
    component({ title: "a", resources: () => ({ netwrok: [] }) });
    // @ts-expect-error a finding without a fix
    check({ title: "a", description: "b", find: () => [{ subject: "a", problem: "b" }] });
    export default budget;`,
  );
  const options = ["--noEmit", "--strict", "--allowJs", "--checkJs", "--target", "ES2022", "--types", "node"];
  const files = ["typed.mts", COMPONENT, "environments/checks/data-owner.mjs"];
  const { status, stdout } = tsc(project, [
    ...options,
    "--module",
    module,
    "--moduleResolution",
    resolution,
    ...files,
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});
