import { isDeepStrictEqual } from "node:util";
import { statedIn } from "../../infrastructure/stated";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type Causes } from "./causes";
import { type EnvironmentChanges } from "../compare-environments";
import { type ReviewLine } from "./line";
import { say, fromTo } from "./phrase";
import { namedSettings } from "./setting-changes";
import { mixedSettings } from "../trials/mixed-settings";
import { isPathInside } from "../trials/units";

/** Values of the file that only proofs read: no block differs, and what runs may not be what they are about. */
export function statedLines(
  before: EnvironmentRecord,
  after: EnvironmentRecord,
  { resources, others }: EnvironmentChanges,
  causes: Causes,
): ReviewLine[] {
  const [was, is] = [before, after].map(({ settings }) => comparable(statedIn(settings)));
  if (isDeepStrictEqual(was, is)) return [];
  const found = [...resources, ...others].map((change) => causes.ofChange(change));
  const shaping = new Set(
    found.flatMap((cause) => (cause.by === "settings" ? cause.settings.map(({ path }) => path) : [])),
  );
  const [old, now] = [namedSettings(before.settings), namedSettings(after.settings)];
  return causes.changes
    .filter(
      ({ at, path }) =>
        at !== undefined &&
        !SECTIONS_WITH_LINES.test(path) &&
        ![...shaping].some((part) => isPathInside(path, part)),
    )
    .slice(0, MOST)
    .filter(({ path }) => {
      const without = mixedSettings(now, old, (each) => each === path);
      return !isDeepStrictEqual(comparable(statedIn(without)), is);
    })
    .map((change): ReviewLine => ({
      level: OF_FILES.test(change.path) ? "attention" : "info",
      text: say`${change.path}: ${fromTo(change)}; no block differs, and the checks judge the environment by this value${[OF_FILES.test(change.path) ? ": pods serve the files of the bucket, which must be those of this model" : ""]}`,
      cause: { by: "settings", settings: [change] },
    }));
}

/** Values about files that no stack has. */
const OF_FILES = /^models\[[^\]]*\]\.llm\./;

/** Sections with lines of their own. */
const SECTIONS_WITH_LINES = /^(trusted|acceptedBlocks|waivers)\b/;

/** Changed values that are tried. */
const MOST = 50;

/** Stated values with lists in one order, since their order states nothing. */
function comparable(value: unknown): unknown {
  if (value instanceof Map) return comparable(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(comparable(item))).sort();
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}
