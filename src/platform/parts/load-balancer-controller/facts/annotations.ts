/**
 * Annotations of the AWS Load Balancer Controller, with the form of each value. The controller ignores an unknown key,
 * so a misspelled annotation has no effect.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller 3.5.0, guide pages "Ingress annotations" and "Service
 * annotations" (read 2026-11-20).
 */
export const INGRESS_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  scheme: /^(internal|internet-facing)$/,
  "target-type": /^(ip|instance)$/,
  "listen-ports": /^\[(\s*\{\s*"HTTPS?"\s*:\s*\d+\s*\}\s*,?)+\]$/,
  "ssl-redirect": /^\d+$/,
  "certificate-arn": /^(arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[0-9a-f-]+|\$\{[^}]+\})$/,
  "ssl-policy": /^ELBSecurityPolicy-[\w-]+$/,
  "backend-protocol": /^HTTPS?$/,
  "backend-protocol-version": /^(HTTP1|HTTP2|GRPC)$/,
  "healthcheck-protocol": /^HTTPS?$/,
  "healthcheck-port": /^(\d+|traffic-port)$/,
  "healthcheck-path": /^\/\S*$/,
  "healthcheck-interval-seconds": /^\d+$/,
  "healthcheck-timeout-seconds": /^\d+$/,
  "healthy-threshold-count": /^\d+$/,
  "unhealthy-threshold-count": /^\d+$/,
  "success-codes": /^\d{1,3}([,-]\d{1,3})*$/,
  subnets: /^(\$\{[^}]+\}|subnet-[0-9a-f]+(,\s*subnet-[0-9a-f]+)*)$/,
  "security-groups": /^(\$\{[^}]+\}|sg-[0-9a-f]+(,\s*sg-[0-9a-f]+)*)$/,
  "manage-backend-security-group-rules": /^(true|false)$/,
  "inbound-cidrs": /^[\d./, ]+$/,
  "group.name": /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/,
  "group.order": /^-?\d+$/,
  "load-balancer-name": /^[A-Za-z0-9-]{1,32}$/,
  "load-balancer-attributes": /^[\w.-]+=[^,=]+(,\s*[\w.-]+=[^,=]+)*$/,
  "target-group-attributes": /^[\w.-]+=[^,=]+(,\s*[\w.-]+=[^,=]+)*$/,
  "wafv2-acl-arn": /^(arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]+|none)$/,
  tags: /^[^,=]+=[^,=]*(,\s*[^,=]+=[^,=]*)*$/,
};

export const SERVICE_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  type: /^external$/,
  "nlb-target-type": /^(ip|instance)$/,
  scheme: /^(internal|internet-facing)$/,
  attributes: /^[\w.-]+=[^,=]+(,\s*[\w.-]+=[^,=]+)*$/,
  "ssl-cert": /^(arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[0-9a-f-]+|\$\{[^}]+\})$/,
  "ssl-ports": /^\S+$/,
  "ssl-negotiation-policy": /^ELBSecurityPolicy-[\w-]+$/,
  "backend-protocol": /^(tcp|ssl)$/,
  "healthcheck-protocol": /^(TCP|HTTP|HTTPS)$/,
  "healthcheck-port": /^(\d+|traffic-port)$/,
  "healthcheck-path": /^\/\S*$/,
  "healthcheck-interval": /^\d+$/,
  "healthcheck-timeout": /^\d+$/,
  "healthcheck-healthy-threshold": /^\d+$/,
  "healthcheck-unhealthy-threshold": /^\d+$/,
  "healthcheck-success-codes": /^\d{1,3}([,-]\d{1,3})*$/,
  subnets: /^(\$\{[^}]+\}|subnet-[0-9a-f]+(,\s*subnet-[0-9a-f]+)*)$/,
  "security-groups": /^(\$\{[^}]+\}|sg-[0-9a-f]+(,\s*sg-[0-9a-f]+)*)$/,
  "manage-backend-security-group-rules": /^(true|false)$/,
  "target-group-attributes": /^[\w.-]+=[^,=]+(,\s*[\w.-]+=[^,=]+)*$/,
  name: /^[A-Za-z0-9-]{1,32}$/,
  "additional-resource-tags": /^[^,=]+=[^,=]*(,\s*[^,=]+=[^,=]*)*$/,
};

const SWITCH = /^(true|false)$/;
const SECONDS = /^\d+$/;

/** Attributes in the `key=value` lists of annotations (Elastic Load Balancing API reference, read 2026-11-20). */
export const LOAD_BALANCER_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  "access_logs.s3.enabled": SWITCH,
  "access_logs.s3.bucket": /^[a-z0-9.-]{3,63}$/,
  "access_logs.s3.prefix": /^\S+$/,
  "deletion_protection.enabled": SWITCH,
  "idle_timeout.timeout_seconds": SECONDS,
  "load_balancing.cross_zone.enabled": SWITCH,
  "routing.http.desync_mitigation_mode": /^(defensive|strictest)$/,
  "routing.http.drop_invalid_header_fields.enabled": SWITCH,
  "routing.http2.enabled": SWITCH,
};

export const TARGET_GROUP_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  "deregistration_delay.timeout_seconds": SECONDS,
  "deregistration_delay.connection_termination.enabled": SWITCH,
  "load_balancing.algorithm.type": /^(round_robin|least_outstanding_requests|weighted_random)$/,
  "load_balancing.cross_zone.enabled": /^(true|false|use_load_balancer_configuration)$/,
  "preserve_client_ip.enabled": SWITCH,
  "proxy_protocol_v2.enabled": SWITCH,
  "slow_start.duration_seconds": SECONDS,
  "stickiness.enabled": SWITCH,
  "stickiness.type": /^(lb_cookie|app_cookie|source_ip)$/,
  "stickiness.lb_cookie.duration_seconds": SECONDS,
};
