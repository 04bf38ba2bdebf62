import { type LoadedEnvironment } from "../environment/loaded-environment";
import { type LockFile, lockFileOf } from "./lock-file";
import { sha256 } from "../base/digests";

/** Checksum of an environment's file, or of one that it extends. */
export const digestOfText = (text: string): string => sha256(JSON.stringify([text]));

/** Checksum of the parts of an address lock that shape stacks; without a lock it has none of them. */
export const digestOfLock = (lock: LockFile["lock"] | undefined): string =>
  sha256(JSON.stringify([lock?.moves ?? [], [...(lock?.retained ?? [])]]));

/** Checksums of the files that an environment is made of, by path. */
export const inputDigests = (
  { file, texts, own = [] }: Pick<LoadedEnvironment<unknown>, "file" | "texts" | "own">,
  lock: LockFile | undefined,
): ReadonlyMap<string, string> =>
  new Map([
    ...[...texts].map(([path, text]) => [path, digestOfText(text)] as const),
    // The texts have the code of components, whose blocks follow from the other inputs.
    ...own
      .filter(({ component }) => component === undefined)
      .map(({ path, text }) => [path, digestOfText(text)] as const),
    [lockFileOf(file), digestOfLock(lock?.lock)],
  ]);
