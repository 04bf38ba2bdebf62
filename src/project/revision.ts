import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { userError } from "../base/errors";
import { withScratch } from "../base/scratch";
import { git } from "../base/git";
import { commitOf } from "./synthesized-sides";

/** Passes the folder of a hand-over, as a revision of its repository has it, to `use`. */
export function withRevision<T>(folder: string, ref: string, use: (folder: string) => T): T {
  const commit = commitOf({ ref, root: folder });
  const names = git(folder, "ls-tree", "-r", "-z", "--name-only", commit).split("\0").filter(Boolean);
  if (names.length === 0)
    throw userError({
      place: `--base ${ref}`,
      got: `a revision without ${folder}`,
      expected: "one that has the folder of the hand-over",
      fix: "name a later revision",
    });
  return withScratch("module-base-", (scratch) => {
    for (const name of names) {
      const file = join(scratch, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, git(folder, "show", `${commit}:./${name}`));
    }
    return use(scratch);
  });
}
