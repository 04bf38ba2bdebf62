import { partSettings } from "../../platform/part-settings";
import { type EnvironmentConfig } from "../../environment/schema";
import { type Part } from "../../platform/contract";
import { type DatabaseSettings, storageGrowth } from "../database-settings";

/** A database of RDS, with the part whose data it has. */
export interface AlarmedDatabase {
  readonly part: string;
  readonly name: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** GiB that RDS may add to the storage. 0 lets it never grow. */
  readonly growthGiB: number;
}

/** Databases of parts, by the ARNs that they give for backups. */
export const databasesOfParts = (
  parts: readonly Pick<Part, "id" | "contributes">[],
  config: EnvironmentConfig,
): AlarmedDatabase[] =>
  parts.flatMap(({ id, contributes }) => {
    const { database } = (partSettings(config, id) ?? {}) as { readonly database?: DatabaseSettings };
    if (database === undefined) return [];
    return contributes.backedUp.flatMap((arn) => {
      const name = /:rds:.*:db:(.+)$/.exec(arn)?.[1];
      return name === undefined ? [] : [{ part: id, name, ...database, growthGiB: storageGrowth(database) }];
    });
  });
