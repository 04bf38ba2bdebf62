import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listFiles } from "../base/files";
import { groupByEnvironment } from "../terraform/environment-plan";
import { readEnvironmentRecord, writeEnvironmentRecord } from "../terraform/environment-record";
import { readJsonFile } from "../terraform/json-file";
import { readStacks } from "../terraform/output";
import { asObject } from "../terraform/stack-json";
import { waiversOf } from "../environment/waivers";
import { type Resynthesize } from "../project/origins";
import { locksDirOf, placeLocks } from "../project/provider-locks";
import { synthesize } from "./app";
import { checkedRecord, withLocks } from "./checked";
import { readInputs, refusedRun } from "./inputs";
import { checkedPlans, runOwnChecks } from "./run";
import { ownCopiesOf } from "./place";
import { writeRolloutFiles } from "./run/rollout-files";
import { MANIFEST_NAME } from "../base/stack-files";

/** A synth of environments in memory, without its checks. */
export const resynthesize: Resynthesize = (environmentsDir, names) => {
  const { environments, locks, errors, refused } = readInputs(environmentsDir, names);
  if (errors.length > 0) throw refusedRun(errors, refused);
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const locksDir = locksDirOf(environmentsDir);
    const causes = synthesize(withLocks(environments, locks), folder, { locksDir });
    const stacks = readStacks(folder, ownCopiesOf(environments));
    placeLocks(stacks, { locksDir, folder, isComplete: false });
    const ownChecks = runOwnChecks(environmentsDir, () => checkedPlans(environments, stacks));
    for (const environment of environments) {
      const { name } = environment;
      const record = { causes, lock: locks.get(name), ownChecks };
      writeEnvironmentRecord(folder, name, checkedRecord(environment, record, waiversOf(environment)));
    }
    writeRolloutFiles(folder, stacks);
    const entries = asObject(readJsonFile(join(folder, MANIFEST_NAME))["stacks"]);
    const files = listFiles(folder);
    return groupByEnvironment(stacks).map(({ name }) => {
      const own = stacks.filter(({ environment }) => environment === name);
      const isOfThis = (file: string): boolean => own.some((stack) => file.startsWith(`${stack.folder}/`));
      return {
        name,
        stacks: own,
        files: new Map(files.filter(isOfThis).map((file) => [file, readFileSync(join(folder, file))])),
        manifest: Object.fromEntries(own.map(({ stack }) => [stack.name, entries[stack.name]])),
        record: readEnvironmentRecord(folder, name),
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
