import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const PLATFORM = "ml-platform";

const group = (name: string, change: object) => ({ cluster: { nodeGroups: { [name]: change } } });

const templateOf = ({ cluster }: Layers, name: string) => cluster.resource.aws_launch_template[name];

/** Groups of nodes: types, sizes, zones, disks, scripts, labels, releases, reservations and quotas. */
export const NODE_CASES: readonly ReviewCase[] = [
  {
    name: "the only node group gets another instance type",
    environment: RETAIL,
    to: group("general", { instanceTypes: ["m6i.large"] }),
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "t3.medium", "m6i.large", "+"],
    cause: "cluster.nodeGroups.general.instanceTypes",
    why: "Both node groups are replaced, old first, so no pod runs until the new nodes are ready.",
  },
  {
    name: "the only node group gets Bottlerocket",
    environment: "ml-inference-hardened",
    to: group("general", { amiType: "Bottlerocket" }),
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "Bottlerocket"],
    cause: "cluster.nodeGroups.general.amiType",
    why: "EKS cannot change the AMI type of a node group, so all nodes go before new ones come.",
  },
  {
    name: "the old node group is removed after the new one",
    environment: RETAIL,
    from: { cluster: { nodeGroups: { general: {}, large: { instanceTypes: ["m6i.large"] } } } },
    to: group("large", { instanceTypes: ["m6i.large"] }),
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["aws_eks_node_group.general_a", "nodes"],
    cause: "cluster.nodeGroups.general",
    why: "The step is right once the old nodes are drained, which the output cannot tell.",
  },
  {
    name: "each zone has two nodes, not one",
    environment: PROD,
    to: group("general", { minPerZone: 2 }),
    verdict: "needs attention",
    harm: "in place",
    first: ["minPerZone", "1 → 2", "+"],
    cause: "cluster.nodeGroups.general.minPerZone",
    why: "More room for pods, but two more nodes raise the cost by more than 10 %.",
  },
  {
    name: "each zone has one node, not two",
    environment: "ml-inference-hardened",
    to: group("general", { minPerZone: 1 }),
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["minPerZone", "2 → 1"],
    cause: "cluster.nodeGroups.general.minPerZone",
    why: "Without an autoscaler, the apply ends half of the nodes with the pods on them.",
  },
  {
    name: "an autoscaler may end more nodes",
    environment: PLATFORM,
    to: group("general", { minPerZone: 1 }),
    verdict: "safe",
    harm: "in place",
    first: ["safe", "minPerZone"],
    cause: "cluster.nodeGroups.general.minPerZone",
    why: "The autoscaler ends a node only after its pods have moved, and the number of nodes is not set by the apply.",
  },
  {
    name: "the upper limit of nodes rises without an autoscaler",
    environment: PROD,
    to: group("general", { maxPerZone: 3 }),
    verdict: "safe",
    harm: "in place",
    first: ["safe", "maxPerZone"],
    cause: "cluster.nodeGroups.general.maxPerZone",
    why: "Nothing uses the limit, and the quota has room for it.",
  },
  {
    name: "nodes get larger disks",
    environment: PLATFORM,
    to: group("general", { diskGiB: 100 }),
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "diskGiB", "50 → 100"],
    cause: "cluster.nodeGroups.general.diskGiB",
    why: "The launch template changes, so EKS replaces all nodes of the group step by step.",
  },
  {
    name: "a script from the internet runs on nodes",
    environment: PLATFORM,
    edit: (layers) => {
      const script = "#!/bin/bash\ncurl -s https://tools.example.net/setup.sh | sh\n";
      templateOf(layers, "forecast").user_data = Buffer.from(script).toString("base64");
    },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "user_data"],
    why: "All nodes of the group are replaced and run a program as root without a review.",
  },
  {
    name: "nodes get a second label",
    environment: PLATFORM,
    to: group("forecast", { labels: { team: "forecast", tier: "gold" } }),
    verdict: "safe",
    harm: "in place",
    first: ["safe", "labels"],
    cause: "cluster.nodeGroups.forecast.labels",
    why: "EKS labels the nodes that run, and nothing selects the label yet.",
  },
  {
    name: "nodes start outside of the reserved capacity",
    environment: PLATFORM,
    to: group("reserved", { capacityReservation: null }),
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["capacityReservation", "cr-0a1b2c3d444455556"],
    cause: "cluster.nodeGroups.reserved.capacityReservation",
    why: "Peaks no longer have guaranteed capacity, and the reservation is still billed.",
  },
  {
    name: "reserved nodes start in another zone than their reservation",
    environment: PLATFORM,
    to: group("reserved", { zones: ["b"] }),
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["aws_eks_node_group.reserved_a", "zones"],
    cause: "cluster.nodeGroups.reserved.zones",
    why: "The group of the old zone goes with its nodes, and a reservation holds in its own zone only.",
  },
  {
    name: "nodes get a newer release of their AMI",
    environment: RETAIL,
    from: { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818" } } },
    to: { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: "1.36.3-20261105" } } },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "1.36.2-20260818", "1.36.3-20261105"],
    cause: "cluster.nodeReleases.AL2023_x86_64_STANDARD",
    why: "It brings security fixes, and every node is replaced step by step at a time that the owner has to choose.",
  },
  {
    name: "the stated quota is too low for the nodes",
    environment: RETAIL,
    to: { quotas: { standardVcpus: 4 } },
    verdict: "needs attention",
    harm: "none",
    first: ["account-quotas"],
    cause: "quotas.standardVcpus",
    why: "Nothing changes in AWS, but the check finds that the account has no room for the nodes.",
  },
  {
    name: "the stated quota is higher",
    environment: RETAIL,
    to: { quotas: { standardVcpus: 64 } },
    verdict: "safe",
    harm: "none",
    first: ["safe", "quotas.standardVcpus", "32 → 64"],
    cause: "quotas.standardVcpus",
    why: "No resource depends on it, and the proof of each node group does.",
  },
  {
    name: "nodes admit requests of metadata without a token",
    environment: RETAIL,
    edit: (layers) => {
      templateOf(layers, "general").metadata_options.http_tokens = "optional";
    },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["http_tokens", "optional"],
    why: "A pod that can be made to send a request can read the credentials of its node.",
  },
  {
    name: "the nodes of one model get another instance type",
    environment: PLATFORM,
    to: group("forecast", { instanceTypes: ["m7i.large"] }),
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_eks_node_group.forecast_a", "m7i.large"],
    cause: "cluster.nodeGroups.forecast.instanceTypes",
    why: "Pods of demand-forecast run on these nodes only, and all of them go before new ones come.",
  },
  {
    name: "one of two node groups for the same pods is replaced, by an edit of the output",
    environment: RETAIL,
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_node_group.general_b.instance_types = ["m6i.large"];
    },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "aws_eks_node_group.general_b"],
    why: "The pods of one zone end at once, and those of the other zone still serve.",
  },
  {
    name: "nodes get a taint, by an edit of the output",
    environment: RETAIL,
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_node_group.general_a.taint = [
        { key: "team", value: "other", effect: "NO_SCHEDULE" },
      ];
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["taint", "aws_eks_node_group.general_a"],
    why: "New pods no longer start on these nodes.",
  },
  {
    name: "nodes lose the label that a model selects, by an edit of the output",
    environment: PLATFORM,
    edit: ({ cluster }) => {
      const { forecast_a, forecast_b } = cluster.resource.aws_eks_node_group;
      for (const { labels } of [forecast_a, forecast_b]) {
        labels["private-eks-inference/node-group"] = "other";
      }
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["aws_eks_node_group.forecast_a", "forecast → other"],
    why: "Pods that run stay, and the next pod of the model finds no node.",
  },
  {
    name: "nodes with an SSH key, by an edit of the output",
    environment: PLATFORM,
    edit: (layers) => {
      templateOf(layers, "forecast").key_name = "operators";
    },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "key_name"],
    why: "The holder of the key logs in to each node.",
  },
];
