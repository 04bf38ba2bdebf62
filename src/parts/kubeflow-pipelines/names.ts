import { own } from "../../base/own";
import { type Environment } from "../../environment/environment";
import { type EnvironmentConfig } from "../../environment/schema";

/** Id of the part. */
export const KUBEFLOW_PIPELINES = "kubeflow-pipelines";

/** Namespace of its programs and of the steps of pipelines. */
export const KUBEFLOW_PIPELINES_NAMESPACE = "kubeflow";

/** True if the environment runs Kubeflow Pipelines. */
export const hasKubeflowPipelines = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, KUBEFLOW_PIPELINES) !== undefined;

/** Name of its database in RDS. */
export const kubeflowPipelinesDatabase = ({ names }: Pick<Environment, "names">): string =>
  `${names.prefix}-pipelines`;

/** Name of the bucket of its artifacts. */
export const kubeflowPipelinesBucket = ({ name, config }: Pick<Environment, "name" | "config">): string =>
  `${name}-pipelines-${config.account}`;
