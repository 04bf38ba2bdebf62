/**
 * Label of the pods that call the models of an environment without a load balancer. Its users write it, so that it never changes.
 */
export const CLIENT_LABEL: Readonly<Record<string, string>> = {
  "private-eks-inference/calls-models": "true",
};

/** The label as in a manifest. */
export const CLIENT_LABEL_TEXT = Object.entries(CLIENT_LABEL).flat().join(": ");
