import { type Part } from "../compose";
import { type EnvironmentConfig } from "../../environment/environment";
import { type DatabaseSettings } from "../../environment/schema/database";
import { partSettings } from "../part-settings";
import { type AlarmedDatabase } from "./resources/database-alarms";

/** Databases of parts, by the ARNs that they give for backups. */
export const databasesOf = (
  parts: readonly Pick<Part, "id" | "contributes">[],
  config: EnvironmentConfig,
): AlarmedDatabase[] =>
  parts.flatMap(({ id, contributes }) => {
    const { database } = (partSettings(config, id) ?? {}) as { readonly database?: DatabaseSettings };
    if (database === undefined) return [];
    return contributes.backedUp.flatMap((arn) => {
      const name = /:rds:.*:db:(.+)$/.exec(arn)?.[1];
      return name === undefined ? [] : [{ part: id, name, ...database }];
    });
  });
