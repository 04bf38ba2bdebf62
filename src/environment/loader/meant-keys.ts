import type { $ZodType } from "zod/v4/core";
import { flowText, variablesText } from "./conversions";
import { FOREIGN_KEYS, type ForeignKey } from "./foreign-keys";
import { FOREIGN_VALUES } from "./foreign-values";
import { gotOf } from "./issue-problems";
import { keyPosition, settingPlaceAt, type PlaceInYaml } from "./places";
import { formatPath, printable, type ConfigPath, type Problem } from "../problems";
import { didYouMean, unknownKey } from "./unknown-key";
import { namedKeys } from "./value-forms";
import {
  locationOf,
  valuesAlong,
  withEntry,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  yamlNodeAt,
} from "./yaml-node";
import { sentenceFor } from "./wording";

/** An environment in which each key that is known by its meaning is ours, and the problems of the keys as written. */
export interface MeantKeys {
  readonly keys: YamlMapping;
  readonly problems: readonly Problem[];
}

/** One correction: a problem, and the environment with its fix. */
interface Correction {
  readonly problem: Problem;
  readonly keys: YamlMapping;
}

/**
 * Follows the advice for keys of other tools and for typing errors. The rest of the validation then
 * judges what the user meant, so that one run reports all errors, and each fix leads to what was
 * validated.
 */
export function withMeantKeys(written: YamlMapping, schema: $ZodType): MeantKeys {
  const problems: Problem[] = [];
  let keys = written;
  for (let next = correctionIn(keys, schema, []); next; next = correctionIn(keys, schema, [])) {
    problems.push(next.problem);
    keys = next.keys;
  }
  return { keys, problems };
}

