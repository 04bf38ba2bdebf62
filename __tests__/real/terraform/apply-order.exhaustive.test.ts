import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../../src/base/layers";
import { configuredTargets } from "../../../src/deploy/deploy/ordered-steps";
import { changeIn, ordered, stacksIn } from "./harness/apply-orders";
import { chain } from "./harness/chain";
import { deploy } from "./harness/deploy";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";

const APPLIED: readonly Layer[] = ["network", "cluster"];
/** Arguments that moto does not return as they were given, and the id of its hosted zone; a test of the harness lists them. */
const NOT_OF_MOTO = ["access_config", "upgrade_policy", "update_config", "tag_specifications", "zone_id"];

const step = chain();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create("apply order", "mlapp");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  // The changes below are not those of an environment with users, so no address has to remain.
  rmSync(join(sandbox.folder, "environments", "mlapp.addresses.json"));
  await sandbox.synth();
});

const stackOf = (layer: Layer) => sandbox.stack(layer);

async function edit(path: readonly string[], value: unknown): Promise<void> {
  sandbox.edit((yaml) => yaml.setIn(path, value));
  await sandbox.synth();
  for (const layer of APPLIED) stackOf(layer).useLocalApi();
}

step("what the states of a fresh apply have is the synthesized configuration", async () => {
  for (const layer of APPLIED) await bringUp(stackOf(layer));
  const { before, resources, others } = await changeIn(sandbox, APPLIED);
  const isApplied = ({ layer, address }: { readonly layer: Layer; readonly address: string }): boolean =>
    APPLIED.includes(layer) && before.find(layer, address) !== undefined;
  const edited = resources
    .filter(isApplied)
    .flatMap(({ layer, address, edits }) => edits.map(({ path }) => `${layer}/${address}: ${path}`))
    .filter((each) => !NOT_OF_MOTO.some((argument) => each.includes(`: ${argument}`)));
  const outputs = others.filter(({ layer }) => APPLIED.includes(layer)).map(({ address }) => address);
  const found = [...edited, ...outputs];
  expect(found).toEqual([]);
});

step(
  "an apply without its removals adds the new rules and destroys nothing, and its outputs are kept",
  async () => {
    await edit(["entry", "scheme"], "internal");
    const network = stackOf("network");
    const before = await network.show(await network.plan("plan: internal"));
    const removed = plannedChanges(before).filter((each) => each.startsWith("delete "));
    expect(removed).toContain("delete aws_subnet.public_b");
    const targets = stacksIn(sandbox)
      .filter(({ layer }) => layer === "network")
      .flatMap(configuredTargets);
    const kept = await network.plan("plan: internal, without removals", ...targets);
    const changes = plannedChanges(await network.show(kept));
    expect(changes.filter((each) => !/^(create|update) /.test(each))).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
    await network.apply(kept, "apply: internal, without removals");
  },
);

step("the second apply of the same layer only destroys, and then no layer has changes", async () => {
  const network = stackOf("network");
  expect(await ordered(sandbox, APPLIED)).toContain("network");
  const plan = await network.plan("plan: internal, removals");
  const changes = plannedChanges(await network.show(plan));
  expect(changes).toContain("delete aws_subnet.public_b");
  expect(changes.filter((each) => !each.startsWith("delete "))).toEqual([]);
  await network.apply(plan, "apply: internal, removals");
  for (const layer of APPLIED) await expectNothingToDo(stackOf(layer), "after the order: internal");
});

step(
  "a zone more: deploy refuses the layers in another order, and names the order of the change",
  async () => {
    await edit(["network", "zones"], ["a", "b", "c"]);
    expect(await ordered(sandbox, APPLIED)).toEqual(["network", "cluster"]);
    const { output } = await deploy(sandbox, ["--layers", "cluster,network", "--yes"], 1);
    expect(output).toContain(
      "--layers: got cluster,network, expected network,cluster, the order of this change",
    );
    const alone = await deploy(sandbox, ["--layers", "cluster", "--yes"], 1);
    expect(alone.output).toMatch(/--layers: got cluster, expected .*network.*cluster/);
  },
);

step("after the order of a change of two layers, no layer has changes", async () => {
  // moto makes the provider crash where the control plane gets another subnet.
  await edit(["network", "zones"], ["a", "b"]);
  await edit(["components"], { "ebs-csi": {} });
  expect(await ordered(sandbox, APPLIED)).toEqual(["network", "cluster"]);
  await deploy(sandbox, ["--layers", "network,cluster", "--yes"]);
  for (const layer of APPLIED) await expectNothingToDo(stackOf(layer), "after the order: a part more");
});
