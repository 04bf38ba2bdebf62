import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyOrder } from "../../../../src/project/apply-order";
import { type Layer } from "../../../../src/base/layers";
import { type Pass, passesText } from "../../../../src/project/pass";
import { changeFromStates, configuredTargets } from "../../../../src/deploy/deploy/ordered-steps";
import { stateLocation } from "../../../../src/deploy/deploy/state";
import { type DeployedStack, stacksOf } from "../../../../src/deploy/deploy/stacks";
import { type JsonObject } from "../../../../src/terraform/stack-json";
import { type Sandbox } from "./sandbox";

export const stacksIn = (sandbox: Sandbox): DeployedStack[] => stacksOf(sandbox.outdir, sandbox.environment);

/** The change from the states in the bucket to the synthesized stacks. `applied` are the layers that have a state. */
export async function changeIn(sandbox: Sandbox, applied: readonly Layer[]) {
  const states = new Map<Layer, JsonObject>();
  for (const stack of stacksIn(sandbox).filter(({ layer }) => applied.includes(layer))) {
    const { bucket, key } = stateLocation(stack);
    const file = join(sandbox.folder, `${stack.layer}.json`);
    await sandbox.aws("s3api", "get-object", "--bucket", bucket, "--key", key, file);
    states.set(stack.layer, JSON.parse(readFileSync(file, "utf8")) as JsonObject);
  }
  return changeFromStates(stacksIn(sandbox), states);
}

/** The applied layers of the order of that change, each once, as `--layers` of `npx private-eks-inference deploy` names them. */
export async function ordered(sandbox: Sandbox, applied: readonly Layer[]): Promise<Layer[]> {
  const { passes } = applyOrder(await changeIn(sandbox, applied));
  return [...new Set(passes.map(({ layer }) => layer))].filter((layer) => applied.includes(layer));
}

/** Runs applies one after another, and repeats a layer where they do. */
export async function applyPasses(sandbox: Sandbox, passes: readonly Pass[]): Promise<void> {
  for (const [index, pass] of passes.entries()) {
    const found = stacksIn(sandbox).find(({ layer }) => layer === pass.layer);
    if (!found) throw new Error(`${pass.layer}: no such stack in ${sandbox.outdir}`);
    const stack = sandbox.stack(pass.layer);
    await stack.init();
    const targets = pass.keepsRemoved ? configuredTargets(found) : [];
    const name = `${index + 1} of ${passes.length}, ${passesText([pass])}`;
    await stack.apply(await stack.plan(`plan: ${name}`, ...targets), `apply: ${name}`);
  }
}
