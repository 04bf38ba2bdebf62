import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { listFiles } from "../../base/files";
import { StackJson } from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { betweenOf } from "../../project/between";
import { copyStack } from "./in-copy";
import { targeting, withMovesBack } from "./ordered-steps";
import { type DeployedStack, stacksOf } from "./stacks";
import { writeRecord } from "../../base/synth-record";
import { sha256Of } from "../../base/digests";

/** File in the folder of a stack with an option of its plan in each line. A plan without a choice has none. */
export const TARGETS = ".targets";

/** The stacks of a layer that a change applies twice, and the blocks that the last apply changes or removes. */
export interface TwoApplies {
  readonly first: DeployedStack;
  readonly last: DeployedStack;
  readonly kept: readonly string[];
}

/**
 * Writes an output folder for each apply of a change that removes what running pods need, into `rollout.out` beside the
 * output folder. Returns the layers that are applied twice. Without any, no folder is written. Folders of an earlier
 * change are removed. `before` is what is applied.
 */
export function writeTwoApplies(
  outdir: string,
  before: string,
  all: readonly DeployedStack[],
): ReadonlyMap<Layer, TwoApplies> {
  const root = join(dirname(outdir), "rollout.out");
  const [first, last] = [join(root, "first"), join(root, "last")];
  rmSync(root, { recursive: true, force: true });
  const applied = stacksOf(before, all[0]?.environment ?? "");
  const between = all.map(({ layer, json }) =>
    betweenOf(applied.find((each) => each.layer === layer)?.json, json),
  );
  if (between.every((each) => each === undefined)) return new Map();
  const twice = all.flatMap((stack, index): [Layer, TwoApplies][] => {
    const { json, kept = [], targets = [] } = between[index] ?? {};
    const meanwhile = new StackJson(stack.name, json ?? {}).resources().map(({ address }) => address);
    const moved = json && withMovesBack(stack, meanwhile).json.generated;
    const [one, two] = [first, last].map((side) => join(side, relative(outdir, stack.folder))) as [
      string,
      string,
    ];
    const copies = { first: copyStack(stack, one, json), last: copyStack(stack, two, moved) };
    if (targets.length > 0) writeFileSync(join(one, TARGETS), `${targeting(targets).join("\n")}\n`);
    return json ? [[stack.layer, { ...copies, kept }]] : [];
  });
  for (const side of [first, last]) {
    const digests = new Map(listFiles(side).map((file) => [file, sha256Of(join(side, file))]));
    writeRecord(side, digests);
  }
  writeFileSync(join(root, "twice.json"), `${JSON.stringify(twice.map(([layer]) => layer))}\n`);
  return new Map(twice);
}
