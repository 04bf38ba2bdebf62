const SWITCH = /^(true|false)$/;
const AMOUNT = /^\d+$/;
const COUNT = /^(\d+|off)$/;
const BUCKET = /^[a-z0-9.-]{3,63}$/;
const PREFIX = /^\S+$/;

/** Logs of a kind in a bucket. */
const logs = (kind: string): Record<string, RegExp> => ({
  [`${kind}.s3.enabled`]: SWITCH,
  [`${kind}.s3.bucket`]: BUCKET,
  [`${kind}.s3.prefix`]: PREFIX,
});

/**
 * Attributes in the `key=value` lists of annotations. AWS adds some, so one that is not here is not judged.
 *
 * Source: Elastic Load Balancing API reference, LoadBalancerAttribute and TargetGroupAttribute (read 2026-11-20;
 * names and values since then: unconfirmed).
 */
export const LOAD_BALANCER_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  ...logs("access_logs"),
  ...logs("connection_logs"),
  ...logs("health_check_logs"),
  "client_keep_alive.seconds": AMOUNT,
  "deletion_protection.enabled": SWITCH,
  "dns_record.client_routing_policy":
    /^(availability_zone_affinity|partial_availability_zone_affinity|any_availability_zone)$/,
  "idle_timeout.timeout_seconds": AMOUNT,
  "ipv6.deny_all_igw_traffic": SWITCH,
  "load_balancing.cross_zone.enabled": SWITCH,
  "routing.http.desync_mitigation_mode": /^(monitor|defensive|strictest)$/,
  "routing.http.drop_invalid_header_fields.enabled": SWITCH,
  "routing.http.preserve_host_header.enabled": SWITCH,
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": SWITCH,
  "routing.http.xff_client_port.enabled": SWITCH,
  "routing.http.xff_header_processing.mode": /^(append|preserve|remove)$/,
  "routing.http2.enabled": SWITCH,
  "waf.fail_open.enabled": SWITCH,
  "zonal_shift.config.enabled": SWITCH,
};

export const TARGET_GROUP_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  "deregistration_delay.connection_termination.enabled": SWITCH,
  "deregistration_delay.timeout_seconds": AMOUNT,
  "load_balancing.algorithm.anomaly_mitigation": /^(on|off)$/,
  "load_balancing.algorithm.type": /^(round_robin|least_outstanding_requests|weighted_random)$/,
  "load_balancing.cross_zone.enabled": /^(true|false|use_load_balancer_configuration)$/,
  "preserve_client_ip.enabled": SWITCH,
  "proxy_protocol_v2.enabled": SWITCH,
  "slow_start.duration_seconds": AMOUNT,
  "stickiness.app_cookie.cookie_name": /^[\w.-]+$/,
  "stickiness.app_cookie.duration_seconds": AMOUNT,
  "stickiness.enabled": SWITCH,
  "stickiness.lb_cookie.duration_seconds": AMOUNT,
  "stickiness.type": /^(lb_cookie|app_cookie|source_ip|source_ip_dest_ip|source_ip_dest_ip_proto)$/,
  "target_group_health.dns_failover.minimum_healthy_targets.count": COUNT,
  "target_group_health.dns_failover.minimum_healthy_targets.percentage": COUNT,
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": AMOUNT,
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": COUNT,
  "target_health_state.unhealthy.connection_termination.enabled": SWITCH,
  "target_health_state.unhealthy.draining_interval_seconds": AMOUNT,
};
