import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const HARDENED = "ml-inference-hardened";

const clusterOf = ({ cluster }: Layers) => cluster.resource.aws_eks_cluster.main;

/** The control plane: version, access, administrators, API ranges, add-ons and logs. */
export const CLUSTER_CASES: readonly ReviewCase[] = [
  {
    name: "the cluster gets the next Kubernetes version",
    environment: RETAIL,
    to: { cluster: { version: "1.37" } },
    verdict: "needs attention",
    harm: "cannot go back",
    first: ["cannot go back", "1.36", "1.37"],
    cause: "cluster.version",
    why: "EKS takes an upgrade back within seven days only and not once the nodes have followed, and all nodes roll.",
  },
  {
    name: "the cluster gets another name",
    environment: RETAIL,
    to: { cluster: { name: "retail" } },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_eks_cluster.main"],
    cause: "cluster.name",
    why: "The cluster is replaced with all that runs in it, and the logs under its old name are deleted.",
  },
  {
    name: "one of two administrators is removed",
    environment: PROD,
    from: {
      cluster: {
        admins: [
          "arn:aws:iam::222233334444:role/ml-platform-admin",
          "arn:aws:iam::222233334444:role/former-team",
        ],
      },
    },
    to: {},
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "former-team"],
    cause: "cluster.admins",
    why: "People who use this role, whom the file named, are cut off from the cluster.",
  },
  {
    name: "a second role administers the cluster",
    environment: PROD,
    to: {
      cluster: {
        admins: [
          "arn:aws:iam::222233334444:role/ml-platform-admin",
          "arn:aws:iam::222233334444:role/contractors",
        ],
      },
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["contractors", "AmazonEKSClusterAdminPolicy"],
    cause: "cluster.admins",
    why: "Another role gets all rights in the cluster.",
  },
  {
    name: "a role that may edit may only view",
    environment: HARDENED,
    to: {
      cluster: {
        access: [
          { role: "arn:aws:iam::666677778888:role/ml-developers", policy: "view" },
          { role: "arn:aws:iam::666677778888:role/ml-on-call", policy: "view", groups: ["ml-on-call"] },
        ],
      },
    },
    verdict: "needs attention",
    harm: "replaced",
    first: ["ml-on-call", "AmazonEKSEditPolicy"],
    cause: "cluster.access[1].policy",
    why: "The role keeps a part of its rights; only its people know whether they need the other part.",
  },
  {
    name: "a wider range reaches the Kubernetes API",
    environment: PROD,
    to: { cluster: { apiAccess: { cidrs: ["10.64.0.0/12"] } } },
    verdict: "needs attention",
    harm: "more access",
    first: ["10.64.0.0/12"],
    cause: "cluster.apiAccess.cidrs",
    why: "Sixteen times as many addresses reach the API server.",
  },
  {
    name: "a narrower range reaches the Kubernetes API",
    environment: PROD,
    to: { cluster: { apiAccess: { cidrs: ["10.64.8.0/24"] } } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "10.64.0.0/16"],
    cause: "cluster.apiAccess.cidrs",
    why: "The new range is inside the old one, and operators in the rest of it are cut off.",
  },
  {
    name: "the Kubernetes API gets a public endpoint",
    environment: PROD,
    to: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    verdict: "needs attention",
    harm: "more access",
    first: ["public", "203.0.113.0/24"],
    cause: "cluster.apiAccess.publicCidrs",
    why: "The API server is reachable from the internet, although from one range alone.",
  },
  {
    name: "the public endpoint of the Kubernetes API is closed",
    environment: PROD,
    from: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    to: {},
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "203.0.113.0/24", "public"],
    cause: "cluster.apiAccess.publicCidrs",
    why: "Operators in the range that the file named are cut off, unless they have a private path, too.",
  },
  {
    name: "a patch of CoreDNS is recorded",
    environment: RETAIL,
    from: { cluster: { addonVersions: { coredns: "v1.14.3-eksbuild.3" } } },
    to: { cluster: { addonVersions: { coredns: "v1.14.3-eksbuild.23" } } },
    verdict: "safe",
    harm: "pods roll",
    first: ["safe", "coredns", "v1.14.3-eksbuild.23"],
    cause: "cluster.addonVersions.coredns",
    why: "It is another build of the same version, and its pods roll behind a disruption budget.",
  },
  {
    name: "container logs and metrics are no longer sent to CloudWatch",
    environment: RETAIL,
    to: { cluster: { observability: false } },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "insights", "observability"],
    cause: "cluster.observability",
    why: "The log groups of containers are deleted with all their records.",
  },
  {
    name: "the control plane no longer writes audit logs",
    environment: RETAIL,
    edit: (layers) => {
      clusterOf(layers).enabled_cluster_log_types = [
        "api",
        "authenticator",
        "controllerManager",
        "scheduler",
      ];
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["aws_eks_cluster.main", "audit"],
    why: "No one can tell later who changed what in the cluster.",
  },
  {
    name: "operators get shells on nodes",
    environment: RETAIL,
    to: { cluster: { sessionManager: true } },
    verdict: "needs attention",
    harm: "more access",
    first: ["sessionManager", "+"],
    cause: "cluster.sessionManager",
    why: "The role of the nodes gains rights, who may start a session is root on a node, and two endpoints raise the cost.",
  },
  {
    name: "operators lose shells on nodes",
    environment: HARDENED,
    to: { cluster: { sessionManager: false } },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "sessionManager"],
    cause: "cluster.sessionManager",
    why: "Rights of the nodes and a way to a root shell go, and nothing that runs needs them.",
  },
  {
    name: "CoreDNS gets the next minor version",
    environment: RETAIL,
    from: { cluster: { addonVersions: { coredns: "v1.13.2-eksbuild.1" } } },
    to: { cluster: { addonVersions: { coredns: "v1.14.3-eksbuild.3" } } },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["coredns", "v1.14.3-eksbuild.3"],
    cause: "cluster.addonVersions.coredns",
    why: "Another version can resolve names in another way, and its pods roll.",
  },
];
