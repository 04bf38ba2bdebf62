import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type Cause, type Causes } from "../stages/causes";
import { type SettingChange } from "../stages/setting-changes";

type List = "waivers" | "acceptedBlocks" | "trusted";

/** Values of an entry that identify it in its list. */
export type EntryValues = Readonly<Record<string, string | undefined>>;

/** Causes of lines about entries of a list: the changed values of the entry, or all of the list for one that is gone. */
export class EntryCauses {
  constructor(
    private readonly causes: Causes,
    private readonly after: EnvironmentRecord,
  ) {}

  /** The cause of a line about an entry after the change; without values, about a removed one. */
  of(list: List, values?: EntryValues): Cause {
    if (!this.causes.isKnown) return { by: "unknown" };
    const all = this.causes.changes.filter(({ path }) => path === list || path.startsWith(`${list}[`));
    const index = values === undefined ? undefined : this.indexOf(list, values);
    const prefix = `${list}[${String(index)}]`;
    const own = all.filter(({ path }) => path === prefix || path.startsWith(`${prefix}.`));
    const found = own.length > 0 ? own : all;
    if (found.length === 0) return { by: "unknown" };
    const settings =
      own.length > 1 && own.every(({ before }) => before === undefined) ? added(prefix, own) : found;
    return { by: "settings", settings, ...(own.length === 0 && settings.length > 1 ? { isOpen: true } : {}) };
  }

  private indexOf(list: List, values: EntryValues): number | undefined {
    const entries = new Map<number, Map<string, unknown>>();
    for (const { path, value } of this.after.settings) {
      const [section, index, key] = path;
      if (section !== list || typeof index !== "number" || key === undefined) continue;
      const entry = entries.get(index) ?? new Map<string, unknown>();
      entries.set(index, entry.set(String(key), value));
    }
    return [...entries].find(([, entry]) =>
      Object.entries(values).every(([key, value]) => value === undefined || entry.get(key) === value),
    )?.[0];
  }
}

/** One part for a new entry, instead of each of its values. */
const added = (path: string, values: readonly SettingChange[]): SettingChange[] => {
  const at = values.find((each) => each.at !== undefined)?.at;
  return [{ path, before: undefined, after: undefined, at, part: "added" }];
};
