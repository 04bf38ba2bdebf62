import { type Value, entriesBelow, textsOf, valueAt } from "./lists";

/** Role, paths and port of a model in Git, as the file states them. */
export interface StatedGitModel {
  /** Prefix of the model bucket that its pods read. @default - it has no role */
  readonly bucketPrefix?: string;
  readonly paths: readonly string[];
  readonly port: number;
  readonly healthPath: string;
}

/** Models in Git that the file names, by name. */
export const statedGitModels = (settings: readonly Value[]): ReadonlyMap<string, StatedGitModel> =>
  new Map(
    entriesBelow(settings, ["components", "argo-cd", "models"]).map(([name, values]) => {
      const bucketPrefix = valueAt(values, "bucketPrefix");
      return [
        name,
        {
          ...(bucketPrefix === undefined ? {} : { bucketPrefix: String(bucketPrefix) }),
          paths: textsOf(valueAt(values, "paths")) ?? [],
          port: Number(valueAt(values, "port")),
          healthPath: String(valueAt(values, "healthPath")),
        },
      ];
    }),
  );
