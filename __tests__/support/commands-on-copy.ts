import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Run, runOfAsync } from "./command-runs";
import { EMITTERS, READERS, type Place } from "./every-command";
import { type WorkingCopy } from "./working-copy";

/** A place for the commands on a synthesized copy of mlapp: its output, a copy of that, and folders for what commands write. */
export async function placeOf(copy: WorkingCopy): Promise<Place> {
  expect((await copy.synth()).error).toBeUndefined();
  const folder = (name: string): string => join(copy.folder, name);
  mkdirSync(folder("written"));
  mkdirSync(folder("programs"));
  cpSync(copy.outdir, folder("before"), { recursive: true });
  return {
    in: copy.outdir,
    environments: copy.environments,
    environment: "mlapp",
    out: folder("written"),
    programs: folder("programs"),
  };
}

/** Runs a command by its name. */
export function runCommandAt(name: string, place: Place): Promise<Run> {
  const command = { ...READERS, ...EMITTERS }[name];
  if (!command) throw new Error(`no ${name}`);
  return runOfAsync(async (output) => command(place, output));
}

/** Commands that read an output. */
export const OUTPUT_READERS = ["check", "cost", "diagram", "report", "runbook", "images", "review"];
