import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { readTextUnlessMissing } from "../../base/read-text";
import { git, runGit } from "../../base/git";
import { type ReviewLine } from "../stages/line";
import { decidingLines, isDeciding } from "./deciding-files";
import { type FileChange } from "./file-change";

/** A checkout, and the revision that it is compared with. */
export interface Checkout {
  /** Folder of the program, in a git repository. */
  readonly root: string;
  /** A branch, tag or commit. */
  readonly ref: string;
  /** Folder of the environments, absolute or from the root. */
  readonly environmentsDir: string;
}

/** Lines on the files of a repository that decide, between a revision and the checkout with its uncommitted edits. */
export function decidingLinesSince({ root, ref, environmentsDir }: Checkout): ReviewLine[] {
  const top = git(root, "rev-parse", "--show-toplevel").trim();
  const place = isAbsolute(environmentsDir) ? environmentsDir : resolve(root, environmentsDir);
  const folder =
    relative(top, existsSync(place) ? realpathSync(place) : place)
      .split(sep)
      .join("/") || ".";
  const commit = git(root, "rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`).trim();
  const listed = [
    git(top, "diff", "--name-only", "--no-renames", "-z", commit, "--"),
    git(top, "ls-files", "--others", "--exclude-standard", "-z"),
  ].flatMap((list) => list.split("\0"));
  const paths = [...new Set(listed)].filter((path) => path !== "" && isDeciding(path, folder));
  return decidingLines(
    paths.map((path): FileChange => ({
      path,
      before: textAt(top, commit, path),
      after: textOfFile(join(top, path)),
    })),
    folder,
  );
}

/** Text of a file in a commit; undefined where it has none. */
function textAt(top: string, commit: string, path: string): string | undefined {
  const { status, stdout } = runGit(top, "show", `${commit}:${path}`);
  return status === 0 ? stdout : undefined;
}

/** In the place of the bytes of a file that is no text, which no kind understands. */
const NO_TEXT = "no text";

/** Text of a file; undefined where there is none. */
function textOfFile(file: string): string | undefined {
  try {
    return readTextUnlessMissing(file, { expected: "text", fix: "correct the file" });
  } catch {
    return NO_TEXT;
  }
}
