import * as fs from "node:fs";
import * as path from "node:path";
import { userError } from "./errors";
import { explained } from "./output/explained";
import { type CarryOutOptions, type Plan, commit, isOpen, rollForward } from "./output/journal";
import { takeLock } from "./output/lock";
import { type OutputPaths, outputPathsOf } from "./output/paths";
import { foldersAbove, hasSameBytes } from "./output/tree";
import { displayPath, lstatIfThere, removeIfPossible, makeFolder } from "./files";
import { sha256Of } from "./digests";

export interface LockedFolderOptions extends CarryOutOptions {
  /** The end of the error about a file in place of the folder. */
  readonly notAFile: { readonly expected: string; readonly fix: string };
  /** State of the folder after a failure, by its path. */
  readonly left: { readonly partly: string; readonly nothing: (folder: string) => string };
}

/**
 * A folder that one process at a time changes, completely or not at all (docs/decisions/0003). New files are written beside it first,
 * and a journal lets the next run finish an interrupted move.
 */
export class LockedFolder {
  private constructor(
    private readonly places: OutputPaths,
    private readonly release: () => void,
    private readonly options: LockedFolderOptions,
  ) {}

  /** Takes the lock, and finishes the move of an interrupted run. Fails while another run has the lock. */
  static open(folder: string, options: LockedFolderOptions): LockedFolder {
    const places = outputPathsOf(folder);
    try {
      makeFolder(places.parent);
      if (lstatIfThere(places.outdir)?.isDirectory() === false) {
        const { expected, fix } = options.notAFile;
        throw userError({ place: displayPath(places.outdir), got: "a file", expected, fix });
      }
      const locked = new LockedFolder(places, takeLock(places), options);
      try {
        rollForward(places, options);
        return locked;
      } catch (error) {
        locked.close();
        throw error;
      }
    } catch (error) {
      throw explainedIn(error, places, options);
    }
  }

  /** The folder itself, with symbolic links resolved. */
  get folder(): string {
    return this.places.outdir;
  }

  /** Folder for new files. */
  get staged(): string {
    return this.places.staged;
  }

  /** Empties the folder for new files. */
  stage(): void {
    fs.rmSync(this.staged, { recursive: true, force: true });
    fs.mkdirSync(this.staged);
  }

  commit(plan: Plan): void {
    commit(this.places, plan, this.options);
  }

  /**
   * Removes files with the folders that they leave empty, and moves staged files in.
   *
   * @param last file that says that the folder is complete: it is moved last, where it is staged and something changes
   */
  replace(written: readonly string[], removed: readonly string[], last: string): void {
    const { staged, folder } = this;
    const end = lstatIfThere(path.join(staged, last)) === undefined ? [] : [last];
    const changes =
      written.length > 0 ||
      removed.length > 0 ||
      end.some((file) => !hasSameBytes(path.join(staged, file), path.join(folder, file)));
    this.commit({
      removeFiles: removed,
      removeTrees: [],
      removeFolders: [...new Set(removed.flatMap(foldersAbove))].sort((a, b) => b.length - a.length),
      put: (changes ? [...written, ...end] : []).map((file) => ({
        file,
        sha256: sha256Of(path.join(staged, file)),
      })),
    });
  }

  /** A file system error of the folder as a message for users; other errors unchanged. */
  explained(error: unknown): unknown {
    return explainedIn(error, this.places, this.options);
  }

  /** Removes the new files, unless their move is unfinished, and releases the lock. */
  close(): void {
    try {
      try {
        if (!isOpen(this.places)) removeIfPossible(this.staged);
      } finally {
        this.release();
      }
    } catch (error) {
      throw this.explained(error);
    }
  }
}

const explainedIn = (error: unknown, places: OutputPaths, { left }: LockedFolderOptions): unknown =>
  explained(error, places, isOpen(places) ? left.partly : left.nothing(displayPath(places.outdir)));
