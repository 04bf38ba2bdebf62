import { type Value, entriesBelow, valueAt } from "./lists";

/** The database of a part, as the file states it. */
export interface StatedDatabase {
  /** Key of the part below `components`. */
  readonly part: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  readonly deletionProtection: boolean;
  /** Days between two rotations of its password. */
  readonly passwordDays: number;
}

/** Databases of the parts that have one. Defaults of the keys are filled in. */
export const statedDatabases = (settings: readonly Value[]): StatedDatabase[] =>
  entriesBelow(settings, ["components"]).flatMap(([part, values]) => {
    const at = (key: string): unknown => valueAt(values, key);
    if (at("database.storageGiB") === undefined) return [];
    return [
      {
        part,
        instanceClass: String(at("database.instanceClass")),
        storageGiB: Number(at("database.storageGiB")),
        multiAz: at("database.multiAz") === true,
        backupDays: Number(at("database.backupDays")),
        deletionProtection: at("database.deletionProtection") === true,
        passwordDays: Number(at("passwordDays")),
      },
    ];
  });
