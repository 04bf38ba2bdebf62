import { LOADED } from "../../../src/base/loaded-files";
import { withOwnBlocks } from "../../../src/terraform/merge";
import { readOwnFile } from "../../../src/terraform/own-file";
import {
  type Json,
  type JsonObject,
  OWN_BLOCKS,
  StackJson,
  asObject,
} from "../../../src/terraform/stack-json";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { type Attack } from "./attack";
import { FileMistake } from "../../../src/terraform/parser";

/** A stack with a change, by where the change is. */
export interface Placed {
  /** As if synth had written it. @default - no reader of an output takes the file */
  readonly edited?: StackJson;
  /** As a file of the owner. Texts if the reader of own files refuses it. @default - it changes what synth wrote */
  readonly own?: StackJson | readonly string[];
}

const NAME = "attack.tf";

/** The stack with the change of an attack. */
export function placedAttack(stack: StackJson, { by }: Pick<Attack, "by">): Placed {
  if ("edit" in by) return { edited: new StackJson(stack.name, merged(stack.json, by.edit) as JsonObject) };
  const { text, name = NAME } = by;
  return placedFile(stack, name, text);
}

/** The stack with the blocks of a Terraform file. */
export function placedFile(stack: StackJson, name: string, text: string): Placed {
  const problems = problemsOfOwnFiles([{ name, path: name, text }], stack);
  const refused = problems.map(({ location, got, fix }) => `${location?.line ?? 1}: ${got}; ${fix}`);
  if (LOADED.override.test(name) || LOADED.values.test(name)) return { own: refused };
  try {
    const json = withOwnBlocks(stack.json, new Map([[name, readOwnFile(name, text)]]));
    const notes = { ...asObject(json["//"]), [OWN_BLOCKS]: [] };
    return {
      edited: new StackJson(stack.name, { ...json, "//": notes }),
      own: refused.length > 0 ? refused : new StackJson(stack.name, json, stack.generated),
    };
  } catch (error) {
    if (!(error instanceof FileMistake)) throw error;
    return { own: refused };
  }
}

/** JSON with a patch: `null` removes a key, and an object changes items of a list by their index. */
function merged(value: Json | undefined, patch: Json): Json {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const changes = patch as JsonObject;
  if (Array.isArray(value))
    return value.map((item: Json, index) => {
      const { [String(index)]: change } = changes;
      return change === undefined ? item : merged(item, change);
    });
  const result: Record<string, Json> = { ...asObject(value) };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) Reflect.deleteProperty(result, key);
    else result[key] = merged(result[key], change);
  }
  return result;
}
