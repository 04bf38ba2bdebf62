import { join } from "node:path";
import { ConfigError } from "../environment/problems";
import { userError } from "../base/errors";
import { readTextUnlessMissing } from "../base/read-text";
import { type Digests, digestsIn } from "./digests";
import { lockSchema } from "./image-lock/lock-schema";
import { NPX } from "../base/program-name";
import { validatedFile } from "../environment/validated-file";

/** An image lock in a file. */
export interface LockFile {
  readonly file: string;
  readonly text: string;
  readonly digests: Digests;
}

/** Path of the image lock of an environment, in the folder of locks beside the folder of the YAML files. */
export const lockPath = (environmentsDir: string, environment: string): string =>
  join(environmentsDir, "..", "locks", `${environment}.images.lock.yaml`);

/**
 * Reads the lock of an environment; undefined if there is none. Throws a ConfigError if the file is no lock of it: a file
 * that cannot be read completely is never replaced.
 */
export function readLock(environmentsDir: string, environment: string): LockFile | undefined {
  const file = lockPath(environmentsDir, environment);
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const read = validatedFile(file, text, lockSchema);
  if ("problems" in read) throw new ConfigError(read.problems);
  const { data } = read;
  if (data.environment !== environment) {
    throw userError({
      place: file,
      got: `the lock of ${data.environment}`,
      expected: `the lock of ${environment}`,
      fix: `if the file is a copy, remove it; ${NPX} lock images --write writes a new one`,
    });
  }
  return { file, text, digests: digestsIn(data) };
}

const readIfThere = (file: string): string | undefined =>
  readTextUnlessMissing(file, {
    expected: "a readable file",
    fix: "restore the image lock from version control",
  });
