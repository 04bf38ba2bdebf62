import facts from "./names-of-annotations.json";

/**
 * Annotations of an Ingress that set its load balancer or listeners, behind `alb.ingress.kubernetes.io/`. All Ingresses of a group have the same value:
 * while two differ, the controller changes nothing of the load balancer.
 */
export const EXCLUSIVE_ANNOTATIONS: readonly string[] = facts.exclusive;
