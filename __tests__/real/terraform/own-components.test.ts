import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../../support/documents";
import { Sandbox } from "./harness/sandbox";

/** The component of docs/guide/components.md, with Terraform. */
const PAGE = readFileSync(join(ROOT, "docs/guide/components.md"), "utf8");
const [, KEYS = ""] = /^```yaml\n# in environments\/mlapp\.yaml\n([^]*?)^```$/m.exec(PAGE) ?? [];
const [code = "", file = ""] = /^\/\/ (environments\/components\/\S+)\n[^]*?(?=^```$)/m.exec(PAGE) ?? [];

test("the blocks of the guide's component are a valid Terraform configuration", async () => {
  const sandbox = await Sandbox.create("own components", "mlapp");
  mkdirSync(dirname(join(sandbox.folder, file)), { recursive: true });
  writeFileSync(join(sandbox.folder, file), code);
  const { components, acceptedBlocks } = parse(KEYS) as Readonly<Record<string, Record<string, unknown>>>;
  sandbox.edit((yaml) => {
    for (const [id, settings] of Object.entries(components ?? {})) yaml.setIn(["components", id], settings);
    yaml.setIn(["acceptedBlocks"], acceptedBlocks);
  });
  await sandbox.synth();
  const network = sandbox.stack("network");
  const rendered = join(network.folder, "own-component-cost-budget.tf.json");
  expect(readFileSync(rendered, "utf8")).toContain("aws_budgets_budget");
  await network.initStep("init", "-backend=false");
  await network.validate();
});
