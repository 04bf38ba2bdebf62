import { within } from "../../support/findings";
import { type ReviewCase } from "./case";
import { modelPolicy } from "./reference-blocks";

const PROD = "ml-inference-prod";
const RETAIL = "retail-forecast";
const HARDENED = "ml-inference-hardened";
const PLATFORM = "ml-platform";

const ADMIN = "arn:aws:iam::222233334444:role/ml-platform-admin";
const OTHER = "arn:aws:iam::222233334444:role/contractors";
const EVERYTHING = "arn:aws:iam::aws:policy/AdministratorAccess";

const access = (...entries: readonly object[]): object => ({ cluster: { access: entries } });

/** Changes that open something, ranked by what they open. Each names who gets it, what it opens, and the value that does it. */
export const OPENING_CASES: readonly ReviewCase[] = [
  {
    name: "the cluster gets another administrator",
    environment: PROD,
    to: { cluster: { admins: [ADMIN, OTHER] } },
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", `${OTHER} gains AmazonEKSClusterAdminPolicy in the whole cluster`, "admins"],
    cause: "cluster.admins",
    why: "The role can read, change and delete everything in the cluster, and take the role of each pod.",
  },
  {
    name: "an entry of an administrator is added to the stacks by hand",
    environment: PROD,
    edit: ({ cluster }) => {
      const { aws_eks_access_policy_association: associations } = cluster.resource;
      const [first] = Object.values<Record<string, unknown>>(associations);
      associations.other = { ...first, principal_arn: OTHER };
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", OTHER],
    why: "It is the same right without a value of the file.",
  },
  {
    name: "a role of the cluster gets the policy admin in the namespace of its controllers",
    environment: PROD,
    to: access({ role: OTHER, policy: "admin", namespaces: ["kube-system"] }),
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", OTHER, "AmazonEKSAdminPolicy", "kube-system"],
    cause: "cluster.access",
    why: "A pod with the service account of a controller has all that the controller has.",
  },
  {
    name: "a role gets a binding to the role cluster-admin",
    environment: PROD,
    edit: ({ models }) => {
      models.resource.kubernetes_cluster_role_binding_v1 = {
        own: {
          metadata: { name: "own" },
          role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subject: [{ kind: "Group", name: "contractors", api_group: "rbac.authorization.k8s.io" }],
        },
      };
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", "Group contractors", "cluster-admin"],
    why: "The group has all rights in the cluster.",
  },
  {
    name: "a role gets access to look into a namespace",
    environment: PROD,
    to: access({ role: OTHER, policy: "view", namespaces: ["ml-inference"] }),
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", OTHER, "AmazonEKSViewPolicy"],
    cause: "cluster.access",
    why: "The role reads the objects of one namespace, without Secrets.",
  },
  {
    name: "the permissions of a model become those of an administrator",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        policy["Statement"][0].Action = "*";
        policy["Statement"][0].Resource = "*";
      }),
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", "aws_iam_role.retail_forecast_api", "*"],
    why: "Each pod of the model can do everything in the account.",
  },
  {
    name: "the role of a model may pass any role",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        policy["Statement"].push({ Effect: "Allow", Action: "iam:PassRole", Resource: "*" });
      }),
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", "aws_iam_role.retail_forecast_api", "iam:PassRole"],
    why: "It can start a machine with the role of an administrator.",
  },
  {
    name: "the role of an administrator trusts another account",
    environment: RETAIL,
    edit: ({ cluster }) => {
      const statement = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "arn:aws:iam::999900001111:role/support" },
      };
      cluster.resource.aws_iam_role.support = {
        name: "support",
        assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      };
      cluster.resource.aws_iam_role_policy_attachment.support = {
        role: "${aws_iam_role.support.name}",
        policy_arn: EVERYTHING,
      };
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["STOP: full rights", "aws_iam_role.support", "arn:aws:iam::999900001111:role/support"],
    why: "Another account has all rights in this one.",
  },
  {
    name: "operators of any address may reach the Kubernetes API",
    environment: PROD,
    to: { cluster: { apiAccess: { cidrs: ["0.0.0.0/0"] } } },
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["needs attention: open to everyone", "0.0.0.0/0", "the control plane"],
    cause: "cluster.apiAccess.cidrs",
    why: "Every machine that has a path to the network reaches the API.",
  },
  {
    name: "operators of another range may reach the Kubernetes API",
    environment: PROD,
    to: { cluster: { apiAccess: { cidrs: ["10.64.0.0/16", "10.65.0.0/16"] } } },
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "10.65.0.0/16", "the control plane"],
    cause: "cluster.apiAccess.cidrs",
    why: "One more network reaches the API.",
  },
  {
    name: "the Kubernetes API gets a public endpoint for an office",
    environment: PROD,
    to: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "203.0.113.0/24", "public endpoint"],
    cause: "cluster.apiAccess.publicCidrs",
    why: "The API is reachable over the internet, from the named range.",
  },
  {
    name: "clients of another network are admitted",
    environment: PLATFORM,
    from: { entry: { clientCidrs: ["10.64.0.0/16"] } },
    to: { entry: { clientCidrs: ["10.64.0.0/16", "10.65.0.0/16"] } },
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "10.65.0.0/16"],
    cause: "entry.clientCidrs",
    why: "One more network reaches the models.",
  },
  {
    name: "a principal of another account may read the bucket of models",
    environment: RETAIL,
    edit: ({ cluster }) =>
      within(cluster.resource.aws_s3_bucket_policy.models, "policy", (policy) => {
        policy["Statement"].push({
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::999988887777:role/analysts" },
          Action: "s3:GetObject",
          Resource: "*",
        });
      }),
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "999988887777:role/analysts", "s3:GetObject"],
    why: "Another account reads the files of models.",
  },
  {
    name: "the database of a part may be deleted",
    environment: PLATFORM,
    to: { components: { mlflow: { database: { deletionProtection: false } } } },
    verdict: "needs attention",
    harm: "less protection",
    first: ["needs attention: less protection", "deletion_protection"],
    cause: "components.mlflow.database.deletionProtection",
    why: "The next apply can delete it.",
  },
  {
    name: "auditors get the duties of operators",
    environment: PLATFORM,
    to: access(
      {
        role: "arn:aws:iam::444455556666:role/science",
        people: ["data-scientists", "model-owners"],
      },
      {
        role: "arn:aws:iam::444455556666:role/operations",
        people: ["operators"],
      },
      {
        role: "arn:aws:iam::444455556666:role/audit",
        people: ["auditors", "operators"],
      },
      { role: "arn:aws:iam::444455556666:role/ml-platform-deployer-plan", people: ["plan"] },
    ),
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "role/audit", "people:operators"],
    cause: "cluster.access",
    why: "Auditors get the rights of operators, which are less than those of an administrator.",
  },
  {
    name: "the boundary that limits a role with wide rights is removed",
    environment: HARDENED,
    to: { permissionsBoundary: null },
    verdict: "needs attention",
    harm: "more access",
    first: ["needs attention: more access", "permissions boundary"],
    cause: "permissionsBoundary",
    why: "Each role keeps what its policies give, and nothing else limits it.",
  },
  {
    name: "the description of a group changes",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_vpc_security_group_egress_rule.alb_to_nodes_8080.description = "to the nodes";
    },
    verdict: "safe",
    harm: "in place",
    first: ["safe: changes in place"],
    why: "A text opens nothing.",
  },
];
