import { type LoadedEnvironment } from "../environment/loaded-environment";
import { checksum } from "../base/checksum";
import { type LockFile, lockFileOf } from "./lock-file";

/** Checksum of an environment's file, or of one that it extends. */
export const digestOfText = (text: string): string => checksum([text]);

/** Checksum of the parts of an address lock that shape stacks; without a lock it has none of them. */
export const digestOfLock = (lock: LockFile["lock"] | undefined): string =>
  checksum([lock?.moves ?? [], [...(lock?.retained ?? [])]]);

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
