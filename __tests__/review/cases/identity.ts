import { within } from "../../support/findings";
import { type ReviewCase } from "./case";
import { modelPolicy } from "./reference-blocks";
import { chartWith } from "./reference-lists";

const RETAIL = "retail-forecast";
const HARDENED = "ml-inference-hardened";

/** Roles, policies, trust, keys, tags and names. */
export const IDENTITY_CASES: readonly ReviewCase[] = [
  {
    name: "the permissions boundary of all roles is removed",
    environment: HARDENED,
    to: { permissionsBoundary: null },
    verdict: "needs attention",
    harm: "more access",
    first: ["permissionsBoundary", "policy/ml-inference-hardened-network"],
    cause: "permissionsBoundary",
    why: "Every role can then get any right, and so can who deploys.",
  },
  {
    name: "a model may delete its files",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        policy["Statement"][0].Action = ["s3:GetObject", "s3:DeleteObject"];
      }),
    verdict: "needs attention",
    harm: "more access",
    first: ["retail-forecast-api", "s3:DeleteObject"],
    why: "A program that is taken over could delete the files of the model.",
  },
  {
    name: "the statements of a policy change their order",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        policy["Statement"].reverse();
        policy["Statement"][0].Action = ["kms:Decrypt"];
      }),
    verdict: "safe",
    harm: "none",
    first: ["safe"],
    why: "The policy allows the same, and the plan has no change.",
  },
  {
    name: "all service accounts of a namespace may have the role of a model",
    environment: RETAIL,
    edit: ({ models }) => {
      const role = models.resource.aws_iam_role.retail_forecast_api;
      role.assume_role_policy = role.assume_role_policy
        .replace("StringEquals", "StringLike")
        .replace("system:serviceaccount:models:retail-forecast-api", "system:serviceaccount:models:*");
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["aws_iam_role.retail_forecast_api", "system:serviceaccount:models:*"],
    why: "The trust of the role widens from one service account to each of the namespace.",
  },
  {
    name: "the role of a model is renamed",
    environment: RETAIL,
    edit: ({ models }) => {
      models.resource.aws_iam_role.retail_forecast_api.name = "retail-model";
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_iam_role.retail_forecast_api", "retail-model"],
    why: "The old role goes first, and pods that run keep asking for it until they are started again.",
  },
  {
    name: "the role of a chart loses the actions that write",
    environment: HARDENED,
    to: chartWith([
      "servicediscovery:DiscoverInstances",
      "servicediscovery:ListInstances",
      "servicediscovery:ListNamespaces",
      "servicediscovery:ListServices",
    ]),
    verdict: "safe",
    harm: "in place",
    first: ["safe", "servicediscovery:RegisterInstance"],
    cause: "charts.external-dns.role.permissions[0].actions",
    why: "The rights of the role become fewer, as the file says.",
  },
  {
    name: "everyone may use the key of the cluster",
    environment: RETAIL,
    edit: ({ cluster }) =>
      within(cluster.resource.aws_kms_key.cluster, "policy", (policy) => {
        policy["Statement"].push({
          Sid: "Share",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "kms:Decrypt",
          Resource: "*",
        });
      }),
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["aws_kms_key.cluster", "kms:Decrypt"],
    why: "Any account could decrypt secrets, logs and model files of the cluster.",
  },
  {
    name: "all resources get a further tag",
    environment: RETAIL,
    to: { tags: { "cost-center": "4711" } },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes roll", "cost-center"],
    cause: "tags",
    why: "The tag is in the launch template too, so EKS replaces all nodes step by step.",
  },
  {
    name: "the state bucket gets a further tag",
    environment: RETAIL,
    edit: ({ state }) => {
      state.provider.aws[0].default_tags[0].tags.contact = "platform-team";
    },
    verdict: "safe",
    harm: "tags only",
    first: ["safe", "tags", "platform-team"],
    why: "A tag of the bucket and its key changes nothing else.",
  },
  {
    name: "all names get another prefix",
    environment: "ml-inference-prod",
    to: { namePrefix: "inference" },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "ml-inference", "inference"],
    cause: "namePrefix",
    why: "Roles, security groups and node groups are replaced, and the flow logs under the old name are deleted.",
  },
];
