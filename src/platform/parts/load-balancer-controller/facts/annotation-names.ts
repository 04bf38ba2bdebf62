/**
 * Names of all annotations that the controller reads, behind its prefixes. One that ends with `.` has a name of the user behind it.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, `pkg/annotations/constants.go` of its main branch and the guide pages of 3.5.0
 * (read 2026-11-26). A later version can have more.
 */
const HEALTH_CHECK = ["port", "protocol", "path", "interval-seconds", "timeout-seconds"].map(
  (name) => `healthcheck-${name}`,
);

/** Of an Ingress and of its Services, behind `alb.ingress.kubernetes.io/`. */
export const INGRESS_NAMES: readonly string[] = [
  ...["load-balancer-name", "group.name", "group.order", "tags", "ip-address-type", "scheme", "subnets"],
  ...["customer-owned-ipv4-pool", "load-balancer-attributes", "wafv2-acl-arn", "wafv2-acl-name"],
  ...["waf-acl-id", "web-acl-id", "shield-advanced-protection", "security-groups", "listen-ports"],
  ...["ssl-redirect", "inbound-cidrs", "certificate-arn", "ssl-policy", "target-type", "backend-protocol"],
  ...["backend-protocol-version", "target-group-attributes", ...HEALTH_CHECK],
  ...["healthy-threshold-count", "unhealthy-threshold-count", "success-codes", "auth-type"],
  ...["auth-idp-cognito", "auth-idp-oidc", "auth-on-unauthenticated-request", "auth-scope"],
  ...["auth-session-cookie", "auth-session-timeout", "jwt-validation", "target-node-labels"],
  ...["manage-backend-security-group-rules", "mutual-authentication", "security-group-prefix-lists"],
  ...["listener-attributes.", "multi-cluster-target-group", "minimum-load-balancer-capacity"],
  ...["ipam-ipv4-pool-id", "enable-frontend-nlb", "frontend-nlb-scheme", "frontend-nlb-subnets"],
  ...["frontend-nlb-security-groups", "frontend-nlb-listener-port-mapping", "frontend-nlb-eip-allocations"],
  ...[...HEALTH_CHECK, "healthcheck-healthy-threshold-count", "healthcheck-unhealthy-threshold-count"].map(
    (name) => `frontend-nlb-${name}`,
  ),
  ...["frontend-nlb-healthcheck-success-codes", "frontend-nlb-attributes", "frontend-nlb-tags"],
  ...["use-regex-path-match", "target-control-port", "create-acm-cert", "acm-pca-arn", "dry-run-plan"],
  ...["actions.", "conditions.", "transforms."],
];

/** Of a Service of type LoadBalancer, behind `service.beta.kubernetes.io/aws-load-balancer-`. */
export const SERVICE_NAMES: readonly string[] = [
  ...["type", "nlb-target-type", "name", "scheme", "internal", "proxy-protocol", "ip-address-type"],
  ...["proxy-protocol-per-target-group", "access-log-enabled", "access-log-s3-bucket-name"],
  ...["access-log-s3-bucket-prefix", "cross-zone-load-balancing-enabled", "ssl-cert", "ssl-ports"],
  ...["ssl-negotiation-policy", "backend-protocol", "additional-resource-tags", "target-group-attributes"],
  ...["healthcheck-healthy-threshold", "healthcheck-unhealthy-threshold", "healthcheck-timeout"],
  ...["healthcheck-interval", "healthcheck-protocol", "healthcheck-port", "healthcheck-path"],
  ...["healthcheck-success-codes", "subnets", "eip-allocations", "eip-allocations-discovery-tags"],
  ...["private-ipv4-addresses", "ipv6-addresses", "alpn-policy", "target-node-labels", "attributes"],
  ...["security-groups", "manage-backend-security-group-rules", "security-group-prefix-lists"],
  ...["inbound-sg-rules-on-private-link-traffic", "listener-attributes.", "multi-cluster-target-group"],
  ...["enable-prefix-for-ipv6-source-nat", "source-nat-ipv6-prefixes", "minimum-load-balancer-capacity"],
  ...["enable-icmp-for-path-mtu-discovery", "enable-tcp-udp-listener", "disable-nlb-sg"],
  ...["quic-enabled-ports", "quic-enabled-containers"],
];
