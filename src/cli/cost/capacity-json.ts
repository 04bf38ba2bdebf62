import { type Gpu, gpuOf } from "../../facts/gpus";
import { type CapacityCard, type ModelCosts } from "../../cost/capacity-card";
import { type ModelLoad } from "../../cost/load-level";
import { usdAMillion, usdAMillionTokens } from "./usd-a-million";
import { type Rates } from "../../infrastructure/stated";

/** Capacity of the models for `--json`. */
export const capacityJson = ({ models }: CapacityCard) => models.map(modelJson);

function modelJson({ workload, onFargate, perNode, rates, peak, average }: ModelCosts) {
  const { resource, name, min, max, requests } = workload;
  return {
    model: name,
    address: resource.address,
    fargate: onFargate,
    pod: {
      cpuMillis: requests.cpuMillis,
      memoryMiB: requests.memoryMiB,
      ephemeralStorageMiB: requests.diskMiB,
      gpus: requests.gpus,
    },
    nodes: perNode.map(({ group, instanceType, pods, gpus, limits }) => ({
      nodeGroup: group,
      instanceType,
      pods: pods ?? null,
      limitedBy: limits.map((limit) => LIMITS[limit]),
      gpu: gpuJson(gpuOf(instanceType), gpus),
    })),
    replicas: { min, max },
    requestsPerSecond: rates
      ? {
          perPod: rates.perPod,
          peak: rates.peak ?? null,
          average: rates.average ?? null,
          answerTokens: rates.answerTokens ?? null,
        }
      : null,
    peak: loadJson(peak, rates),
    average: average ? loadJson(average, rates) : null,
  };
}

/** Names of limits as in the requests of a pod. */
const LIMITS = {
  cpuMillis: "cpu",
  memoryMiB: "memory",
  diskMiB: "ephemeral-storage",
  gpus: "gpu",
  pods: "pods",
} as const;

const gpuJson = (gpu: Gpu | undefined, count: number | undefined) =>
  gpu ? { name: gpu.name, memoryMiB: gpu.memoryMiB, count: count ?? null } : null;

function loadJson(load: ModelLoad, rates: Rates | undefined) {
  const { perSecond, wanted, pods, served, shares, cost } = load;
  return {
    requestsPerSecond: perSecond ?? null,
    servedPerSecond: served ?? null,
    replicasNeeded: wanted,
    replicas: pods,
    shares: shares.map(({ group, part }) => ({
      nodeGroup: group.name,
      nodes: group.nodes,
      mostNodes: group.most,
      part: rounded(part),
      usdANodeHour: group.price ? rounded(group.price.usd) : null,
    })),
    usdAnHour: cost ? rounded(cost.usd) : null,
    usdAMillionRequests: roundedOrNull(usdAMillion(load)),
    usdAMillionTokens: roundedOrNull(usdAMillionTokens(load, rates)),
    complete: cost !== undefined && cost.elsewhere.length === 0,
  };
}

const roundedOrNull = (usd: number | undefined): number | null => (usd === undefined ? null : rounded(usd));

/** Rounds to a millionth: unit costs are small. */
const rounded = (amount: number): number => Math.round(amount * 1_000_000) / 1_000_000;
