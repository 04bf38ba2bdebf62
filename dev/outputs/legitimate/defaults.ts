import { type Mutable } from "../../mutate/edits";
import { bodyAt, firstBlock, type Stacks } from "../change";
import { type LegitimateEdit } from "./change";

/** Defaults of the providers and of Kubernetes, written out, by type and path. */
const DEFAULTS: Readonly<Record<string, readonly (readonly [path: string, value: Mutable])[]>> = {
  aws_s3_bucket: [
    ["force_destroy", false],
    ["object_lock_enabled", false],
  ],
  aws_kms_key: [
    ["is_enabled", true],
    ["key_usage", "ENCRYPT_DECRYPT"],
    ["customer_master_key_spec", "SYMMETRIC_DEFAULT"],
    ["multi_region", false],
    ["bypass_policy_lockout_safety_check", false],
    ["rotation_period_in_days", 365],
  ],
  aws_ecr_repository: [["force_delete", false]],
  aws_iam_role: [
    ["path", "/"],
    ["max_session_duration", 3600],
    ["force_detach_policies", false],
  ],
  aws_vpc: [
    ["instance_tenancy", "default"],
    ["enable_network_address_usage_metrics", false],
    ["assign_generated_ipv6_cidr_block", false],
  ],
  aws_subnet: [
    ["map_public_ip_on_launch", false],
    ["assign_ipv6_address_on_creation", false],
    ["enable_dns64", false],
    ["private_dns_hostname_type_on_launch", "ip-name"],
  ],
  aws_vpc_endpoint: [["auto_accept", false]],
  aws_security_group: [["revoke_rules_on_delete", false]],
  aws_cloudwatch_log_group: [
    ["log_group_class", "STANDARD"],
    ["skip_destroy", false],
  ],
  aws_cloudwatch_metric_alarm: [["actions_enabled", true]],
  aws_sns_topic: [["fifo_topic", false]],
  aws_lb: [
    ["enable_http2", true],
    ["ip_address_type", "ipv4"],
    ["idle_timeout", 60],
    ["preserve_host_header", false],
  ],
  aws_lb_target_group: [
    ["slow_start", 0],
    ["ip_address_type", "ipv4"],
  ],
  aws_launch_template: [
    ["disable_api_stop", false],
    ["ebs_optimized", "true"],
  ],
  aws_eks_cluster: [["bootstrap_self_managed_addons", false]],
  aws_eks_node_group: [["force_update_version", false]],
  aws_flow_log: [["max_aggregation_interval", 600]],
  aws_db_instance: [
    ["iops", 0],
    ["skip_final_snapshot", false],
  ],
  aws_backup_vault: [["force_destroy", false]],
  helm_release: [
    ["lint", false],
    ["devel", false],
    ["disable_webhooks", false],
    ["reuse_values", false],
    ["recreate_pods", false],
    ["replace", false],
    ["render_subchart_notes", true],
  ],
  kubernetes_deployment_v1: [
    ["spec.paused", false],
    ["spec.min_ready_seconds", 0],
    ["spec.revision_history_limit", 10],
    ["spec.template.spec.restart_policy", "Always"],
    ["spec.template.spec.dns_policy", "ClusterFirst"],
    ["spec.template.spec.host_network", false],
    ["spec.template.spec.host_pid", false],
    ["spec.template.spec.host_ipc", false],
    ["spec.template.spec.scheduler_name", "default-scheduler"],
    ["spec.template.spec.container.termination_message_path", "/dev/termination-log"],
    ["spec.template.spec.container.stdin", false],
    ["spec.template.spec.container.tty", false],
    ["spec.template.spec.container.image_pull_policy", "IfNotPresent"],
  ],
  kubernetes_service_v1: [
    ["spec.session_affinity", "None"],
    ["spec.publish_not_ready_addresses", false],
    ["spec.type", "ClusterIP"],
  ],
  kubernetes_service_account_v1: [],
  kubernetes_namespace_v1: [["wait_for_default_service_account", false]],
  kubernetes_config_map_v1: [["immutable", false]],
};

/** Each default that a block does not have is written out. */
export const writtenDefaults = (stacks: Stacks): LegitimateEdit[] =>
  stacks.flatMap(({ layer, stack }) =>
    stack.resources().flatMap(({ address, type }) =>
      (DEFAULTS[type] ?? []).flatMap(([path, value]): LegitimateEdit[] => {
        const steps = path.split(".");
        const name = steps.at(-1) ?? "";
        const holderIn = (json: Parameters<LegitimateEdit["edit"]>[0]) =>
          steps.slice(0, -1).reduce((at, step) => firstBlock(at[step] as Mutable), bodyAt(json, address));
        const holder = holderIn(structuredClone(stack.json) as Parameters<LegitimateEdit["edit"]>[0]);
        if (holder[name] !== undefined && holder[name] !== null) return [];
        return [
          {
            group: "a default written out",
            layer,
            address,
            change: `${path} ${JSON.stringify(value)}`,
            edit: (json) => void (holderIn(json)[name] = value),
          },
        ];
      }),
    ),
  );
