import { rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DOCUMENTED } from "../../tools/shared/apply-order/documented";
import { merge } from "../../support/environments";
import { type Layer } from "../../../src/shared/terraform/layers";
import { ordered } from "./harness/apply-orders";
import { chain } from "./harness/chain";
import { deploy } from "./harness/deploy";
import { bringUp, expectNothingToDo } from "./harness/life";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";

/** The layers that the local AWS API can have. Those above need a Kubernetes provider. */
const APPLIED: readonly Layer[] = ["network", "cluster"];
/** moto makes the provider crash where the control plane gets another subnet. */
const NOT_ON_MOTO = ["a zone more"];

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
  base = parse(sandbox.text) as object;
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

/** Gives the environment another form, and deploys the layers of the computed order. */
async function become(form: object): Promise<void> {
  sandbox.edit((yaml) => {
    yaml.contents = yaml.createNode(fileOf(form)) as typeof yaml.contents;
  });
  await sandbox.synth();
  for (const layer of APPLIED) sandbox.stack(layer).useLocalApi();
  const layers = await ordered(sandbox, APPLIED);
  if (layers.length > 0) await deploy(sandbox, ["--layers", layers.join(","), "--yes"]);
}

step("the environment is applied as its file has it", async () => {
  for (const layer of APPLIED) await bringUp(sandbox.stack(layer));
});

for (const [row, environment, before, after] of DOCUMENTED.filter(([name]) => !NOT_ON_MOTO.includes(name)))
  step(`after the order of ${row}, no layer has changes`, async () => {
    expect(environment).toBe(sandbox.environment);
    await become(before);
    await become(after);
    for (const layer of APPLIED) await expectNothingToDo(sandbox.stack(layer), `after the order: ${row}`);
  });
