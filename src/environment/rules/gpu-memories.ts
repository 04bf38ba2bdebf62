import { own } from "../../base/own";
import { gpuOf } from "../../facts/gpus";
import { type GpuMemory, memoryOf } from "../../facts/memory";
import { servingOf } from "../../facts/serving";
import { type EnvironmentConfig } from "../schema";

type Model = EnvironmentConfig["models"][number];

/** Memory of the GPUs of a model, by the instance types of its node group that have a known one. */
export function gpuMemories(
  { llm, nodeGroup }: Model,
  { cluster }: EnvironmentConfig,
): { readonly type: string; readonly memory: GpuMemory }[] {
  const serving = servingOf(llm);
  const { instanceTypes = [] } = own(cluster.nodeGroups, nodeGroup ?? "") ?? {};
  return instanceTypes.flatMap((type) => {
    const gpu = gpuOf(type);
    return serving && gpu ? [{ type, memory: memoryOf(serving, gpu) }] : [];
  });
}