/** The next correction at or below a path; undefined if there is none. */
function correctionIn(root: YamlMapping, schema: $ZodType, path: ConfigPath): Correction | undefined {
  const place = settingPlaceAt(root, schema, path);
  const { written } = place;
  if (written === undefined || place.spoiled || place.forms.length === 0) return undefined;
  const own = valueCorrection(root, place, written);
  if (own) return own;
  if (written.kind === "list") {
    return first(written.items.keys(), (index) => correctionIn(root, schema, [...path, index]));
  }
  if (written.kind !== "mapping") return undefined;
  const isNamed = place.forms.some((form) => form._zod.def.type === "object");
  return (
    (isNamed ? keyCorrection(root, schema, place, written) : undefined) ??
    first(written.entries.keys(), (name) => correctionIn(root, schema, [...path, name]))
  );
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A path with `[]` for each entry of a list. */
const patternOf = (path: ConfigPath): string =>
  path
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .replace(/^\./, "");

/** Whether a path is one of a table, in which `*` is any name. */
function matches(pattern: string, path: ConfigPath): boolean {
  const [steps, own] = [pattern.split("."), patternOf(path).split(".")];
  return steps.length === own.length && steps.every((step, index) => step === "*" || step === own[index]);
}

function valueCorrection(root: YamlMapping, place: PlaceInYaml, written: YamlNode): Correction | undefined {
  return first(FOREIGN_VALUES, ({ at, becomes, fix }) => {
    const value = matches(at, place.path) ? becomes(written) : undefined;
    if (value === undefined) return undefined;
    const problem = {
      location: locationOf(written),
      path: formatPath(place.path),
      got: gotOf(written),
      expected: sentenceFor(place.forms, place.key),
      fix: printable(fix?.(value) ?? `write ${flowText(value)}`, LONGEST),
    };
    return { problem, keys: withEntry(root, place.path, { key: keyPosition(root, place.path), value }) };
  });
}

const lettersOf = (key: string): string => key.replace(/[-_]/g, "").toLowerCase();

/** Corrects a key that the schema does not define: by the table of other tools, then by its spelling. */
function keyCorrection(
  root: YamlMapping,
  schema: $ZodType,
  { path, forms }: PlaceInYaml,
  written: YamlMapping,
): Correction | undefined {
  const known = namedKeys(forms);
  const unknown = [...written.entries].filter(([name, { value }]) => !known.includes(name) && !value.faulty);
  if (unknown.length === 0 || known.length === 0) return undefined;
  const foreign = first(FOREIGN_KEYS, (row) =>
    row.under.some((under) => matches(under, path))
      ? first(unknown, ([name, entry]) =>
          row.names.some((each) => lettersOf(each) === lettersOf(name))
            ? foreignCorrection(root, schema, [...path, name], entry, row)
            : undefined,
        )
      : undefined,
  );
  if (foreign) return foreign;
  return first(unknown, ([name, { key, value }]) => {
    const { problem, meant } = unknownKey(root, schema, [...path, name]);
    return (
      meant && {
        problem,
        keys: withEntry(withEntry(root, [...path, name], undefined), meant, { key, value }),
      }
    );
  });
}

function foreignCorrection(
  root: YamlMapping,
  schema: $ZodType,
  path: ConfigPath,
  { key, value }: YamlEntry,
  { becomes, note }: ForeignKey,
): Correction | undefined {
  const parent = path.slice(0, -1);
  const targets = Object.entries(becomes ?? {}).flatMap(([to, convert]) => {
    const target = to.startsWith(".") ? [...parent, ...to.slice(1).split(".")] : to.split(".");
    const own = convert(value);
    const isKnown = settingPlaceAt(root, schema, target).forms.length > 0;
    const outer = valuesAlong(root, target.slice(0, -1)).at(-1);
    return own === undefined || !isKnown || outer?.kind !== "mapping" ? [] : [{ path: target, value: own }];
  });
  if (becomes && targets.length === 0) return undefined;
  const problem = (fix: string): Problem => ({
    location: locationOf(key),
    path: formatPath(path),
    got: printable(String(path.at(-1))),
    expected: parent.length === 0 ? "a key of an environment" : `a key of ${formatPath(parent)}`,
    fix,
  });
  const without = withEntry(root, path, undefined);
  if (!becomes) return { problem: problem(`remove it; ${note ?? ""}`), keys: without };
  const taken = first(targets, (target) => writtenBeside(root, target.path, key));
  if (taken !== undefined) return { problem: problem(`remove it; ${taken} sets the same`), keys: without };
  return {
    problem: problem(fixOf(targets, path, value, note)),
    keys: targets.reduce(
      (keys, target) => withEntry(keys, target.path, { key, value: target.value }),
      without,
    ),
  };
}

interface Target {
  readonly path: ConfigPath;
  readonly value: YamlNode;
}

/** The key, as written, that sets a path in the same file; undefined if the path is free, or a file sets it that this one extends. */
function writtenBeside(root: YamlMapping, path: ConfigPath, key: YamlEntry["key"]): string | undefined {
  const parent = yamlNodeAt(root, path.slice(0, -1));
  const name = String(path.at(-1));
  const there = parent?.kind === "mapping" ? parent.entries.get(name)?.key : undefined;
  if (there?.source !== key.source) return undefined;
  return /^[A-Za-z][\w-]*(?=["']?\s*:)/.exec(there.source.text.slice(there.offset))?.[0] ?? name;
}

/** Longest fix that repeats a value. */
const LONGEST = 160;

function fixOf(
  targets: readonly Target[],
  path: ConfigPath,
  written: YamlNode,
  note: string | undefined,
): string {
  const [{ path: to, value }] = targets as readonly [Target, ...Target[]];
  const place = to.slice(0, -1);
  const isBeside = formatPath(place) === formatPath(path.slice(0, -1));
  const under = isBeside ? "" : place.length === 0 ? " at the top level" : ` under ${formatPath(place)}`;
  const isSame = targets.length === 1 && value === written;
  const [name, own] = [String(to.at(-1)), String(path.at(-1))];
  if (isSame && isBeside) return `${didYouMean(name)}${note === undefined ? "" : ` ${note}`}`;
  const texts = targets.map((each) => {
    const to = String(each.path.at(-1));
    return `${to}: ${to === "environment" ? variablesText(each.value) : flowText(each.value)}`;
  });
  const text = printable(texts.join(", "), LONGEST);
  const end = note === undefined ? "" : `; ${note}`;
  if (isSame && name === own) return `move it${under}${end}`;
  const isShort = text.length < LONGEST && !text.includes("[{");
  return `${isShort ? `write ${text}` : `write it as ${name}`}${under}${end}`;
}
