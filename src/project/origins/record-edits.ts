import { basename, dirname, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { firstFew } from "../../base/counted";

/** The record of an environment in an output folder, and that of a new synth, as JSON. */
export interface RecordPair {
  readonly environment: string;
  readonly found: JsonObject;
  readonly fresh: JsonObject;
}

/**
 * Values of a record that the inputs do not lead to, in words; empty for one of these inputs. Their folder may have another path than at
 * the synth. Which inherited waivers accept a finding depends on the day, so the record may lack one.
 */
export function recordEdits({ environment, found, fresh }: RecordPair): string[] {
  const [was, is] = [comparable(fresh, environment), comparable(found, environment)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
    if (key === "waivers") return waiverEdits(asArray(was[key] ?? []), asArray(is[key] ?? []));
    if (isDeepStrictEqual(was[key], is[key])) return [];
    return [`${key}${namesOf(was[key], is[key])}`];
  });
}

/** Whether a record names the inputs of a new synth, with their digests. */
export const hasSameInputs = ({ environment, found, fresh }: RecordPair): boolean =>
  isDeepStrictEqual(comparable(found, environment)["inputs"], comparable(fresh, environment)["inputs"]);

/** The record with paths from the folder of the environments. */
function comparable(record: JsonObject, environment: string): Readonly<Record<string, Json>> {
  const inputs = asObject(record["inputs"]);
  const yaml = Object.keys(inputs).find((file) => basename(file) === `${environment}.yaml`);
  const near = (path: string): string => (yaml === undefined ? path : relative(dirname(yaml), path));
  const placed = (key: string, place: (text: string) => string) =>
    Array.isArray(record[key])
      ? asArray(record[key]).map((item) =>
          Object.fromEntries(
            Object.entries(asObject(item)).map(([name, value]) => [
              name,
              ["at", "source"].includes(name) && typeof value === "string" ? place(value) : value,
            ]),
          ),
        )
      : undefined;
  const settings = placed("settings", (at) =>
    at.replace(/^(.*?)(:\d+:\d+)$/, (_, file: string, position: string) => `${near(file)}${position}`),
  );
  const ownChecks = placed("ownChecks", near);
  return {
    ...record,
    ...(settings ? { settings } : {}),
    ...(ownChecks ? { ownChecks } : {}),
    inputs: Object.fromEntries(Object.entries(inputs).map(([file, digest]) => [near(file), digest])),
  };
}

function waiverEdits(all: readonly Json[], recorded: readonly Json[]): string[] {
  const isAmong = (waiver: Json, others: readonly Json[]): boolean =>
    others.some((each) => isDeepStrictEqual(each, waiver));
  const added = recorded.filter((waiver) => !isAmong(waiver, all));
  const removed = all.filter(
    (waiver) => asObject(waiver)["inherited"] !== true && !isAmong(waiver, recorded),
  );
  const words = (waivers: readonly Json[]): string =>
    waivers.map((waiver) => `${textAt(waiver, "check")} at ${textAt(waiver, "address")}`).join(", ");
  return [
    ...(added.length > 0 ? [`waivers that the inputs do not have: ${words(added)}`] : []),
    ...(removed.length > 0 ? [`no waivers ${words(removed)}, which the inputs have`] : []),
  ];
}

const textAt = (value: Json, key: string): string => String(asObject(value)[key]);

/** Names that a message shows. */
const MOST = 4;

/** Settings, files and other items that differ. */
function namesOf(was: Json | undefined, is: Json | undefined): string {
  const [old, now] = [itemsOf(was), itemsOf(is)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => name !== "" && !isDeepStrictEqual(old.get(name), now.get(name)),
  );
  return names.length === 0 ? "" : ` (${firstFew(names, MOST)})`;
}

const itemsOf = (value: Json | undefined): ReadonlyMap<string, Json> =>
  new Map(
    Array.isArray(value)
      ? asArray(value).map((item) => [nameOfItem(item), item])
      : Object.entries(asObject(value)),
  );

function nameOfItem(item: Json): string {
  const { path, id } = asObject(item);
  return Array.isArray(path) ? asArray(path).map(String).join(".") : typeof id === "string" ? id : "";
}
