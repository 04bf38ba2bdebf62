import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../core/errors";
import { isStateFile, tracksSomething } from "./local-state";
import { displayPath, STACKS_FOLDER, type OutputPaths } from "./output-paths";

/** What lies in the folder of a stack that no longer exists; paths from the output folder. */
export interface Leftover {
  readonly stack: string;
  /** Local state that tracks something. Nothing in this folder may go, so the lists below are empty. */
  readonly state: readonly string[];
  /** Files of synth that are still there. */
  readonly synthesized: readonly string[];
  /** Files that are neither synth's nor Terraform's to make again. */
  readonly foreign: readonly string[];
  /** Files that may go: synth's own, and those that Terraform makes again. */
  readonly disposable: readonly string[];
  /** Terraform's working folder, to be removed with all that is in it. */
  readonly caches: readonly string[];
  /** Nothing but folders. */
  readonly isEmpty: boolean;
  /** The folder and those below it, deepest first. */
  readonly folders: readonly string[];
}

const TERRAFORM_FOLDER = ".terraform";

/** `plan` is what the cdktf CLI leaves after a diff or deploy. */
const CACHE_FILES: readonly string[] = [TERRAFORM_FOLDER, ".terraform.lock.hcl", "plan", "crash.log"];

export function inspect(outdir: string, stack: string, isOurs: (file: string) => boolean): Leftover {
  const root = `${STACKS_FOLDER}/${stack}`;
  const { files, caches, folders } = walk(outdir, root);
  const state = files.filter((file) => isStateFile(file) && tracksSomething(outdir, file));
  const synthesized = files.filter(isOurs);
  if (state.length > 0) {
    return {
      stack,
      state,
      synthesized,
      isEmpty: false,
      foreign: [],
      disposable: [],
      caches: [],
      folders: [],
    };
  }
  const isCache = (file: string) => CACHE_FILES.some((name) => file === `${root}/${name}`);
  const isDisposable = (file: string) => isOurs(file) || isCache(file) || isStateFile(file);
  return {
    stack,
    state,
    synthesized,
    isEmpty: files.length + caches.length === 0,
    foreign: files.filter((file) => !isDisposable(file)),
    // a backup before its state, which tells whether the backup still matters (journal.ts asks again)
    disposable: files.filter(isDisposable).sort().reverse(),
    caches,
    folders,
  };
}

function walk(outdir: string, root: string): Record<"files" | "caches" | "folders", string[]> {
  const files: string[] = [];
  const caches: string[] = [];
  const folders: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of fs.readdirSync(path.join(outdir, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) files.push(name);
      else if (name === `${root}/${TERRAFORM_FOLDER}`) caches.push(name);
      else visit(name);
    }
    folders.push(folder);
  };
  visit(root);
  return { files, caches, folders };
}

/** Why the folder of a stack stays though the stack is gone; undefined where it goes. */
export function whyItStays({ stack, state, foreign }: Leftover): string | undefined {
  const names = (files: readonly string[]) =>
    files.map((file) => path.posix.relative(`${STACKS_FOLDER}/${stack}`, file)).join(", ");
  if (state.length > 0) return `local state (${names(state)})`;
  return foreign.length > 0 ? `files that synth did not write (${names(foreign)})` : undefined;
}

/**
 * The cdktf CLI removes, after the program, every folder that the manifest does not name, whatever it holds.
 * The program cannot keep it from that except by failing.
 */
export function refuseIfCliWouldDelete({ outdir }: OutputPaths, leftovers: readonly Leftover[]): void {
  const lines = leftovers.flatMap((leftover) => {
    const reason = whyItStays(leftover);
    if (reason === undefined) return [];
    const folder = displayPath(path.join(outdir, STACKS_FOLDER, leftover.stack));
    const fix = leftover.state.length > 0 ? "destroy the stack or move the state away" : "move them away";
    return [
      `${folder}: got ${reason} in the folder of a stack that no longer exists, expected nothing to keep, ` +
        `since the cdktf cli would delete it; ${fix} first, or run npm run synth, which keeps it`,
    ];
  });
  if (lines.length > 0) throw new UserError(lines.join("\n"));
}
