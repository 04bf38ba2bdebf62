import { hasKubeflowPipelines } from "../kubeflow-pipelines/names";
import { hasLogIn } from "../log-in/names";
import { hasMlflow } from "../mlflow/names";
import { type EnvironmentConfig } from "../../environment/schema";

/** Whether the driver that mounts secrets is installed. */
export function hasSecretsDriver(
  config: Pick<EnvironmentConfig, "models" | "keepSecretsDriver" | "components">,
): boolean {
  const { models, keepSecretsDriver } = config;
  return (
    keepSecretsDriver ||
    hasLogIn(config) ||
    hasMlflow(config) ||
    hasKubeflowPipelines(config) ||
    models.some(({ secrets }) => secrets.length > 0)
  );
}
