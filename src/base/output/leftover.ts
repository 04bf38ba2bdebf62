import * as fs from "node:fs";
import * as path from "node:path";
import { joinedErrors, userError } from "../errors";
import { LOCK_NAME } from "../provider-lock";
import { isStateFile, tracksSomething } from "./local-state";
import { type OutputPaths } from "./paths";
import { NPX } from "../program-name";
import { displayPath } from "../files";
import { STACKS_FOLDER } from "../stack-files";

/** Contents of the folder of a stack that no longer exists. Paths are relative to the output folder. */
export interface Leftover {
  readonly stack: string;
  /** Local state that tracks resources. If there is any, nothing in the folder is removed and most lists are empty. */
  readonly state: readonly string[];
  /** Files that synth wrote. */
  readonly synthesized: readonly string[];
  /** Files of the user: synth did not write them, and Terraform cannot recreate them. */
  readonly foreign: readonly string[];
  /** Files that can be removed: synth wrote them, or Terraform recreates them. */
  readonly disposable: readonly string[];
  /** Terraform's working folder, which is removed with its contents. */
  readonly caches: readonly string[];
  /** Whether it contains only folders. */
  readonly isEmpty: boolean;
  /** The folder and those below it, deepest first. */
  readonly folders: readonly string[];
}

const TERRAFORM_FOLDER = ".terraform";

/** The cdktf CLI leaves `plan` after a diff or deploy. */
const CACHE_FILES: readonly string[] = [TERRAFORM_FOLDER, LOCK_NAME, "plan", "crash.log"];

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
    // a backup before its state, which shows whether the backup is still needed (journal.ts checks again)
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

/** The reason to keep the folder of a stack that no longer exists; undefined if the folder is removed. */
export function whyItStays({ stack, state, foreign }: Leftover): string | undefined {
  const names = (files: readonly string[]) =>
    files.map((file) => path.posix.relative(`${STACKS_FOLDER}/${stack}`, file)).join(", ");
  if (state.length > 0) return `local state (${names(state)})`;
  return foreign.length > 0 ? `files that synth did not write (${names(foreign)})` : undefined;
}

/**
 * After the program, the cdktf CLI deletes every stack folder that the manifest does not name, with all its contents.
 * The program can prevent this only by failing.
 */
export function refuseIfCliWouldDelete({ outdir }: OutputPaths, leftovers: readonly Leftover[]): void {
  const errors = leftovers.flatMap((leftover) => {
    const reason = whyItStays(leftover);
    if (reason === undefined) return [];
    const folder = displayPath(path.join(outdir, STACKS_FOLDER, leftover.stack));
    const fix =
      leftover.state.length > 0 ? "destroy the stack or move the state away" : "move the files away";
    const error = userError({
      place: folder,
      got: `${reason} in the folder of a stack that no longer exists`,
      expected: "an empty folder, since the cdktf CLI deletes it",
      fix: `${fix} first, or run ${NPX} synth, which keeps the folder`,
    });
    return [error];
  });
  if (errors.length > 0) throw joinedErrors(errors);
}
