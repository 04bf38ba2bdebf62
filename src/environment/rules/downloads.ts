import { type ModelConfig } from "../environment";
import { weightsOf } from "../weights";

/** Disk of the node that a pod needs for its weights, in MiB. */
export const downloadMiB = (model: ModelConfig): number => {
  const weights = weightsOf(model);
  return weights?.mode === "download" ? weights.sizeMiB : 0;
};
