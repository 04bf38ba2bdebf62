import { surgePods } from "../../models/rollout";

export interface QuotaProps {
  /** Maximum replicas of each model. */
  readonly maxReplicas: readonly number[];
  /** Pods of scheduled jobs at the same time. */
  readonly jobs: number;
  /** Services of the type LoadBalancer. */
  readonly loadBalancers: number;
  /** GPUs of all nodes when each node group has its maximum size. */
  readonly gpus: number;
}

/**
 * Counts, and no requests: when a model's request falls, its old pods would exceed a limit that follows the requests,
 * and the rollout would be blocked for good. A terminating pod counts until it is gone, so there is room for all old
 * and all new pods of a rollout at the maximum. So does a Service whose load balancer is being deleted, and the model
 * may have another name then. The node groups bound what the pods of these counts can use.
 */
export function quota({ maxReplicas, jobs, loadBalancers, gpus }: QuotaProps): Record<string, string> {
  const pods = maxReplicas.reduce((sum, max) => sum + 2 * max + surgePods(max), jobs);
  return {
    pods: String(pods),
    "requests.nvidia.com/gpu": String(gpus),
    "services.loadbalancers": String(2 * loadBalancers),
    "services.nodeports": "0",
  };
}
