import { type ReviewCase } from "./case";

const PROD = "ml-inference-prod";
const PLATFORM = "ml-platform";

const ROLE = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;
const SCIENCE = { role: ROLE("science"), people: ["data-scientists", "model-owners"] };
const OPERATIONS = { role: ROLE("operations"), people: ["operators"] };
const AUDIT = { role: ROLE("audit"), people: ["auditors"] };
const PLAN = { role: ROLE("ml-platform-deployer-plan"), people: ["plan"] };

const GITHUB = { repository: "octo-org/models", provider: "create" };

/** Permissions that end: of clients, operators, peers, principals and people. A named client or person may be cut off. */
export const ENDED_PERMISSION_CASES: readonly ReviewCase[] = [
  {
    name: "one of two ranges of clients is no longer admitted",
    environment: PLATFORM,
    from: { entry: { clientCidrs: ["10.64.0.0/16", "10.65.0.0/16"] } },
    to: { entry: { clientCidrs: ["10.64.0.0/16"] } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "closed", "10.65.0.0/16"],
    cause: "entry.clientCidrs",
    why: "Clients in the range that the file named get no answer.",
  },
  {
    name: "a public entry admits one range alone",
    environment: "retail-forecast",
    to: { entry: { clientCidrs: ["203.0.113.0/24"] } },
    verdict: "needs attention",
    harm: "none",
    first: ["closed", "0.0.0.0/0"],
    cause: "entry.clientCidrs",
    why: "The range names nobody, but each client outside of the new one is cut off.",
  },
  {
    name: "a security group of operators is no longer admitted",
    environment: PROD,
    from: { cluster: { apiAccess: { securityGroupIds: ["sg-0a1b2c3d111122223"] } } },
    to: {},
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "closed", "sg-0a1b2c3d111122223"],
    cause: "cluster.apiAccess.securityGroupIds",
    why: "Machines with the group that the file named no longer reach the Kubernetes API.",
  },
  {
    name: "one of two public ranges no longer reaches the Kubernetes API",
    environment: PROD,
    from: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24", "198.51.100.0/24"] } } },
    to: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "198.51.100.0/24"],
    cause: "cluster.apiAccess.publicCidrs",
    why: "Operators in the range that the file named are cut off.",
  },
  {
    name: "a role of people in the cluster is removed",
    environment: PLATFORM,
    to: { cluster: { access: [SCIENCE, AUDIT, PLAN] } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", ROLE("operations")],
    cause: "cluster.access",
    why: "People who use this role, whom the file named, are cut off from the cluster.",
  },
  {
    name: "people of a role lose one of two duties",
    environment: PLATFORM,
    to: { cluster: { access: [{ ...SCIENCE, people: ["data-scientists"] }, OPERATIONS, AUDIT, PLAN] } },
    verdict: "needs attention",
    harm: "in place",
    first: [ROLE("science"), "people:model-owners"],
    cause: "cluster.access",
    why: "The role keeps a part of its rights; only its people know whether they need the other part.",
  },
  {
    name: "a group of people no longer opens a page",
    environment: PLATFORM,
    to: { components: { "log-in": { programs: { grafana: { groups: ["data-science"] } } } } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "operations", "grafana.ml.example.com"],
    cause: "components.log-in.programs.grafana.groups",
    why: "The proxy answers 403 to people of the group that the file named.",
  },
  {
    name: "another branch pushes images",
    environment: PLATFORM,
    from: { components: { "github-actions": { ...GITHUB, branch: "main" } } },
    to: { components: { "github-actions": { ...GITHUB, branch: "release" } } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "trust policy", "main"],
    cause: "components.github-actions.branch",
    why: "Workflows of the branch that the file named get no credentials any more.",
  },
  {
    name: "a network ACL no longer admits the operators whom a rule admits",
    environment: PROD,
    edit: ({ network }) =>
      Reflect.deleteProperty(
        network.resource["aws_network_acl_rule"] as object,
        "private_ingress_10_64_0_0_16_tcp_443",
      ),
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "network ACL", "10.64.0.0/16"],
    why: "The security group still admits them, and the network ACL drops their packets.",
  },
];
