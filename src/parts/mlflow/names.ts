import { own } from "../../base/own";
import { type Environment } from "../../environment/environment";
import { type EnvironmentConfig } from "../../environment/schema";

/** Namespace of the MLflow server, and the name of its objects. */
export const MLFLOW = "mlflow";

/** True if the environment runs an MLflow server. */
export const hasMlflow = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, MLFLOW) !== undefined;

/** Name of its database in RDS. */
export const mlflowDatabase = ({ names }: Pick<Environment, "names">): string => `${names.prefix}-mlflow`;

/** Name of the bucket of its artifacts. */
export const mlflowBucket = ({ name, config }: Pick<Environment, "name" | "config">): string =>
  `${name}-mlflow-${config.account}`;

/** Name of the objects that copy versions of models, and end of the name of their role. */
export const PROMOTION = "mlflow-promotion";
