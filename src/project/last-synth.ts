import { readOutput } from "../base/read-output";
import { readStacks } from "../terraform/output";
import { type StackJson } from "../terraform/stack-json";

/**
 * Stacks of the last synth, by name. They still contain the lost resources. Without a readable output folder, messages
 * have fewer details; that is no reason to fail.
 */
export function lastSynth(outdir: string): ReadonlyMap<string, StackJson> {
  try {
    return new Map(readOutput(outdir, () => readStacks(outdir)).map(({ stack }) => [stack.name, stack]));
  } catch {
    return new Map();
  }
}
