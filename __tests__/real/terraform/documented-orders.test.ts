import { rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DOCUMENTED, STAGED } from "../../project/apply-order/documented";
import { orderOf } from "../../project/apply-order/orders";
import { type Pass, passesText } from "../../../src/project/pass";
import { coveringSample } from "../../support/covering-sample";
import { merge } from "../../support/environments";
import { type Layer } from "../../../src/base/layers";
import { applyPasses, ordered } from "./harness/apply-orders";
import { chain } from "./harness/chain";
import { deploy } from "./harness/deploy";
import { bringUp, expectNothingToDo } from "./harness/life";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";

/** The layers that the local AWS API can have. Those above need a Kubernetes provider. */
const APPLIED: readonly Layer[] = ["network", "cluster"];

/** Zones of the control plane, as the address lock has them: moto makes the provider crash where it gets another subnet. */
const LOCKED_ZONES = { cluster: { zones: ["a", "b"] } };

/** Rows that cannot run here, with the reason. */
const NOT_HERE: Readonly<Record<string, string>> = {
  "`modelBucket.existingName`": "the bucket has prevent_destroy, and users run terraform state rm before",
  "`nodeReleases`": "moto has no call that updates the nodes of a group",
  "`cluster.version`": "moto has no call that updates a cluster",
};

/** The applies of the computed order that can run here, repeated ones included. */
const passesOf = (environment: string, before: object, after: object): Pass[] =>
  orderOf(environment, merge(LOCKED_ZONES, before), merge(LOCKED_ZONES, after)).passes.filter(({ layer }) =>
    APPLIED.includes(layer),
  );

/** Rows with their applies here. A change of other layers alone has none. */
const ROWS = [STAGED, ...DOCUMENTED.filter(([row]) => !(row in NOT_HERE))]
  .map(([row, environment, before, after]) => ({
    row,
    environment,
    before,
    after,
    passes: passesOf(environment, before, after),
  }))
  .filter(({ passes }) => passes.length > 0);

/** One row of each order runs in each gate. */
const RUN = coveringSample(ROWS, ({ passes }) => passes.map((pass) => passesText([pass])).join());

const step = chain();
let sandbox: Sandbox;
/** The environment's file, with the ids of this account. */
let base: object;

beforeAll(async () => {
  sandbox = await Sandbox.create("documented orders", "mlapp");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  // The changes below are not those of an environment with users, so no address has to remain.
  rmSync(join(sandbox.folder, "environments", "mlapp.addresses.json"));
  base = merge(parse(sandbox.text) as object, LOCKED_ZONES);
  await sandbox.synth();
});

interface File {
  readonly cluster: { readonly fargate?: boolean };
  readonly waivers: readonly { readonly check: string }[];
}

/** The content of the file in a form. A waiver about pods on Fargate accepts nothing where there are none, which is an error. */
function fileOf(form: object): object {
  const file = merge(base, form) as File;
  if (file.cluster.fargate === true) return file;
  return { ...file, waivers: file.waivers.filter(({ check }) => check !== "policies-on-fargate") };
}

/** Gives the environment another form. */
async function write(form: object): Promise<void> {
  sandbox.edit((yaml) => {
    // A copy, in which no value is at two places: the loader refuses the anchors that YAML writes for them.
    const copy = JSON.parse(JSON.stringify(fileOf(form))) as object;
    yaml.contents = yaml.createNode(copy) as typeof yaml.contents;
  });
  await sandbox.synth();
  for (const layer of APPLIED) sandbox.stack(layer).useLocalApi();
}

/** The same, and deploys the layers of the order from the states. */
async function become(form: object): Promise<void> {
  await write(form);
  const layers = await ordered(sandbox, APPLIED);
  if (layers.length > 0) await deploy(sandbox, ["--layers", layers.join(","), "--yes"]);
}

step("the environment is applied as its file has it", async () => {
  for (const layer of APPLIED) await bringUp(sandbox.stack(layer));
});

for (const { row, environment, before, after, passes } of RUN)
  step(`after the order of ${row}, no layer has changes`, async () => {
    expect(environment).toBe(sandbox.environment);
    await become(before);
    await write(after);
    await applyPasses(sandbox, passes);
    for (const layer of APPLIED) await expectNothingToDo(sandbox.stack(layer), `after the order: ${row}`);
  });

test("each row that is left out is a row of the list", () => {
  const rows = DOCUMENTED.map(([row]) => row);
  expect(Object.keys(NOT_HERE).filter((row) => !rows.includes(row))).toEqual([]);
});

test("the first order applies a layer twice", () => {
  expect(RUN[0]?.passes.map((pass) => passesText([pass]))).toEqual([
    "cluster without its removals",
    "cluster",
  ]);
});
