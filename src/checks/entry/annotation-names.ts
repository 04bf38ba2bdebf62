import facts from "./names-of-annotations.json";

/**
 * Names of all annotations of an Ingress and of its Services that the controller reads, behind `alb.ingress.kubernetes.io/`. One that ends with `.`
 * has a name of the user behind it.
 */
export const INGRESS_NAMES: readonly string[] = facts.ingress;

/** Of a Service of type LoadBalancer, behind `service.beta.kubernetes.io/aws-load-balancer-`. */
export const SERVICE_NAMES: readonly string[] = facts.service;
