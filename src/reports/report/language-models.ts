import { gpuOf } from "../../facts/gpus";
import { LEAST_NETWORK_MIBPS, networkMiBpsOf } from "../../facts/instance-network";
import { instanceStoreGB } from "../../facts/instance-store";
import { predictedColdStart, readSeconds, WEIGHT_WAYS, type WeightWay } from "../../facts/cold-start";
import { fittingTypes } from "../../facts/fitting";
import { checkpointMiB, type GpuMemory, memoryOf } from "../../facts/memory";
import { type Serving, servingOf } from "../../facts/serving";
import { NODE_DISK } from "../../evidence/node-disk";
import { groupBy } from "../../base/group-by";
import { number } from "../../terraform/stack-json";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** A language model with the arithmetic of its sizes. */
export interface LanguageModel {
  readonly name: string;
  readonly serving: Serving;
  readonly fitting: ReturnType<typeof fittingTypes>;
  /** One for each node group on which its pods can run. */
  readonly homes: readonly Home[];
}

/** Nodes of a group, with a pod of the model. */
export interface Home {
  readonly gpus: readonly GpusOfHome[];
  /** The type with the slowest network. */
  readonly slowest: string;
  /** Network of that type. @default - no table has it */
  readonly networkMiBps?: number;
  readonly diskMiBps: number;
  readonly parallelPull: boolean;
  /** The way that the pods use. */
  readonly way: WeightWay;
  /** Seconds of each way. The nodes need an instance store for a copy to one. */
  readonly seconds: ReadonlyMap<WeightWay, number>;
  readonly start: ReturnType<typeof predictedColdStart>;
}

/** Types of a group with the same GPU. */
export interface GpusOfHome {
  readonly types: readonly string[];
  /** Name and memory of the GPU. @default - no table has it */
  readonly gpu?: { readonly name: string; readonly memory: GpuMemory };
}

/** Language models of an environment; none without a record of their sizes. */
export const languageModelsOf = (plan: EnvironmentPlan, { languageModels }: Stated): LanguageModel[] =>
  objectsOf(plan).pods.flatMap((pods) => {
    const workload = workloadOf(plan, pods);
    const serving = servingOf(languageModels?.get(workload?.model ?? ""));
    if (!workload || !serving) return [];
    const groups = nodeGroups(plan).filter((group) => group.admits(workload.pod));
    const homes = [...groupBy(groups, ({ nameInFile }) => nameInFile).values()].flatMap(([group]) =>
      group ? [homeOn(plan, group, pods, serving)] : [],
    );
    return [{ name: workload.name, serving, fitting: fittingTypes(serving), homes }];
  });

function homeOn(plan: EnvironmentPlan, group: NodeGroup, pods: Pods, serving: Serving): Home {
  const { instanceTypes, node, podDisk, pullsInParallel: parallelPull } = group;
  const speed = (type: string): number => networkMiBpsOf(type) ?? LEAST_NETWORK_MIBPS;
  const [slowest = ""] = [...instanceTypes].sort((one, other) => speed(one) - speed(other));
  const networkMiBps = networkMiBpsOf(slowest);
  const diskMiBps = number(podDisk["throughput"]) ?? NODE_DISK.gp3.mibPerSecond;
  const way = startOf(plan, pods).wayOf(node?.storeGB !== undefined);
  const sizes = { weightsMiB: checkpointMiB(serving), networkMiBps: speed(slowest), diskMiBps };
  const hasStore = instanceTypes.every((type) => (instanceStoreGB(type) ?? 0) > 0);
  const ways = WEIGHT_WAYS.filter((each) => each !== "instance-store" || hasStore);
  return {
    gpus: gpusOf(instanceTypes, serving),
    slowest,
    ...(networkMiBps === undefined ? {} : { networkMiBps }),
    diskMiBps,
    parallelPull,
    way,
    seconds: new Map(ways.map((each) => [each, readSeconds(each, sizes)])),
    start: predictedColdStart({ ...sizes, way, parallelPull, compileCached: false }),
  };
}

const gpusOf = (instanceTypes: readonly string[], serving: Serving): GpusOfHome[] =>
  [...groupBy(instanceTypes, (type) => gpuOf(type)?.name)].map(([, types]) => {
    const gpu = gpuOf(types[0] ?? "");
    return { types, ...(gpu ? { gpu: { name: gpu.name, memory: memoryOf(serving, gpu) } } : {}) };
  });
