import { weightsOf } from "../weights";
import { type EnvironmentConfig } from "../schema";

type ModelConfig = EnvironmentConfig["models"][number];

/** Disk of the node that a pod needs for its weights, in MiB. */
export const downloadMiB = (model: ModelConfig): number => {
  const weights = weightsOf(model);
  return weights?.mode === "download" ? weights.sizeMiB : 0;
};
