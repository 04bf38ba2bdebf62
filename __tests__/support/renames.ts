import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Move, formatLock } from "../../src/project/address-locks/lock";
import { lockFileOf, readLocks } from "../../src/project/address-lock-file";
import { STACK_FILES } from "../../src/base/stack-files";
import { type Json, type JsonObject, asObject } from "../../src/terraform/stack-json";

/**
 * Simulates the upgrade after a construct is renamed: `to` is its present address, and `from` its assumed old address.
 *
 *     recordBeforeRename(environmentsDir, environment, moves)   the address lock before the rename
 *     synth                                                     fails: `from` is lost
 *     npx private-eks-inference lock addresses --move FROM=TO                       writes the move
 *     synth                                                     the new synth, with a moved block
 *     writeBeforeRename(copy of the output, moves)              the old synth, to apply first
 */
export function recordBeforeRename(
  environmentsDir: string,
  environment: string,
  moves: readonly Move[],
): void {
  const file = join(environmentsDir, `${environment}.yaml`);
  const known = readLocks([{ name: environment, file }]).get(environment);
  if (!known) throw new Error(`${environment} has no lock`);
  const addresses = new Map([...known.lock.addresses].map(([stack, of]) => [stack, new Map(of)] as const));
  const values = new Map([...known.lock.values].map(([stack, of]) => [stack, new Map(of)] as const));
  for (const { stack, from, to } of moves) {
    const fixed = values.get(stack)?.get(to);
    if (fixed) values.get(stack)?.set(from, fixed);
    values.get(stack)?.delete(to);
    const recorded = addresses.get(stack);
    const instances = recorded?.get(to);
    if (!instances) throw new Error(`${stack} has no ${to} on record`);
    recorded?.delete(to);
    recorded?.set(from, instances);
  }
  writeFileSync(lockFileOf(file), formatLock({ ...known.lock, addresses, values }));
}

/** Rewrites stacks of an output folder with their addresses before the rename. */
export function writeBeforeRename(outdir: string, moves: readonly Move[]): void {
  for (const move of moves) {
    const file = join(outdir, "stacks", move.stack, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, Json>;
    rmSync(join(outdir, "stacks", move.stack, STACK_FILES.moves), { force: true });
    writeFileSync(file, JSON.stringify(beforeRename(json, move), null, 2));
  }
}

/** A stack in which one resource has its old address, also in references. */
export function beforeRename(stack: JsonObject, { from, to }: Pick<Move, "from" | "to">): JsonObject {
  const [type = "", name = ""] = to.split(".");
  const [, oldName = ""] = from.split(".");
  const resources = asObject(stack["resource"]);
  const { [name]: renamed, ...others } = asObject(resources[type]);
  if (renamed === undefined) throw new Error(`${to} is not in the stack`);
  const all = { ...stack, resource: { ...resources, [type]: { ...others, [oldName]: renamed } } };
  const reference = new RegExp(`(?<![\\w.-])${to.replace(".", "\\.")}(?![\\w-])`, "g");
  return withTexts(all, (text) => text.replace(reference, from)) as JsonObject;
}

function withTexts(value: Json, edit: (text: string) => string): Json {
  if (typeof value === "string") return edit(value);
  if (Array.isArray(value)) return value.map((item: Json) => withTexts(item, edit));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item, edit)]));
}
