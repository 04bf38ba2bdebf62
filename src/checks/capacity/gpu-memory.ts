import { type Gpu, GPU_FAMILIES, gpuOf } from "../../facts/gpus";
import { instanceCapacity, instanceTypesKnown } from "../../facts/instance-capacity";
import { type StatedTypes, capacityOf } from "../../facts/stated-types";
import { counted } from "../../base/counted";
import { modelsOf } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const gpuMemory: Check = {
  ...ruleOf(TEXTS, "gpu-memory"),
  run: (plan, { statedOf }) => {
    const { models } = statedOf(plan.name);
    return modelsOf(plan).flatMap((workload) => {
      const needed = models.get(workload.model ?? "")?.gpuMemoryGiB;
      return needed === undefined ? [] : tooSmall(plan, workload, needed);
    });
  },
};

/** GPU memory of a pod on an instance type. */
interface Home {
  readonly group: string;
  readonly instanceType: string;
  readonly gpu: Gpu;
}

function tooSmall(plan: EnvironmentPlan, workload: Workload, needed: number): Finding[] {
  const { name, model = name, resource, pod, requests } = workload;
  const memoryGiB = ({ memoryMiB }: Gpu): number => (requests.gpus * memoryMiB) / 1024;
  const homes = nodeGroups(plan)
    .filter((group) => group.admits(pod))
    .flatMap((group) => group.instanceTypes.flatMap((type) => homeOf(group.nameInFile, type)));
  const [smallest] = homes.sort((a, b) => a.gpu.memoryMiB - b.gpu.memoryMiB);
  if (!smallest || memoryGiB(smallest.gpu) >= needed) return [];
  const { group, instanceType, gpu } = smallest;
  const has = `${counted(requests.gpus, "GPU")} of a ${instanceType} (${gpu.name}) ${requests.gpus === 1 ? "has" : "have"}`;
  return [
    {
      ...at(resource),
      message: `a pod of ${name} needs ${needed} GiB of GPU memory, and ${has} ${inGiB(memoryGiB(gpu))} GiB`,
      fix: [
        ...largerFamily(group, (each) => memoryGiB(each) >= needed),
        ...moreGpus(model, smallest, needed, plan.statedTypes),
        `lower gpuMemoryGiB to at most ${inGiB(memoryGiB(gpu))}`,
      ].join(", or "),
      key: ["gpuMemoryGiB"],
    },
  ];
}

/**
 * The family with GPUs that are large enough, among those whose sizes are known: the one whose
 * smallest node has the fewest, then the one with the smallest GPUs. All nodes of p4d have eight
 * GPUs.
 */
function largerFamily(group: string, fits: (gpu: Gpu) => boolean): string[] {
  const fewest = (family: string): number =>
    Math.min(
      ...instanceTypesKnown()
        .filter((type) => type.startsWith(`${family}.`))
        .map((type) => instanceCapacity(type)?.gpus ?? Infinity),
    );
  const [larger] = GPU_FAMILIES.filter(([family, gpu]) => fits(gpu) && fewest(family) < Infinity).sort(
    ([a], [b]) => fewest(a) - fewest(b),
  );
  return larger
    ? [`set cluster.nodeGroups.${group}.instanceTypes to a type of ${larger[0]} (${larger[1].name})`]
    : [];
}

/** More GPUs for each pod, if one node has as many. */
function moreGpus(model: string, { instanceType, gpu }: Home, needed: number, stated: StatedTypes): string[] {
  const gpus = Math.ceil((needed * 1024) / gpu.memoryMiB);
  return gpus <= (capacityOf(instanceType, stated)?.gpus ?? 0)
    ? [`raise models[${model}].gpus to at least ${gpus} if the model can use several`]
    : [];
}

function homeOf(group: string, instanceType: string): Home[] {
  const gpu = gpuOf(instanceType);
  return gpu ? [{ group, instanceType, gpu }] : [];
}

/** Rounded down, so that the value is not more than there is. */
const inGiB = (gib: number): string => String(Math.floor(gib * 10) / 10);
