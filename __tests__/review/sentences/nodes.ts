import { type SentenceCase } from "./case";

const GROUP = "aws_eks_node_group.general";

const group = (config: object) => ({
  [GROUP]: { node_group_name: "general", cluster_name: "main", ...config },
});
const sized = (min_size: number, max_size: number, desired_size: number | string, more: object = {}) =>
  group({ scaling_config: { min_size, max_size, desired_size }, ...more });

const NUMBER_LEFT = { lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] } };
const SIZES_LEFT = { lifecycle: { ignore_changes: ["scaling_config"] } };

const OTHER_GROUP = {
  "aws_eks_node_group.other": {
    node_group_name: "other",
    scaling_config: { min_size: 1, max_size: 1, desired_size: 1 },
  },
};
const IN_POOL = { labels: { pool: "general" } };
const PODS_OF_POOL = {
  "models/kubernetes_deployment_v1.api": {
    metadata: { name: "api", namespace: "models" },
    spec: { template: { spec: { node_selector: { pool: "general" } } } },
  },
};

const taint = (effect: string, value = "true") => ({ taint: [{ key: "gpu", value, effect }] });

const autoscaler = (extraArgs: object) => ({
  "helm_release.cluster_autoscaler": {
    name: "cluster-autoscaler",
    chart: "cluster-autoscaler",
    values: [JSON.stringify({ extraArgs })],
  },
});

const attachment = (id: string) => ({ "data.aws_ec2_transit_gateway_vpc_attachment.hub": { id } });

