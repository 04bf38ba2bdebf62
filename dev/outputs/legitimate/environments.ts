import { parse, stringify } from "yaml";
import { type Mutable, type MutableObject } from "../../mutate/edits";

/** A variation of the file of an environment. */
export interface LegitimateSettings {
  readonly environment: string;
  readonly change: string;
  readonly text: string;
}

type Edit = (file: MutableObject) => boolean;

const objects = (value: Mutable | undefined): MutableObject[] =>
  Object.values((value ?? {}) as MutableObject).filter(
    (each): each is MutableObject => each !== null && typeof each === "object" && !Array.isArray(each),
  );

const eachModel =
  (edit: (model: MutableObject) => void): Edit =>
  (file) => {
    const models = (file["models"] ?? []) as MutableObject[];
    models.forEach(edit);
    return models.length > 0;
  };

const eachGroup =
  (edit: (group: MutableObject) => void): Edit =>
  (file) => {
    const groups = objects((file["cluster"] as MutableObject | undefined)?.["nodeGroups"]);
    groups.forEach(edit);
    return groups.length > 0;
  };

/** Adds items to a list that the file has at a path. */
const longer =
  (path: readonly string[], ...items: readonly Mutable[]): Edit =>
  (file) => {
    const holder = path
      .slice(0, -1)
      .reduce<MutableObject | undefined>((at, step) => at?.[step] as MutableObject | undefined, file);
    const list = holder?.[path.at(-1) ?? ""];
    if (!Array.isArray(list)) return false;
    list.push(...items);
    return true;
  };

/** Sets a value in a mapping that the file has. */
const set =
  (path: readonly string[], value: Mutable, isNew = false): Edit =>
  (file) => {
    const holder = path
      .slice(0, -1)
      .reduce<MutableObject | undefined>((at, step) => at?.[step] as MutableObject | undefined, file);
    if (holder === undefined || typeof holder !== "object") return false;
    if (isNew && holder[path.at(-1) ?? ""] !== undefined) return false;
    holder[path.at(-1) ?? ""] = value;
    return true;
  };

/** Usual changes of an owner. */
const EDITS: readonly (readonly [words: string, edit: Edit])[] = [
  ["tags", set(["tags"], { team: "a", "cost-center": "4711" }, true)],
  ["another owner", set(["owner"], "another-team")],
  ["larger disks", eachGroup((group) => (group["diskGiB"] = Number(group["diskGiB"] ?? 50) + 50))],
  [
    "labels of nodes",
    eachGroup(
      (group) => (group["labels"] = { ...(group["labels"] as MutableObject), "example.com/use": "a" }),
    ),
  ],
  [
    "a variable of models",
    eachModel(
      (model) => (model["environment"] = { ...(model["environment"] as MutableObject), LOG_FORMAT: "json" }),
    ),
  ],
  [
    "an annotation of pods",
    eachModel(
      (model) =>
        (model["podAnnotations"] = {
          ...(model["podAnnotations"] as MutableObject),
          "example.com/team": "a",
        }),
    ),
  ],
  ["more quota", set(["quotas", "standardVcpus"], 512)],
  ["another range of clients", longer(["entry", "clientCidrs"], "10.200.0.0/16")],
  ["another range of operators", longer(["cluster", "apiAccess", "cidrs"], "10.65.0.0/16")],
  ["a longer life of flow logs", set(["network", "flowLogs"], { retentionDays: 180 })],
  ["an auditor", (file) => addAccess(file, "audit-of-year", ["auditors"])],
  ["no more than it was", () => true],
  ["values in the reverse order", (file) => reversed(file)],
  [
    "a longer start",
    eachModel((model) => {
      if (model["startupSeconds"] !== undefined)
        model["startupSeconds"] = Number(model["startupSeconds"]) + 30;
    }),
  ],
  [
    "another tag of images",
    eachModel((model) => {
      const image = model["image"] as MutableObject | undefined;
      if (image?.["tag"] !== undefined) image["tag"] = "9.9.9";
    }),
  ],
  ["an email of alarms", set(["components", "alerts", "email"], "another@example.com")],
];

function addAccess(file: MutableObject, name: string, people: string[]): boolean {
  const cluster = file["cluster"] as MutableObject | undefined;
  if (cluster === undefined) return false;
  const role = `arn:aws:iam::${String(file["account"])}:role/${name}`;
  cluster["access"] = [...((cluster["access"] ?? []) as Mutable[]), { role, people }];
  return true;
}

function reversed(file: MutableObject): boolean {
  const entries = Object.entries(file).toReversed();
  for (const [key] of entries) Reflect.deleteProperty(file, key);
  Object.assign(file, Object.fromEntries(entries));
  return true;
}

/** Each variation of the file of an environment that has what it varies. */
export const environmentVariations = (environment: string, text: string): LegitimateSettings[] =>
  EDITS.flatMap(([change, edit]) => {
    const file = parse(text) as MutableObject;
    return edit(file) ? [{ environment, change, text: stringify(file) }] : [];
  });
