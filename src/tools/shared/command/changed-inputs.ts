import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { digestOfLock, digestOfText } from "../address-locks/input-digests";
import { readLocks } from "../address-locks/lock-file";
import { type CommandOutput } from "../../../shared/command-line/command-line";
import { UserError } from "../../../shared/messages/errors";
import { splitStackName } from "../../../shared/terraform/layers";
import { LOCK_NAME } from "../../../shared/terraform/provider-lock";
import { listLocks, lockPath, locksDirOf } from "../provider-locks/lock-file";
import { readEnvironmentRecord } from "../../../proof/terraform-json/environment-record";

/**
 * Says on standard error which files differ from those that an output folder was made of. It compares checksums, not times:
 * a checkout gives each file a new time. Another version of the program is not noticed.
 */
export function sayChangedInputs(outdir: string, output: CommandOutput): void {
  const changed = changedInputs(outdir);
  if (changed.length === 0) return;
  output.err(
    `${outdir} is older than its inputs, and this command reads ${outdir} only: ${changed.join(", ")} changed since the last synth; run npm run synth first\n\n`,
  );
}

/** Files that changed since the synth, sorted. Empty for a folder without a readable record, which the command itself reports. */
function changedInputs(outdir: string): string[] {
  try {
    const stacks = readdirSync(join(outdir, "stacks"));
    const names = stacks
      .flatMap((stack) => splitStackName(stack) ?? [])
      .map(({ environment }) => environment);
    const inputs = new Map(
      [...new Set(names)].flatMap((name) => [...(readEnvironmentRecord(outdir, name).inputs ?? [])]),
    );
    const files = [...inputs].filter(([file, digest]) => isOther(file, digest)).map(([file]) => file);
    const locksDirs = new Set([...inputs.keys()].map((file) => locksDirOf(dirname(file))));
    const copies = stacks.map((stack) => join(outdir, "stacks", stack, LOCK_NAME)).filter(existsSync);
    return [...files, ...[...locksDirs].filter((locksDir) => hasOtherLocks(locksDir, copies))].sort();
  } catch {
    return [];
  }
}

/** Whether a copied lock of providers is in no file of the folder any more. A lock that is new there is not noticed. */
function hasOtherLocks(locksDir: string, copies: readonly string[]): boolean {
  if (!existsSync(locksDir)) return false;
  const known = new Set(listLocks(locksDir).map((name) => textOf(lockPath(locksDir, name))));
  return copies.some((copy) => !known.has(textOf(copy)));
}

/** Whether a file has other content. A folder that is not on this machine tells nothing. */
function isOther(file: string, digest: string): boolean {
  if (!existsSync(dirname(file))) return false;
  const name = basename(file);
  if (!name.endsWith(ADDRESSES)) return !existsSync(file) || digestOfText(textOf(file)) !== digest;
  const environment = name.slice(0, -ADDRESSES.length);
  const yaml = join(dirname(file), `${environment}.yaml`);
  try {
    return digestOfLock(readLocks([{ name: environment, file: yaml }]).get(environment)?.lock) !== digest;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

const ADDRESSES = ".addresses.json";

/** The text as synth reads it, without a byte order mark. */
const textOf = (file: string): string => new TextDecoder("utf-8").decode(readFileSync(file));
