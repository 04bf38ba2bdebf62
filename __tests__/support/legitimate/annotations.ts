/**
 * Annotations that the AWS Load Balancer Controller documents and this project does not emit, each with a value of its guide.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, guide pages "Ingress annotations" and "Service annotations" (read 2026-11-26).
 */
export const INGRESS: readonly (readonly [key: string, value: string])[] = [
  ["ip-address-type", "dualstack-without-public-ipv4"],
  ["customer-owned-ipv4-pool", "ipv4pool-coip-0123abcd"],
  ["actions.response-503", '{"type":"fixed-response","fixedResponseConfig":{"statusCode":"503"}}'],
  [
    "conditions.model-service",
    '[{"field":"http-request-method","httpRequestMethodConfig":{"Values":["POST"]}}]',
  ],
  ["transforms.model-service", '[{"type":"url-rewrite"}]'],
  ["auth-type", "oidc"],
  ["auth-idp-oidc", '{"issuer":"https://login.example.com"}'],
  ["auth-idp-cognito", '{"userPoolARN":"arn:aws:cognito-idp:us-east-1:333344445555:userpool/us-east-1_a"}'],
  ["auth-on-unauthenticated-request", "deny"],
  ["auth-scope", "email openid"],
  ["auth-session-cookie", "models"],
  ["auth-session-timeout", "86400"],
  ["jwt-validation", '{"jwksEndpoint":"https://login.example.com/keys"}'],
  ["mutual-authentication", '[{"port":443,"mode":"passthrough"}]'],
  ["listener-attributes.HTTPS-443", "routing.http.response.server.enabled=false"],
  ["minimum-load-balancer-capacity", "CapacityUnits=1000"],
  ["multi-cluster-target-group", "true"],
  ["security-group-prefix-lists", "pl-0123456789abcdef0"],
  ["shield-advanced-protection", "true"],
  ["target-node-labels", "team=ml"],
  ["waf-acl-id", "499e8b99-6671-4614-a86d-adb1810b7fbe"],
  ["wafv2-acl-name", "models"],
  ["ipam-ipv4-pool-id", "ipam-pool-0123456789abcdef0"],
  ["enable-frontend-nlb", "true"],
  ["frontend-nlb-scheme", "internal"],
  ["frontend-nlb-healthcheck-path", "/health"],
  ["use-regex-path-match", "true"],
  [
    "load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabled=true,client_keep_alive.seconds=3600",
  ],
  [
    "load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabled=true,routing.http.xff_header_processing.mode=preserve",
  ],
  [
    "load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabled=true,connection_logs.s3.enabled=true,connection_logs.s3.bucket=logs",
  ],
  [
    "load-balancer-attributes",
    "routing.http.drop_invalid_header_fields.enabled=true,zonal_shift.config.enabled=true,waf.fail_open.enabled=false",
  ],
  [
    "target-group-attributes",
    "deregistration_delay.timeout_seconds=15,load_balancing.algorithm.type=weighted_random,load_balancing.algorithm.anomaly_mitigation=on",
  ],
  [
    "target-group-attributes",
    "deregistration_delay.timeout_seconds=15,target_group_health.dns_failover.minimum_healthy_targets.percentage=50",
  ],
  [
    "target-group-attributes",
    "deregistration_delay.timeout_seconds=15,stickiness.enabled=true,stickiness.type=app_cookie,stickiness.app_cookie.cookie_name=session",
  ],
  [
    "certificate-arn",
    "arn:aws:acm:us-east-1:333344445555:certificate/0a1b2c3d-0000-4000-8000-333344445555,arn:aws:acm:us-east-1:333344445555:certificate/0a1b2c3d-0000-4000-8000-333344445556",
  ],
  ["subnets", "mlapp-private-workloads-us-east-1a, mlapp-private-workloads-us-east-1b"],
  ["security-groups", "sg-0123456789abcdef0, mlapp-alb"],
  ["healthcheck-port", "health"],
  ["success-codes", "0"],
  ["inbound-cidrs", "10.0.0.0/8, 2600:1f13::/36"],
  ["ssl-policy", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
];

/** The same for a Service of an NLB. */
export const SERVICE: readonly (readonly [key: string, value: string])[] = [
  ["ip-address-type", "ipv4"],
  ["eip-allocations", "eipalloc-0123456789abcdef0, eipalloc-0123456789abcdef1"],
  ["private-ipv4-addresses", "10.32.0.10, 10.32.32.10"],
  ["ipv6-addresses", "2600:1f13:837:8501::1"],
  ["proxy-protocol", "*"],
  ["proxy-protocol-per-target-group", "80"],
  ["alpn-policy", "HTTP2Preferred"],
  ["target-node-labels", "team=ml"],
  ["inbound-sg-rules-on-private-link-traffic", "off"],
  ["listener-attributes.TCP-80", "tcp.idle_timeout.seconds=400"],
  ["security-group-prefix-lists", "pl-0123456789abcdef0"],
  ["multi-cluster-target-group", "true"],
  ["enable-prefix-for-ipv6-source-nat", "off"],
  ["source-nat-ipv6-prefixes", "auto_assigned, auto_assigned"],
  ["minimum-load-balancer-capacity", "CapacityUnits=5500"],
  ["enable-icmp-for-path-mtu-discovery", "on"],
  ["enable-tcp-udp-listener", "true"],
  ["disable-nlb-sg", "false"],
  ["internal", "true"],
  [
    "attributes",
    "load_balancing.cross_zone.enabled=true,dns_record.client_routing_policy=availability_zone_affinity",
  ],
  [
    "target-group-attributes",
    "deregistration_delay.timeout_seconds=180,target_health_state.unhealthy.connection_termination.enabled=false",
  ],
];

/** Annotations of other programs and of Kubernetes, whole. */
export const OF_OTHERS: readonly (readonly [key: string, value: string])[] = [
  ["external-dns.alpha.kubernetes.io/ingress-hostname-source", "defined-only"],
  ["nginx.ingress.kubernetes.io/rewrite-target", "/"],
  ["service.beta.kubernetes.io/load-balancer-source-ranges", "10.32.0.0/16"],
  ["kubernetes.io/ingress.allow-http", "false"],
  ["cert-manager.io/cluster-issuer", "company-ca"],
  ["haproxy-ingress.github.io/timeout-server", "60s"],
];
