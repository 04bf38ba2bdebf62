import { type ReviewCase } from "./case";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const HARDENED = "ml-inference-hardened";

const FEATURE_STORE = {
  group: "nodes",
  direction: "egress",
  peer: "10.50.8.0/28",
  port: 6379,
  reason: "feature store of the data platform",
  models: ["ml-inference-api"],
};

const POLICY_ENGINE = {
  group: "control-plane",
  direction: "egress",
  peer: "nodes",
  port: 8443,
  reason: "admission webhook of the policy engine",
};

/** Attachments, routes and rules of security groups. */
export const PATH_CASES: readonly ReviewCase[] = [
  {
    name: "a peering connection leads the operators' range to the VPC",
    environment: RETAIL,
    to: {
      network: {
        attachments: [
          {
            type: "peering",
            name: "operators",
            peerVpcId: "vpc-0a1b2c3d111122223",
            cidrs: ["10.20.0.0/24"],
          },
        ],
      },
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["10.20.0.0/24", "operators"],
    cause: "network.attachments",
    why: "A rule admits this range to the Kubernetes API already, so the new route opens the path.",
  },
  {
    name: "the transit gateway attachment is removed",
    environment: PROD,
    to: { network: { attachments: [] } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_ec2_transit_gateway_vpc_attachment.organization"],
    cause: "network.attachments",
    why: "All clients of the load balancer and all operators come through it.",
  },
  {
    name: "nodes may connect to a database of another network",
    environment: "ml-platform",
    to: {
      network: {
        extraRules: [
          {
            group: "nodes",
            direction: "egress",
            peer: "10.10.0.0/24",
            port: 5432,
            reason: "database of the data platform",
          },
        ],
      },
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["10.10.0.0/24", "5432"],
    cause: "network.extraRules",
    why: "A path from nodes to another network opens.",
  },
  {
    name: "the rule to the feature store of a model is removed",
    environment: HARDENED,
    to: { network: { extraRules: [POLICY_ENGINE] } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "10.50.8.0/28", "6379"],
    cause: "network.extraRules",
    why: "A named model loses a path that it used; only its team knows whether it still calls the store.",
  },
  {
    name: "a rule to the feature store no longer names a model",
    environment: HARDENED,
    from: { network: { extraRules: [FEATURE_STORE, POLICY_ENGINE] } },
    to: {
      network: {
        extraRules: [
          {
            group: "nodes",
            direction: "egress",
            peer: "10.50.8.0/28",
            port: 6379,
            reason: FEATURE_STORE.reason,
          },
          POLICY_ENGINE,
        ],
      },
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "10.50.8.0/28", "6379"],
    cause: "network.extraRules[0].models",
    why: "The rule of the nodes stays, and the network policy of the model drops what it sends to the store.",
  },
  {
    name: "the reason of a rule is reworded",
    environment: HARDENED,
    to: {
      network: { extraRules: [{ ...FEATURE_STORE, reason: "online feature store" }, POLICY_ENGINE] },
    },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "description"],
    cause: "network.extraRules[0].reason",
    why: "The description of a rule changes in place, and the rule admits the same.",
  },
  {
    name: "the rules of the file change their order",
    environment: HARDENED,
    to: { network: { extraRules: [POLICY_ENGINE, FEATURE_STORE] } },
    verdict: "no change",
    harm: "none",
    first: ["no change"],
    why: "Rules have their own addresses, so their order has no meaning.",
  },
  {
    name: "the load balancer no longer reaches the pods",
    environment: RETAIL,
    edit: ({ network }) =>
      Reflect.deleteProperty(network.resource.aws_vpc_security_group_ingress_rule, "nodes_from_alb_8080"),
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "nodes_from_alb_8080"],
    why: "All requests of clients and all health checks end in a timeout.",
  },
  {
    name: "a security group in use gets another description",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_security_group.nodes.description = "Nodes of the cluster";
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_security_group.nodes", "description"],
    why: "Another description replaces the group: its rules go first, and the nodes that use it keep it from being deleted.",
  },
];
