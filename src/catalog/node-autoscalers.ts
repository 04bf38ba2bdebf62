/** Charts that add nodes for pending pods. */
export const NODE_AUTOSCALERS: ReadonlySet<string> = new Set(["cluster-autoscaler", "karpenter"]);
