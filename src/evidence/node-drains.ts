/** Times in seconds that AWS and providers leave for an end. */
export const SECONDS_TO_END = {
  /**
   * Time that an update of a managed node group waits for the pods of a node. The update then fails
   * with PodEvictionFailure.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html, "Upgrade phase"
   * (read 2026-11-21)
   */
  nodeDrain: 900,
  /**
   * Default time that the Kubernetes provider waits for the deletion of a namespace.
   *
   * @see https://github.com/hashicorp/terraform-provider-kubernetes, `kubernetes/resource_kubernetes_namespace_v1.go`
   * (read 2026-11-21)
   */
  namespaceDeletion: 300,
  /**
   * Time from the notice of a Spot interruption until the instance stops.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html (read
   * 2026-11-21)
   */
  spotNotice: 120,
} as const;

/** Variable by which a pod without a hook declares that its image serves that many seconds after SIGTERM. */
export const DECLARED_DRAIN_VARIABLE = "DRAIN_SECONDS";
