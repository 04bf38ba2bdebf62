import { cpuMillis, memoryMiB } from "../../core/quantities";
import { surgePods } from "../model-api/rollout";

/** What of a model counts against the namespace's quota. */
export interface QuotaClaim {
  readonly maxReplicas: number;
  readonly cpuRequest: string;
  readonly memoryRequest: string;
  readonly memoryLimit?: string | undefined;
  readonly gpus?: number;
}

/**
 * Room for every model at its most pods while a rollout adds its own. A pod that is going counts until it is
 * gone, so a rollout at the top waits for those; nothing is lost by that. CPU limits do not count: a quota on
 * them would force one on every pod, and with it throttling.
 */
export function quota(claims: readonly QuotaClaim[], loadBalancers: number): Record<string, string> {
  let pods = 0;
  let cpu = 0;
  let memory = 0;
  let memoryLimit = 0;
  let gpus = 0;
  for (const claim of claims) {
    const count = claim.maxReplicas + surgePods(claim.maxReplicas);
    pods += count;
    cpu += count * cpuMillis(claim.cpuRequest);
    memory += count * memoryMiB(claim.memoryRequest);
    memoryLimit += count * memoryMiB(claim.memoryLimit ?? claim.memoryRequest);
    gpus += count * (claim.gpus ?? 0);
  }
  return {
    pods: String(pods),
    "requests.cpu": `${cpu}m`,
    "requests.memory": `${memory}Mi`,
    "limits.memory": `${memoryLimit}Mi`,
    "requests.nvidia.com/gpu": String(gpus),
    "services.loadbalancers": String(loadBalancers),
    "services.nodeports": "0",
  };
}
