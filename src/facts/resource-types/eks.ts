import { ANY_CHARACTERS, limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

const NAME = [/^[A-Za-z0-9][\w-]*$/, "letters, digits, _ and -, starting with a letter or digit"] as const;

/** EventBridge Scheduler API, CreateSchedule and CreateScheduleGroup (read 2026-11-22). */
const SCHEDULE_NAME = [/^[\w.-]+$/, "letters, digits and _ . -"] as const;

export const EKS: TypeRows = {
  aws_eks_cluster: {
    file: "cluster",
    cost: "lines",
    limits: [limit("name", 100, ...NAME)],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:eks:{region}:{account}:cluster/{name}",
    idIsName: true,
    held: { noun: "cluster", loss: "all its pods", rank: 3 },
  },
  aws_eks_access_entry: {
    file: "cluster",
    cost: "none",
    unique: { attribute: "principal_arn", within: ["cluster_name"] },
  },
  aws_eks_access_policy_association: { file: "cluster", cost: "none" },
  aws_ec2_instance_type_offerings: { file: "node-groups" },
  aws_eks_node_group: {
    file: "node-groups",
    cost: "lines",
    limits: [limit("node_group_name", 63, ...NAME)],
    unique: { attribute: "node_group_name", within: ["cluster_name"] },
    held: { noun: "node group", loss: "all its nodes", rank: 4 },
  },
  aws_launch_template: {
    file: "node-groups",
    cost: "lines",
    limits: [
      limit("name", 128, /^[\w().\-/]+$/, "letters, digits and ().-/_", 3),
      limit("description", 255, ...ANY_CHARACTERS, 0),
    ],
    unique: { attribute: "name", within: "region" },
  },
  aws_eks_fargate_profile: {
    file: "fargate",
    cost: "lines",
    limits: [limit("fargate_profile_name", 100, ...NAME)],
    unique: { attribute: "fargate_profile_name", within: ["cluster_name"] },
    held: { noun: "Fargate profile", loss: "all its pods", rank: 5 },
  },
  aws_eks_addon: {
    file: "addons",
    cost: "none",
    unique: { attribute: "addon_name", within: ["cluster_name"] },
  },
  aws_eks_addon_version: { file: "addons" },
  // 14 million calls a month are free; each schedule makes one on each day with working hours.
  aws_scheduler_schedule_group: {
    file: "off-hours",
    cost: "none",
    limits: [limit("name", 64, ...SCHEDULE_NAME)],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}",
    idIsName: true,
  },
  aws_scheduler_schedule: {
    file: "off-hours",
    cost: "none",
    limits: [limit("name", 64, ...SCHEDULE_NAME), limit("description", 512, ...ANY_CHARACTERS, 0)],
    unique: { attribute: "name", within: ["group_name"] },
  },
  aws_autoscaling_schedule: {
    cost: "none",
    limits: [limit("scheduled_action_name", 255, ...ANY_CHARACTERS)],
  },
  ...each(["aws_eks_identity_provider_config", "aws_eks_pod_identity_association"], { cost: "none" }),
};
