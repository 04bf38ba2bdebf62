import { type KeyValue, entriesBelow, statedAt } from "./lists";

/** The database of a part, as the file states it. */
export interface StatedDatabase {
  /** Key of the part below `components`. */
  readonly part: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** GiB that RDS may add to it: those of the file, or else 80, or a tenth of the storage if that is more. */
  readonly growthGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  readonly deletionProtection: boolean;
  /** Days between two rotations of its password. */
  readonly passwordDays: number;
}

/** Databases of the parts that have one. Defaults of the keys are filled in. */
export const statedDatabases = (settings: readonly KeyValue[]): StatedDatabase[] =>
  entriesBelow(settings, ["components"]).flatMap(([part, values]) => {
    const at = (key: string): unknown => statedAt(values, key);
    if (at("database.storageGiB") === undefined) return [];
    const storageGiB = Number(at("database.storageGiB"));
    return [
      {
        part,
        instanceClass: String(at("database.instanceClass")),
        storageGiB,
        growthGiB: Number(at("database.growthGiB") ?? Math.max(80, Math.ceil(storageGiB / 10))),
        multiAz: at("database.multiAz") === true,
        backupDays: Number(at("database.backupDays")),
        deletionProtection: at("database.deletionProtection") === true,
        passwordDays: Number(at("passwordDays")),
      },
    ];
  });
