import facts from "./harm/arguments-of-nodes.json";

/**
 * Arguments of node groups and launch templates, and what their change does.
 *
 * Sources: Amazon EKS API reference, UpdateNodegroupConfig and UpdateNodegroupVersion; EKS user
 * guide, "Customize managed nodes with launch templates" (read 2026-11-25); Amazon EC2 API
 * reference, RequestLaunchTemplateData (read 2026-11-26).
 */
export const NODE_ARGUMENTS = {
  /** Harmless by themselves, beside the update of nodes that a new version of a launch template starts. */
  harmlessOfGroups: /^(scaling_config(\..*)?|labels|node_group_name_prefix)$/,
  harmlessOfTemplates:
    /^(name|name_prefix|default_version|update_default_version|monitoring(\..*)?|ebs_optimized|block_device_mappings\.ebs\.(volume_size|volume_type|iops|throughput))$/,
  /** Nodes that an update replaces at the same time: fewer of them leave more pods running. */
  fewerAtATime: /^update_config\.max_unavailable(_percentage)?$/,
  /** Arguments of a launch template without which its nodes have the image and the role that EKS gives them, and no way to log in. */
  ownOfTemplates: ["image_id", "key_name", "iam_instance_profile", "network_interfaces"],
  /** Arguments of a node group; others, such as `remote_access`, open or run something. */
  usualOfGroups: facts.usualOfGroups,
  /** The steps of a managed update (EKS user guide, "Understand each phase of node updates", read 2026-11-21). */
  update:
    "new ones come first, and old ones are drained, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
} as const;
