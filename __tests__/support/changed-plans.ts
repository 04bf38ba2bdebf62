import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { rememberChange } from "./found-values";
import { Plan } from "./plan";
import { synthesizedTexts } from "./synthesized-texts";

/** Plans that a test still uses. All plans of a run, with what checks read of them, would take gigabytes. */
const known = new Map<string, WeakRef<Plan>>();

/**
 * The plan of a reference environment with `change` merged into its file: mappings merge, `null` removes a key.
 * The same change is synthesized once for all test files of a run.
 */
export function planWith(environment: string, change: object): Plan {
  const key = `${environment} ${JSON.stringify(change)}`;
  const used = known.get(key)?.deref();
  if (used) return used;
  const plan = new Plan(environment, textsOf(environment, change, key));
  known.set(key, new WeakRef(plan));
  rememberChange(plan, change);
  return plan;
}

/** The stacks of a changed environment. Threads of one run share them in a folder. */
function textsOf(environment: string, change: object, key: string): ReadonlyMap<string, string> {
  const folder = process.env["CHANGED_PLANS"];
  if (folder === undefined) return synthesizedTexts(environment, change);
  const file = join(folder, `${createHash("sha256").update(key).digest("hex")}.json`);
  if (existsSync(file)) return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, string][]);
  const texts = synthesizedTexts(environment, change);
  // It is renamed into place, since another thread may read it.
  const staged = `${file}.${threadId}`;
  writeFileSync(staged, JSON.stringify([...texts]));
  renameSync(staged, file);
  return texts;
}
