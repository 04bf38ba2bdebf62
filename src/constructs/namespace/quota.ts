import { cpuMillis, memoryMiB } from "../../core/quantities";
import { surgePods } from "../model-api/rollout";

/** Part of a model's settings that counts against the namespace's quota. */
export interface QuotaClaim {
  readonly maxReplicas: number;
  readonly cpuRequest: string;
  readonly memoryRequest: string;
  /** Memory limit of each pod. @default - `memoryRequest` */
  readonly memoryLimit?: string | undefined;
  /** GPUs of each pod. @default 0 */
  readonly gpus?: number;
}

/**
 * Capacity for the maximum replica count of every model, plus the surge pods of a rollout. A terminating pod
 * counts until it is gone, so a rollout at the maximum waits for it; no request is lost. CPU limits are not
 * in the quota: it would require a limit on every pod, and thus cause throttling.
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
