/**
 * Annotations of an Ingress that set its load balancer or listeners, behind `alb.ingress.kubernetes.io/`. All Ingresses of a group have the same value:
 * while two differ, the controller changes nothing of the load balancer.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, its main branch of 2026-08-17, docs/guide/ingress/annotations.md, MergeBehavior Exclusive
 * (read 2026-11-28).
 */
export const EXCLUSIVE_ANNOTATIONS: readonly string[] = [
  ...["load-balancer-name", "ip-address-type", "scheme", "subnets", "security-groups"],
  ...["manage-backend-security-group-rules", "customer-owned-ipv4-pool", "load-balancer-attributes"],
  ...["wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id", "shield-advanced-protection", "ssl-redirect"],
  ...["inbound-cidrs", "security-group-prefix-lists", "ssl-policy", "mutual-authentication"],
  ...["minimum-load-balancer-capacity", "ipam-ipv4-pool-id", "enable-frontend-nlb", "frontend-nlb-scheme"],
  ...["frontend-nlb-subnets", "frontend-nlb-security-groups", "frontend-nlb-tags"],
];
