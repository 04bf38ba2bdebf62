import forms from "./forms-of-annotations.json";
import names from "./names-of-annotations.json";

const formsOf = (patterns: Readonly<Record<string, string>>): Readonly<Record<string, RegExp>> =>
  Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(pattern)]));

/**
 * Annotations of the AWS Load Balancer Controller that checks judge, with the form of each value. The controller ignores an unknown key,
 * so a misspelled annotation has no effect.
 */
export const INGRESS_ANNOTATIONS = formsOf(forms.ingress);
export const SERVICE_ANNOTATIONS = formsOf(forms.service);

/** Documented forms that name objects of the account or of a pod, which no stack resolves. */
export const BY_NAMES = formsOf(forms.byNames);

/** Attributes in the `key=value` lists of annotations. */
export const LOAD_BALANCER_ATTRIBUTES = formsOf(forms.loadBalancer);
export const TARGET_GROUP_ATTRIBUTES = formsOf(forms.targetGroup);

/**
 * Names of all annotations of an Ingress and of its Services that the controller reads, behind
 * `alb.ingress.kubernetes.io/`. One that ends with `.` has a name of the user behind it.
 */
export const INGRESS_NAMES: readonly string[] = names.ingress;

/** Of a Service of type LoadBalancer, behind `service.beta.kubernetes.io/aws-load-balancer-`. */
export const SERVICE_NAMES: readonly string[] = names.service;

/**
 * Annotations of an Ingress that set its load balancer or listeners. All Ingresses of a group have the same value: while two differ, the
 * controller changes nothing of the load balancer.
 */
export const EXCLUSIVE_ANNOTATIONS: readonly string[] = names.exclusive;
