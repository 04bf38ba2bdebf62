import { type AcceptedSurvivors, changes } from "./row";

const row = (reason: string, address: RegExp, change: RegExp): AcceptedSurvivors => ({
  address,
  change,
  reason,
});

const ONLY_TERRAFORM = "only Terraform uses it, in an apply or a destroy";
const FITS = "the amount still fits nodes, quota and limits, which checks compute";
const LOOKS_UP =
  "a look-up that finds another block or none fails by its postcondition, or at the block that uses it";

/** Silent changes from the schemas that are no danger, each row with its reason. Defaults and refusals are in files of their own. */
export const ACCEPTED_GENERATED: readonly AcceptedSurvivors[] = [
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
    /^(add (wait_for_jobs|lint|render_subchart_notes|dependency_update|devel) |set (timeout|max_history) to [1-9]|unset timeout$)/,
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
    /^(add (filter|cidr_block|ipv6_cidr_block|default\w*|availability_zone_id|gateway_id|subnet_id|another filter|\* to filter\.values)|unset zone_id)\b/,
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
    /^set .*\.(days_after_initiation|noncurrent_days) to [1-9]/,
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
      ...["performance_insights_enabled", "enable_network_address_usage_metrics"],
    ]),
  ),
  row(
    "an option of the machine that reaches nothing outside of it",
    /^aws_launch_template\./,
    /^add (cpu_options|credit_specification|enclave_options|maintenance_options|private_dns_name_options|network_interfaces\.ena_srd_specification)$/,
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
  row("the values are no YAML any more, so an apply fails", /^helm_release\./, /^add \* to values$/),
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
  row(
    "EKS offers the newest build for the version of the cluster, too, and a plan shows which one an apply installs",
    /^data\.aws_eks_addon_version\./,
    /^add most_recent true$/,
  ),
  row(
    "a public load balancer gets its addresses from a pool of the account, and has no more openings",
    /^aws_lb\./,
    /^add ipam_pools$/,
  ),
  row(
    "the records have another form of files, at the same place",
    /^aws_flow_log\./,
    /^add destination_options$/,
  ),
];
