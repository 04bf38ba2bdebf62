import { type Review } from "../../../src/review/stages/review";
import { type EnvironmentRecord } from "../../../src/terraform/environment-record";
import { type OutputStack } from "../../../src/terraform/output";
import { withOwnBlocks } from "../../../src/terraform/merge";
import { readOwnFile } from "../../../src/terraform/own-file";
import { StackJson } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { recordFor } from "../../support/recorded-causes";
import { type Layers, outputStacks, reviewOf } from "../pairs";
import { type ReviewCase } from "./case";

/** The review of a case. A case without values after the change keeps those before it. */
export function reviewOfCase({ environment, from = {}, to, edit, ownFiles = {} }: ReviewCase): Review {
  const before = sideBefore(environment, from);
  const after = sideOf(environment, to ?? from, edit);
  return reviewOf(
    { environment, before: before.stacks, after: withOwnFiles(after.stacks, ownFiles) },
    { records: [before.record, after.record] },
  );
}

/** The side before the last case. Many cases, one after another, change the same environment. */
let last: { readonly key: string; readonly side: ReturnType<typeof sideOf> } | undefined;

function sideBefore(environment: string, from: object) {
  const key = `${environment} ${JSON.stringify(from)}`;
  if (last?.key !== key) last = { key, side: sideOf(environment, from) };
  return last.side;
}

function sideOf(environment: string, change: object, edit?: (layers: Layers) => void) {
  const config = configWith(environment, change);
  const record: EnvironmentRecord = { ...recordFor(environment, config), waivers: config.waivers };
  return { stacks: outputStacks(planWith(environment, change), edit), record };
}

/** The stacks with own files, by LAYER/NAME. */
export function withOwnFiles(
  stacks: readonly OutputStack[],
  files: Readonly<Record<string, string>>,
): readonly OutputStack[] {
  return stacks.map((each): OutputStack => {
    const own = Object.entries(files).filter(([path]) => path.startsWith(`${each.layer}/`));
    if (own.length === 0) return each;
    const texts = own.map(([path, text]): [string, string] => {
      const name = `own-${path.slice(each.layer.length + 1)}`;
      return [name, text];
    });
    const blocks = new Map(texts.map(([name, text]) => [name, readOwnFile(name, text)]));
    const { json, name } = each.stack;
    return { ...each, stack: new StackJson(name, withOwnBlocks(json, blocks), json) };
  });
}