/** Node groups. */
export const NODE_SENTENCES: readonly SentenceCase[] = [
  {
    before: group({ update_config: { max_unavailable: 1 } }),
    after: group({ update_config: { max_unavailable: 2 } }),
    lines: [
      "attention: update_config.max_unavailable of aws_eks_node_group.general: 1 → 2; an update of the group replaces this number of its nodes at once",
    ],
  },
  {
    before: autoscaler({ "max-nodes-total": 4 }),
    after: autoscaler({}),
    lines: [
      "attention: values.extraArgs.max-nodes-total of helm_release.cluster_autoscaler: 4 → not set; the maximum of each group alone bounds the number of nodes",
    ],
  },
  {
    before: attachment("tgw-attach-0123456789abcdef0"),
    after: attachment("tgw-attach-0123456789abcdef1"),
    lines: [
      "attention: id of data.aws_ec2_transit_gateway_vpc_attachment.hub: tgw-attach-0123456789abcdef0 → tgw-attach-0123456789abcdef1; routes lead to the transit gateway of this attachment",
    ],
  },
  {
    before: group({}),
    after: group(taint("NO_SCHEDULE")),
    lines: [
      'attention: taints of aws_eks_node_group.general: not set → [{"key":"gpu","value":"true","effect":"NO_SCHEDULE"}]; new pods without a toleration start elsewhere, and running ones stay',
    ],
  },
  {
    before: group(taint("NO_SCHEDULE")),
    after: group(taint("NO_EXECUTE")),
    lines: [
      "attention: taints of aws_eks_node_group.general: NO_SCHEDULE → NO_EXECUTE; running pods without a toleration are evicted, and new ones start elsewhere",
    ],
  },
  {
    before: group(taint("NO_EXECUTE", "a")),
    after: group(taint("NO_EXECUTE", "b")),
    lines: [
      "attention: taints of aws_eks_node_group.general: a → b; running pods without a toleration are evicted, and new ones start elsewhere",
    ],
  },
  {
    before: group(taint("NO_SCHEDULE")),
    after: group({}),
    lines: [
      'attention: taints of aws_eks_node_group.general: [{"key":"gpu","value":"true","effect":"NO_SCHEDULE"}] → not set; new pods without a toleration can start there',
    ],
  },
  {
    beside: PODS_OF_POOL,
    before: group(IN_POOL),
    after: group({ labels: { pool: "other" } }),
    lines: [
      "attention: label pool of aws_eks_node_group.general: general → other; new pods that select it find no node there",
    ],
  },
  {
    before: group(IN_POOL),
    after: group({ labels: { pool: "other" } }),
    lines: ["info: labels.pool of aws_eks_node_group.general: general → other"],
  },
  {
    before: group({}),
    after: group({ node_repair_config: { enabled: true } }),
    lines: ["attention: aws_eks_node_group.general: EKS reboots or replaces nodes that report an error"],
  },
  {
    before: group({ node_repair_config: { enabled: true } }),
    after: group({ node_repair_config: { enabled: false } }),
    lines: ["attention: aws_eks_node_group.general: EKS no longer repairs nodes that report an error"],
  },
  {
    before: group({ node_repair_config: { enabled: true } }),
    after: group({}),
    lines: [
      "attention: aws_eks_node_group.general: the repair of nodes is no longer stated, and the provider leaves it as it is; to end it, run aws eks update-nodegroup-config with --node-repair-config enabled=false",
    ],
  },
  {
    before: group({ release_version: "1.36.1-20260810" }),
    after: group({ release_version: "1.36.2-20260818" }),
    lines: [
      "attention, nodes roll: node version of aws_eks_node_group.general: 1.36.1-20260810 → 1.36.2-20260818; EKS replaces the nodes: new ones come first, and old ones are drained, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
    ],
  },
  {
    before: group({ version: "1.36" }),
    after: group({}),
    lines: [
      "info: version of aws_eks_node_group.general: 1.36 → not set; running nodes keep theirs, and EKS chooses one at its next update",
    ],
  },
  {
    before: sized(1, 2, 1),
    after: sized(2, 4, 3),
    lines: [
      "info: least nodes of aws_eks_node_group.general: 1 → 2",
      "info: most nodes of aws_eks_node_group.general: 2 → 4",
      "info: nodes of aws_eks_node_group.general: 1 → 3",
    ],
  },
  {
    before: sized(1, 2, 1),
    after: sized(1, 2, "${var.nodes}"),
    lines: [
      "attention: scaling_config.desired_size of aws_eks_node_group.general: 1 → ${var.nodes}; only the apply knows the value",
    ],
  },
  {
    before: sized(1, 4, 3),
    after: sized(1, 4, 1),
    lines: [
      "attention, nodes roll: the apply removes 2 of 3 nodes of aws_eks_node_group.general: EKS chooses them, and evicts their pods for up to 15 minutes, without regard to disruption budgets; lower the number by one at a time",
      "info: nodes of aws_eks_node_group.general: 3 → 1",
    ],
  },
  {
    before: sized(1, 2, 1, NUMBER_LEFT),
    after: sized(2, 4, 2, NUMBER_LEFT),
    lines: [
      "attention: EKS refuses a minimum above the number of nodes of aws_eks_node_group.general, which Terraform does not set; if it is below 2, first run aws eks update-nodegroup-config --cluster-name main --nodegroup-name general --scaling-config maxSize=4,desiredSize=2",
      "info: least nodes of aws_eks_node_group.general: 1 → 2",
      "info: most nodes of aws_eks_node_group.general: 2 → 4",
    ],
  },
  {
    before: sized(1, 4, 1, { ...NUMBER_LEFT, cluster_name: "${var.cluster}" }),
    after: sized(1, 2, 1, { ...NUMBER_LEFT, cluster_name: "${var.cluster}" }),
    lines: [
      "attention: EKS refuses a maximum below the number of nodes of aws_eks_node_group.general, which Terraform does not set; if it is above 2, first set that number",
      "info: most nodes of aws_eks_node_group.general: 4 → 2",
    ],
  },
  {
    before: sized(1, 4, 1, NUMBER_LEFT),
    after: sized(1, 4, 1),
    lines: [
      "attention, nodes roll: Terraform now sets the number of nodes of aws_eks_node_group.general to minPerZone of the file, unless components.cluster-autoscaler or cluster.externalNodeAutoscaler leaves it to an autoscaler; a group with more loses nodes: EKS chooses them, and evicts their pods for up to 15 minutes, without regard to disruption budgets; lower the number by one at a time",
    ],
  },
  {
    before: sized(1, 4, 1, SIZES_LEFT),
    after: sized(1, 4, 1),
    lines: [
      "attention: Terraform now sets the sizes of aws_eks_node_group.general (minimum 1, maximum 4, desired 1): apply it in working hours, or after the commands of the output off_hours_start_commands; otherwise the apply starts the nodes",
    ],
  },
  {
    before: sized(1, 4, 1, SIZES_LEFT),
    after: sized(2, 4, 2, SIZES_LEFT),
    lines: [
      "attention: the sizes of aws_eks_node_group.general change at the next start of its schedule; until then the group keeps its nodes. In working hours, aws eks update-nodegroup-config --cluster-name main --nodegroup-name general --scaling-config minSize=2,maxSize=4,desiredSize=2 changes them at once",
    ],
  },
  {
    before: sized(1, 2, 1),
    lines: [
      "attention, outage: the apply deletes aws_eks_node_group.general with all nodes, and no pod has a node until others are ready; add others first, cordon and drain these, and wait for the rollouts",
    ],
  },
  {
    beside: OTHER_GROUP,
    before: sized(1, 2, 1),
    lines: [
      "attention, nodes roll: the apply deletes aws_eks_node_group.general with all nodes; cordon and drain them first, and wait for the rollouts",
    ],
  },
  {
    before: sized(1, 2, 1, { lifecycle: { create_before_destroy: true } }),
    after: sized(1, 2, 1, { lifecycle: { create_before_destroy: true }, capacity_type: "SPOT" }),
    lines: [
      "attention, nodes roll: the apply creates aws_eks_node_group.general again, and then deletes the old ones with all nodes; cordon and drain them before that",
      "info: capacity_type of aws_eks_node_group.general: not set → SPOT",
    ],
  },
  {
    beside: { ...OTHER_GROUP, ...PODS_OF_POOL },
    before: sized(1, 2, 1, IN_POOL),
    after: sized(1, 2, 1, { ...IN_POOL, capacity_type: "SPOT" }),
    lines: [
      "attention, outage: the apply deletes all nodes of aws_eks_node_group.general at once, before it creates others, and pods of api have no node meanwhile; to keep the pods running, add a group with the new values, apply, cordon and drain this one, wait for the rollouts, and remove it",
      "info: capacity_type of aws_eks_node_group.general: not set → SPOT",
    ],
  },
  {
    beside: OTHER_GROUP,
    before: sized(1, 2, 1),
    after: sized(1, 2, 1, { capacity_type: "SPOT" }),
    lines: [
      "attention, nodes roll: the apply deletes all nodes of aws_eks_node_group.general at once, before it creates others, and their pods end; to keep the pods running, add a group with the new values, apply, cordon and drain this one, wait for the rollouts, and remove it",
      "info: capacity_type of aws_eks_node_group.general: not set → SPOT",
    ],
  },
];
