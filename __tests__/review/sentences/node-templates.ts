import { type SentenceCase } from "./case";

const TEMPLATE = "aws_launch_template.general";

const template = (config: object) => ({ [TEMPLATE]: { name: "general", ...config } });
const USERS = {
  "aws_eks_node_group.general": {
    node_group_name: "general",
    launch_template: { id: `\${${TEMPLATE}.id}`, version: `\${${TEMPLATE}.latest_version}` },
  },
};

const started = (text: string) => template({ user_data: Buffer.from(text).toString("base64") });
const withMaxPods = (maxPods: number) =>
  started(
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: ${maxPods}\n`,
  );

const reserved = (capacity_reservation_preference: string) =>
  template({ capacity_reservation_specification: { capacity_reservation_preference } });
const asked = (http_tokens: string) => template({ metadata_options: { http_tokens } });
const stored = (volume_size: number | string) =>
  template({ block_device_mappings: { ebs: { volume_size } } });

/** Launch templates of nodes. */
export const NODE_TEMPLATE_SENTENCES: readonly SentenceCase[] = [
  {
    beside: USERS,
    before: template({ ebs_optimized: false }),
    after: template({ ebs_optimized: true }),
    lines: [
      "attention, nodes roll: the apply replaces the nodes of aws_eks_node_group.general step by step, since aws_launch_template.general changes in ebs_optimized false → true: new ones come first, and old ones are drained, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
    ],
  },
  {
    beside: USERS,
    before: withMaxPods(29),
    after: withMaxPods(58),
    lines: [
      "attention, nodes roll: the apply replaces the nodes of aws_eks_node_group.general step by step, since aws_launch_template.general changes in user_data.spec.kubelet.config.maxPods 29 → 58: new ones come first, and old ones are drained, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
      "info: settings of the nodes of aws_launch_template.general: user_data.spec.kubelet.config.maxPods 29 → 58",
    ],
  },
  {
    before: template({}),
    after: withMaxPods(29),
    lines: [
      "info: settings of the nodes of aws_launch_template.general: not set → apiVersion: node.eks.aws/v1alpha1, kind: NodeConfig, spec:, kubelet:, config:, maxPods: 29",
    ],
  },
  {
    before: started("#!/bin/sh\na\n"),
    after: started("#!/bin/sh\nb\n"),
    lines: [
      "attention: script that runs as root on each node of aws_launch_template.general: user_data[line 2] a → b",
    ],
  },
  {
    before: reserved("open"),
    after: reserved("none"),
    lines: [
      "attention: capacity reservation of aws_launch_template.general: open → none; nodes start where it has room, and a reservation without nodes is still billed",
    ],
  },
  {
    before: asked("optional"),
    after: asked("required"),
    lines: ["info: metadata_options.http_tokens of aws_launch_template.general: optional → required"],
  },
  {
    before: asked("required"),
    after: asked("optional"),
    lines: [
      "attention: metadata_options.http_tokens of aws_launch_template.general: required → optional; programs of pods can read the credentials of nodes through it",
    ],
  },
  {
    before: stored(50),
    after: stored(100),
    lines: ["info: disk of aws_launch_template.general: block_device_mappings.ebs.volume_size 50 → 100"],
  },
  {
    before: stored(50),
    after: stored("${var.size}"),
    lines: [
      "attention: disk of aws_launch_template.general: block_device_mappings.ebs.volume_size 50 → ${var.size}; only the apply knows the value",
    ],
  },
];
