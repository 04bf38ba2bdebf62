/**
 * Annotations of the AWS Load Balancer Controller that checks judge, with the form of each value. The controller ignores an unknown key,
 * so a misspelled annotation has no effect; `annotation-names.ts` has the names of all.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller 3.5.0, guide pages "Ingress annotations" and "Service
 * annotations" (read 2026-11-20).
 */
export const INGRESS_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  scheme: /^(internal|internet-facing)$/,
  "target-type": /^(ip|instance)$/,
  "listen-ports": /^\[(\s*\{\s*"HTTPS?"\s*:\s*\d+\s*\}\s*,?)+\]$/,
  "ssl-redirect": /^\d+$/,
  "certificate-arn": /^(arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[0-9a-f-]+(,\s*(?=arn:)|$)|\$\{[^}]+\}$)+$/,
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
  "inbound-cidrs": /^[\da-f.:/, ]+$/,
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

/** Documented forms that name objects of the account or of a pod, which no stack resolves. */
export const BY_NAMES: Readonly<Record<string, RegExp>> = {
  subnets: /^[\w.:/@ -]+(,[\w.:/@ -]+)*$/,
  "security-groups": /^[\w.:/@ -]+(,[\w.:/@ -]+)*$/,
  "healthcheck-port": /^[a-z][a-z0-9-]{0,14}$/,
};
