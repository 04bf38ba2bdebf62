import { runReview } from "../../src/review/command";
import { type Run, runOf } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { WorkingCopy } from "../support/working-copy";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

/** Output folders of mlapp and ml-inference-prod. */
export interface Folders {
  readonly before: string;
  /** With another image tag of mlapp. */
  readonly after: string;
}

let folders: Folders | undefined;

/** The folders, synthesized once for each process. No test changes them. */
export async function reviewFolders(): Promise<Folders> {
  if (folders) return folders;
  const before = new WorkingCopy("mlapp", "ml-inference-prod");
  expect((await before.synth()).error).toBeUndefined();
  const after = new WorkingCopy("mlapp", "ml-inference-prod");
  after.edit("mlapp.yaml", 'tag: "2.0.1"', 'tag: "2.1.0"');
  expect((await after.synth()).error).toBeUndefined();
  folders = { before: before.outdir, after: after.outdir };
  return folders;
}

export const review = (...args: string[]): Run =>
  runOf((output) =>
    runReview(args, { resynthesize, trialSynth, root: process.cwd(), today: TODAY, variables: {} }, output),
  );
