import { type AcceptedSurvivors, PLANNED, SAME, apiOf, changes, pagesOf, sourceOf } from "./row";

const row = (confirmedBy: string, address: RegExp, change: RegExp, reason = DEFAULT): AcceptedSurvivors => ({
  address,
  change,
  reason,
  confirmedBy,
});

const DEFAULT = "it is the default of the provider, of AWS or of Kubernetes";

/** Silent changes from the schemas to a value that holds without them. */
export const ACCEPTED_DEFAULTS: readonly AcceptedSurvivors[] = [
  row(
    PLANNED,
    /^aws_/,
    changes("unset", [
      ...["force_destroy", "publicly_accessible", "log_destination_type", "map_public_ip_on_launch", "type"],
      ...["enable_dns_support", "instance_tenancy", "vpc_endpoint_type", "desync_mitigation_mode"],
      ...["load_balancer_type", "auto_minor_version_upgrade"],
    ]),
    SAME,
  ),
  row(
    PLANNED,
    /^aws_/,
    changes(
      "add",
      [
        ...["bypass_policy_lockout_safety_check", "enable_continuous_backup", "dedicated_log_volume"],
        ...["enable_tls_version_and_cipher_suite_headers"],
      ],
      "false",
    ),
    SAME,
  ),
  row(
    PLANNED,
    /^aws_/,
    changes(
      "add",
      [
        ...["is_enabled", "actions_enabled", "enable_http2", "enable_cross_zone_load_balancing"],
        ...["health_check\\.enabled"],
      ],
      "true",
    ),
    SAME,
  ),
  row(
    PLANNED,
    /^aws_lb_listener\./,
    /^add default_action\.(authenticate_oidc|fixed_response|redirect)$/,
    "the provider leaves out the arguments of another type of action: with valid values, the plan is the same",
  ),
  row(
    PLANNED,
    /^aws_/,
    changes("unset", ["auto_accept", "assign_generated_ipv6_cidr_block", "force_delete"]),
    "it was false, and the provider reads a flag that is not set as false",
  ),
  row(
    PLANNED,
    /^aws_/,
    changes("add", ["allow_major_version_upgrade", "force_update_version"], "false"),
    "the provider reads a flag that is not set as false",
  ),
  row(
    "API model of botocore 1.43.11: backup BackupRuleInput.ScheduleExpression, cron(0 5 ? * * *) without one (read 2026-11-30)",
    /^aws_backup_plan\./,
    /^unset rule\.schedule$/,
    "AWS Backup then backs up daily, as the emitted schedule does",
  ),
  row(apiOf("ec2 AllocateAddress.Domain"), /^aws_eip\./, /^unset domain$/),
  row(
    apiOf("kms ScheduleKeyDeletion.PendingWindowInDays"),
    /^aws_kms_key\./,
    /^unset deletion_window_in_days$/,
  ),
  row(apiOf("elbv2 CreateLoadBalancer.Scheme"), /^aws_lb\./, /^unset internal$/),
  row(apiOf("rds CreateDBInstance.Port"), /^aws_db_instance\./, /^unset port$/),
  row(
    apiOf("ec2 CreateNetworkAclEntry.PortRange"),
    /^aws_network_acl_rule\./,
    /^unset (from|to)_port$/,
    "the rule is for all protocols, and ports are of TCP and UDP alone",
  ),
  row(
    apiOf("acm RequestCertificate.DomainValidationOptions"),
    /^aws_acm_certificate\./,
    /^add (options|validation_option)$/,
    "a certificate is in the public logs by default, and domains for validation are those of e-mails",
  ),
  row(
    pagesOf("ec2_transit_gateway_vpc_attachment", "vpc_endpoint"),
    /^aws_(ec2_transit_gateway_vpc_attachment|vpc_endpoint)\./,
    /^add (transit_gateway_default_route_table_(association|propagation) true|private_dns_enabled false)$/,
  ),
  row(
    "Elastic Load Balancing API, ListenerAttribute routing.http.response.server.enabled (unconfirmed)",
    /^aws_lb_listener\./,
    /^add routing_http_response_server_enabled true$/,
  ),
  row(pagesOf("lb_hosted_zone_id"), /^data\.aws_lb_hosted_zone_id\./, /^unset load_balancer_type$/),
  row(
    "hashicorp/terraform-provider-helm 3.1.2, docs/resources/release.md (read 2026-11-26)",
    /^helm_release\./,
    /^(unset (create_namespace|wait)|add (verify|disable_openapi_validation) false|add wait true)$/,
  ),
  row(
    sourceOf("SetDefaults of pkg/apis/core/v1, apps/v1, storage/v1, autoscaling/v2 and networking/v1"),
    /^kubernetes_/,
    changes("unset", [
      ...["port\\.protocol", "(in|e)gress\\.ports\\.protocol", "strategy\\.type", "http_get\\.scheme"],
      ...["max_surge", "liveness_probe\\.failure_threshold", "global_default", "reclaim_policy"],
      ...["select_policy", "replicas"],
    ]),
  ),
  row(
    "hashicorp/terraform-provider-kubernetes, docs/resources/service_v1.md (read 2026-11-26)",
    /^kubernetes_service_v1\./,
    /^add spec\.allocate_load_balancer_node_ports true$/,
  ),
  row(
    sourceOf("SetDefaults_Probe of pkg/apis/core/v1/defaults.go"),
    /^kubernetes_deployment_v1\./,
    /^(set .*_probe\.(timeout_seconds|failure_threshold) to 0|add .*(initial_delay_seconds|min_ready_seconds) 0)$/,
    "Kubernetes takes 0 as not set, and uses its default",
  ),
];
