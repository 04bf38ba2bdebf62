import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const TEMPLATE = "aws_launch_template.nodes";
const GROUP = "aws_eks_node_group.main";

const subnet = (tags: JsonObject) => ({ "aws_subnet.a": { cidr_block: "10.0.0.0/24", tags } });
const template = (tags: JsonObject) => ({
  [TEMPLATE]: { name: "nodes", tag_specifications: [{ resource_type: "instance", tags }] },
});
const addOn = (tags: JsonObject) => ({
  "aws_eks_addon.ebs": {
    addon_name: "aws-ebs-csi-driver",
    configuration_values: JSON.stringify({ controller: { extraVolumeTags: tags } }),
  },
});
const provider = (tags: JsonObject) => ({
  "provider.aws": { region: "eu-west-1", default_tags: [{ tags }] },
});

/** Tags of the network, of nodes and of a whole layer. */
export const TAG_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    before: subnet({ Name: "a" }),
    after: subnet({ Name: "a", "kubernetes.io/role/internal-elb": "1" }),
    lines: [
      "attention: tags of aws_subnet.a: kubernetes.io/role/internal-elb not set → 1; controllers find subnets and groups by such tags",
    ],
  },
  {
    layer: "network",
    before: subnet({ team: "a" }),
    after: subnet({ team: "b" }),
    lines: ["info, tags only: tags of aws_subnet.a: team a → b"],
  },
  {
    beside: {
      [GROUP]: {
        node_group_name: "main",
        launch_template: { id: `\${${TEMPLATE}.id}`, version: `\${${TEMPLATE}.latest_version}` },
      },
    },
    before: template({ team: "a" }),
    after: template({ team: "b" }),
    lines: [
      "attention, nodes roll: tags of aws_launch_template.nodes change: EKS replaces the nodes of the groups that use it, adds new ones first, and drains the old ones",
    ],
  },
  {
    before: addOn({ team: "a" }),
    after: addOn({ team: "b" }),
    lines: ["info, pods roll: the pods of aws_eks_addon.ebs start again with other tags for what they make"],
  },
  {
    beside: { "aws_s3_bucket.a": { bucket: "a" }, "aws_s3_bucket.b": { bucket: "b" } },
    before: provider({ team: "a" }),
    after: provider({ team: "b" }),
    lines: ["info: only tags of 2 resources of the layer cluster change: team a → b"],
  },
];
