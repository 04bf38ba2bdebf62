import { stringify } from "yaml";
import { type ImageList, type ListedChart, type ListedImage, type OwnImage } from "./image-list";
import { NPX } from "../base/program-name";

/** Name of the lock in a folder that holds one environment. */
export const LOCK_NAME = "images.lock.yaml";

/** Increases when a key is removed or changes its meaning. */
export const FORMAT = 1;

/** The lock of a list, as it is written and as `--json` prints it. */
export const lockOf = ({ environment, registry, region, ...list }: ImageList) => ({
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
  return `# Images and charts that ${list.environment} pulls.${source}\n${stringify(lockOf(list), { lineWidth: 0 })}`;
}

const KEYS = ["chart", "version", "source", "target", "cached", "tag", "digest", "platforms", "usedBy"];

const inOrder = <T extends ListedImage | ListedChart | OwnImage>(entry: T): T =>
  Object.fromEntries(
    Object.entries(entry).sort(([a], [b]) => KEYS.indexOf(a) - KEYS.indexOf(b)),
  ) as unknown as T;
