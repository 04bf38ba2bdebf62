import { type AcceptedSurvivors } from "./row";

const row = (reason: string, address: RegExp, change: RegExp): AcceptedSurvivors => ({
  address,
  change,
  reason,
});

const names = (...all: readonly string[]): string => `(?:[\\w.]+\\.)?(?:${all.join("|")})`;
const changes = (verb: string, all: readonly string[], value = ""): RegExp =>
  new RegExp(`^(?:${verb}) ${names(...all)}(?:$| ${value})`);

const DEFAULT = "it is the default of the provider, of AWS or of Kubernetes";
const ONLY_TERRAFORM = "only Terraform uses it, in an apply or a destroy";
const REFUSED =
  "the provider, AWS or Kubernetes refuses it beside the emitted arguments, so an apply changes nothing";
const FITS = "the amount still fits nodes, quota and limits, which checks compute";
const LOOKS_UP =
  "a look-up that finds another block or none fails by its postcondition, or at the block that uses it";

/**
 * Silent changes from the schemas that are no danger, each row with its reason. Reasons about defaults and refusals are from the documentation of the
 * providers, AWS and Kubernetes (unconfirmed); no test applies them.
 */
export const ACCEPTED_GENERATED: readonly AcceptedSurvivors[] = [
  row(
    DEFAULT,
    /^(aws|helm)_/,
    changes("unset", [
      ...["force_destroy", "force_delete", "create_namespace", "internal", "publicly_accessible", "domain"],
      ...["map_public_ip_on_launch", "instance_tenancy", "enable_dns_support", "desync_mitigation_mode"],
      ...["assign_generated_ipv6_cidr_block", "load_balancer_type", "vpc_endpoint_type", "auto_accept"],
      ...["log_destination_type", "deletion_window_in_days", "wait", "type"],
    ]),
  ),
  row(DEFAULT, /^aws_db_instance\./, /^unset port$/),
  row(
    DEFAULT,
    /^(aws|helm)_/,
    changes(
      "add",
      [
        ...["bypass_policy_lockout_safety_check", "allow_major_version_upgrade", "enable_continuous_backup"],
        ...["verify", "disable_openapi_validation", "dedicated_log_volume", "force_update_version"],
        ...["enable_tls_version_and_cipher_suite_headers", "private_dns_enabled"],
      ],
      "false",
    ),
  ),
  row(
    DEFAULT,
    /^(aws|kubernetes)_/,
    changes(
      "add",
      [
        ...["is_enabled", "actions_enabled", "enable_http2", "enable_cross_zone_load_balancing"],
        ...[
          "routing_http_response_server_enabled",
          "allocate_load_balancer_node_ports",
          "health_check\\.enabled",
        ],
        ...[
          "transit_gateway_default_route_table_association",
          "transit_gateway_default_route_table_propagation",
        ],
      ],
      "true",
    ),
  ),
  row(
    DEFAULT,
    /^kubernetes_/,
    changes("unset", [
      ...[
        "port\\.protocol",
        "ingress\\.ports\\.protocol",
        "strategy\\.type",
        "http_get\\.scheme",
        "max_surge",
      ],
      ...["liveness_probe\\.failure_threshold", "global_default", "preemption_policy", "reclaim_policy"],
      ...["csi\\.read_only", "select_policy", "replicas"],
    ]),
  ),
  row(
    "Kubernetes takes 0 as not set, and uses its default",
    /^kubernetes_deployment_v1\./,
    /^(set .*_probe\.(timeout_seconds|failure_threshold) to 0|add .*(initial_delay_seconds|min_ready_seconds) 0)$/,
  ),
  row(
    ONLY_TERRAFORM,
    /./,
    changes("add|turn|unset|set", [
      ...["wait_for_(?!load_balancer)\\w+", "wait_until_bound", "force_detach_policies"],
      ...["revoke_rules_on_delete", "skip_destroy", "upgrade_storage_config"],
      ...["preserve", "update_default_version", "blue_green_update"],
    ]),
  ),
  row(ONLY_TERRAFORM, /^kubernetes_service_v1\./, /^add wait_for_load_balancer /),
  row(
    ONLY_TERRAFORM,
    /^helm_release\./,
    /^(add (wait_for_jobs|lint|render_subchart_notes|dependency_update|upgrade_install|devel) |set (timeout|max_history) to [1-9]|unset timeout$)/,
  ),
  row(REFUSED, /^aws_route\./, /^add (\w+_id|destination_ipv6_cidr_block) /),
  row(
    REFUSED,
    /^aws_(route53_record|eip|route_table_association)\./,
    /^add (ttl|(multivalue_answer|cidr|failover|geolocation|weighted)_routing_policy|vpc|gateway_id|associate_with_private_ip)\b/,
  ),
  row(
    REFUSED,
    /^aws_vpc_security_group_(in|e)gress_rule\./,
    /^add (cidr_ipv[46]|referenced_security_group_id) /,
  ),
  row(REFUSED, /^aws_network_acl_rule\./, /^(add ipv6_cidr_block|unset (from|to)_port)/),
  row(
    REFUSED,
    /^aws_launch_template\./,
    /^add (vpc_security_group_ids|image_id|instance_requirements|elastic_\w+|network_interfaces\.(network_interface_id|subnet_id|private_ip_address|\w+_count|ipv[46]_\w+|associate_carrier_ip_address|connection_tracking_specification|ena_srd_specification)|instance_market_options|hibernation_options)\b/,
  ),
  row(
    REFUSED,
    /^aws_vpc_endpoint\./,
    /^add (security_group_ids|subnet_ids|subnet_configuration|dns_options|auto_accept)\b/,
  ),
  row(REFUSED, /^aws_lb\./, /^add (subnet_mapping|ipam_pools)$/),
  row(REFUSED, /^aws_lb_listener\./, /^add default_action\.(authenticate_oidc|fixed_response|redirect)$/),
  row(
    REFUSED,
    /^aws_lb_target_group\./,
    /^add (lambda_multi_value_headers_enabled|proxy_protocol_v2|connection_termination|preserve_client_ip|target_failover|target_health_state)\b/,
  ),
  row(
    REFUSED,
    /^aws_(subnet|nat_gateway)\./,
    /^add (ipv6_\w+|map_customer_owned_ip_on_launch|availability_zone_id|enable_dns64|secondary_\w+|private_ip) ?/,
  ),
  row(REFUSED, /^aws_vpc\./, /^add ipv6_cidr_block_network_border_group /),
  row(REFUSED, /^aws_flow_log\./, /^add (subnet_id|transit_gateway_id|destination_options)\b/),
  row(REFUSED, /^aws_sns_topic\./, /^add content_based_deduplication /),
  row(REFUSED, /^aws_eks_cluster\./, /^add (storage_config|kubernetes_network_config|\* to )/),
  row(REFUSED, /^aws_kms_key\./, /^add rotation_period_in_days /),
  row(
    REFUSED,
    /^aws_db_instance\./,
    /^add (customer_owned_ip_enabled|domain_dns_ips|performance_insights_retention_period)\b|^unset username$/,
  ),
  row(
    REFUSED,
    /^kubernetes_deployment_v1\./,
    /^add .*(_probe\.(exec|grpc|tcp_socket)|pre_stop\.(http_get|tcp_socket)|volume\.(config_map|downward_api|ephemeral|persistent_volume_claim|projected|secret)|volume_device|env\.value_from|template\.metadata\.namespace kube-system)$/,
  ),
  row(REFUSED, /^kubernetes_persistent_volume_v1\./, /^add spec\.persistent_volume_source\.(?!csi)/),
  row(REFUSED, /^kubernetes_horizontal_pod_autoscaler_v2\./, /^add spec\.metric\./),
  row(REFUSED, /^kubernetes_service_v1\./, /^add spec\.(cluster_ips?|external_name|health_check_node_port) /),
  row(
    REFUSED,
    /^kubernetes_network_policy_v1\./,
    /^add (\* to spec\.policy_types|spec\.ingress\.ports\.end_port 2222)$/,
  ),
  row(
    FITS,
    /^(kubernetes_(deployment|limit_range|resource_quota|horizontal_pod_autoscaler)_\w+|helm_release)\./,
    /^set .*(resources\.(limits|requests)|limit\.default(_request)?|hard|size_limit)\b.* to |^set spec\.(max_replicas|metric\.resource\.target\.average_utilization) to /,
  ),
  row(
    FITS,
    /^aws_launch_template\./,
    /^(set block_device_mappings\.ebs\.volume_size to [1-9]|unset block_device_mappings\.ebs\.volume_size)/,
  ),
  row(REFUSED, /^aws_launch_template\./, /^set block_device_mappings\.ebs\.volume_size to 0$/),
  row(
    "a panel of a dashboard changes a picture",
    /^kubernetes_config_map_v1\./,
    /^(turn|set) data\.[\w-]+\.json\./,
  ),
  row(
    "nothing selects it by that label",
    /^kubernetes_persistent_volume(_claim)?_v1\./,
    /label|^unset metadata\.labels$/,
  ),
  row(
    LOOKS_UP,
    /^data\./,
    /^(add (filter|cidr_block|ipv6_cidr_block|default\w*|availability_zone_id|most_recent|gateway_id|subnet_id|another filter|\* to filter\.values)|unset (zone_id|load_balancer_type))\b/,
  ),
  row(
    "it ends faults sooner or later, and hides none: a probe, a rollout and an old revision have other bounds",
    /^kubernetes_deployment_v1\./,
    /^(set|unset) spec\.(revision_history_limit|progress_deadline_seconds|.*_probe\.(failure_threshold|period_seconds|timeout_seconds))\b/,
  ),
  row(
    "the load balancer asks sooner, later or more often, with the port and the path that checks compare",
    /^aws_lb_target_group\./,
    /^(set (health_check\.((un)?healthy_threshold|interval|timeout)|deregistration_delay)|unset health_check\.((un)?healthy_threshold|interval|timeout|matcher|port|protocol))\b/,
  ),
  row(
    "a target of type ip registers each pod with its own port",
    /^aws_lb_target_group\./,
    /^(raise|set|unset) port\b/,
  ),
  row(
    "a rule of the registry on old images; checks hold the number that rollbacks need",
    /^aws_ecr_lifecycle_policy\./,
    /^set policy\.rules\.(rulePriority to |selection\.countNumber to [1-9])/,
  ),
  row(
    "an incomplete upload or an old version is kept for more or fewer days; the current one stays",
    /^aws_s3_bucket_lifecycle_configuration\./,
    /^set .*\.(days_after_initiation|noncurrent_days) to [1-9]|^add rule\.noncurrent_version_transition$/,
  ),
  row("a name of the database inside of its instance", /^aws_db_instance\./, /^unset db_name$/),
  row(
    "the autoscaler takes replicas away sooner or later, between the same bounds",
    /^kubernetes_horizontal_pod_autoscaler_v2\./,
    /^(set spec\.behavior\.scale_down\.(policy\.\w+ to [1-9]|stabilization_window_seconds to )|unset spec\.behavior)/,
  ),
  row(
    "a terminal, which nobody opens",
    /^kubernetes_deployment_v1\./,
    /^add .*\.(stdin|stdin_once|tty) true$/,
  ),
  row("* is no capability beside ALL", /./, /^add \* to .*capabilities\.drop$/),
  row(
    "it protects, records or measures more",
    /^aws_/,
    changes("add", [
      ...["disable_api_stop", "disable_api_termination", "object_lock_enabled", "object_lock_configuration"],
      ...["zonal_shift_config", "enable_zonal_shift", "monitoring", "iam_database_authentication_enabled"],
      ...["performance_insights_enabled", "enable_network_address_usage_metrics", "connection_logs"],
    ]),
  ),
  row(
    "an option of the machine that reaches nothing outside of it",
    /^aws_launch_template\./,
    /^add (cpu_options|credit_specification|enclave_options|maintenance_options|private_dns_name_options)$/,
  ),
  row(
    "it adds a name for each machine, inside of the VPC",
    /^aws_subnet\./,
    /^add enable_resource_name_dns_/,
  ),
  row(
    "an answer of the zone is kept for a shorter or longer time",
    /^aws_route53_record\./,
    /^set ttl to [1-9]/,
  ),
  row(
    "words for the reader",
    /^kubernetes_(namespace|deployment)_v1\./,
    /^(change annotation .*why-privileged|(remove|change) annotation .*runbook)$/,
  ),
  row(
    "a registry, a bucket and a certificate have one of these",
    /^aws_(ecr_repository|s3_bucket_server_side_encryption_configuration|acm_certificate)\./,
    /^add (another encryption_configuration|another rule|options|validation_option)$/,
  ),
  row("the values are no YAML any more, so an apply fails", /^helm_release\./, /^add \* to values$/),
  row(DEFAULT, /^helm_release\./, /^add wait true$/),
  row("a rule that lists all labels twice", /^kubernetes_deployment_v1\./, /^add \* to .*match_label_keys$/),
  row(
    "a further condition takes pods from those that it selects",
    /^kubernetes_(network_policy|pod_disruption_budget|persistent_volume_claim|resource_quota)\w*\./,
    /^add .*(match_expressions|scope_selector|spec\.selector)$/,
  ),
  row(
    "backups stay longer in a cheaper class, or have a setting of Windows",
    /^aws_backup_plan\./,
    /^add (advanced_backup_setting|rule\.lifecycle\.opt_in_to_archive_for_supported_resources true)$/,
  ),
];
