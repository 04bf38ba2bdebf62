import { readPublished } from "../output/published";
import { readStacks } from "../terraform-json/output";
import { type StackJson } from "../terraform-json/stack-json";

/**
 * The stacks of an output folder by name, as the last synth left them: what is lost still stands there. Without one, or
 * with one that cannot be read, messages know less; that is no reason to fail.
 */
export function lastSynth(outdir: string): ReadonlyMap<string, StackJson> {
  try {
    return new Map(readPublished(outdir, () => readStacks(outdir)).map(({ stack }) => [stack.name, stack]));
  } catch {
    return new Map();
  }
}
