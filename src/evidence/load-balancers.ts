/**
 * Times of a Network Load Balancer with ip targets, in seconds. The deregistration delay changes none of them.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1834 (registration; three minutes
 * seen with controller 2.5.2) and issue 2366 (deregistration; two minutes measured, with new connections until
 * then). AWS support states three to five minutes for both (read 2026-11-21).
 */
export const NLB_SECONDS = {
  /** Longest time until a healthy new target receives connections, and its readiness gate opens. */
  registeredAfter: 300,
  /** A removed target receives new connections for at least this time, as stated. */
  connectionsUntil: { least: 180, most: 300 },
  /**
   * Time after which it closes a connection without bytes: fixed for a TLS listener, and the default of a TCP listener
   * (Network Load Balancer guide, "Update the TCP idle timeout", read 2026-11-28).
   */
  idle: 350,
};

/**
 * Tags of the load balancers and target groups that AWS Load Balancer Controller 3.5.0 creates. The
 * stack is the group of an Ingress, or `namespace/name` of an Ingress without one and of a Service
 * (its guide, "Ingress annotations", group.name; read
 * 2026-11-20).
 */
export const CONTROLLER_TAGS = {
  cluster: "elbv2.k8s.aws/cluster",
  ingressStack: "ingress.k8s.aws/stack",
  serviceStack: "service.k8s.aws/stack",
} as const;

/**
 * Annotation prefixes of AWS Load Balancer Controller 3.5.0 (its guide, "Ingress annotations" and
 * "Service annotations", read
 * 2026-11-20).
 */
export const ALB = "alb.ingress.kubernetes.io/";

export const NLB = "service.beta.kubernetes.io/aws-load-balancer-";

/** Label of a namespace whose new pods the controller gives readiness gates. */
export const READINESS_LABEL = "elbv2.k8s.aws/pod-readiness-gate-inject";
