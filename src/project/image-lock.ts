import { join } from "node:path";
import { userError } from "../base/errors";
import { NPX } from "../base/program-name";
import { readTextUnlessMissing } from "../base/read-text";
import { ConfigError } from "../environment/problems";
import { validatedFile } from "../environment/validated-file";
import { type ImageDigests, digestsIn } from "./image-lock/digests";
import { DIGEST, imageLockSchema } from "./image-lock/lock-schema";
import { stringify } from "yaml";
import { type ImageList } from "./image-list";

/** An image lock in a file. */
interface LockFile {
  readonly file: string;
  readonly text: string;
  readonly digests: ImageDigests;
}

/** Path of the image lock of an environment, in the folder of locks beside the folder of the YAML files. */
export const imageLockPath = (environmentsDir: string, environment: string): string =>
  join(environmentsDir, "..", "locks", `${environment}.images.lock.yaml`);

/**
 * Reads the lock of an environment; undefined if there is none. Throws a ConfigError if the file is no lock of it: a file
 * that cannot be read completely is never replaced.
 */
export function readLock(environmentsDir: string, environment: string): LockFile | undefined {
  const file = imageLockPath(environmentsDir, environment);
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const read = validatedFile(file, text, imageLockSchema);
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

/** Increases when a key is removed or changes its meaning. */
const FORMAT = 1;

/** The lock of a list, as it is written and as `--json` prints it. */
export const imageLockOf = ({ environment, registry, region, ...list }: ImageList) => ({
  format: FORMAT,
  environment,
  registry,
  region,
  images: list.images.map(inOrder),
  charts: list.charts.map(inOrder),
  owned: list.owned.map(inOrder),
  excepted: list.excepted,
  notJudged: list.notJudged,
});

/**
 * Text of a lock. Equal lists have equal texts.
 *
 * @param isOwned whether the reader has no command that writes it
 */
export function lockText(list: ImageList, isOwned = false): string {
  const source = isOwned ? "" : ` Written by ${NPX} lock images; digests are recorded with --digests.`;
  return `# Images and charts that ${list.environment} pulls.${source}\n${stringify(imageLockOf(list), { lineWidth: 0 })}`;
}

const KEYS = ["chart", "version", "source", "target", "cached", "tag", "digest", "platforms", "usedBy"];
const inOrder = <T extends object>(entry: T): T =>
  Object.fromEntries(
    Object.entries(entry).sort(([a], [b]) => KEYS.indexOf(a) - KEYS.indexOf(b)),
  ) as unknown as T;

/**
 * Reads the file of digests that the mirror script writes: a line `KEY DIGEST` for each version. Throws where a digest
 * differs from a recorded one, since a version then has other contents.
 */
export function readDigests(file: string, text: string, recorded: ImageDigests): ImageDigests {
  const digests = new Map(recorded);
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, key = "", digest = ""] = /^((?:image|chart) \S+) (\S+)$/.exec(line) ?? [];
    const place = `${file}:${index + 1}`;
    if (!DIGEST.test(digest)) {
      throw userError({
        place,
        got: line.slice(0, 100),
        expected: "image SOURCE:TAG DIGEST, or chart SOURCE/NAME:VERSION DIGEST",
        fix: "name the file that the mirror script wrote",
      });
    }
    const known = digests.get(key);
    if (known !== undefined && known !== digest) {
      throw userError({
        place,
        got: `${digest} for ${key}`,
        expected: `${known}, the recorded digest`,
        fix: "find out why its contents changed; to accept them, remove the digest from the lock",
      });
    }
    digests.set(key, digest);
  }
  return digests;
}
