/** Charts that add nodes for pending pods. */
export const NODE_AUTOSCALERS: ReadonlySet<string> = new Set(["cluster-autoscaler", "karpenter"]);

/**
 * Those that set the desired size of node groups. Karpenter starts instances outside of node groups.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html (2026-11-20).
 */
export const GROUP_AUTOSCALERS: ReadonlySet<string> = new Set(["cluster-autoscaler"]);
