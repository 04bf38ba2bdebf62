/** Label of the pods that call the models of an environment without a load balancer. Its users write it, so that it never changes. */
export const CLIENT_LABEL = {
  labels: { "private-eks-inference/calls-models": "true" },
  /** As in a manifest. */
  text: "private-eks-inference/calls-models: true",
} as const;
