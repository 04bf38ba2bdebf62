/**
 * Charts that add nodes for pending pods. Karpenter starts instances outside of node groups.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html (2026-11-20).
 */
export const NODE_AUTOSCALERS: ReadonlyMap<string, { readonly setsSizesOfGroups: boolean }> = new Map([
  ["cluster-autoscaler", { setsSizesOfGroups: true }],
  ["karpenter", { setsSizesOfGroups: false }],
]);
