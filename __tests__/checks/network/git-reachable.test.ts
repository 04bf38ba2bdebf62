import { gitReachable } from "../../../src/checks/network/git-reachable";
import { endpointMissing } from "../../../src/checks/network/endpoint-missing";
import { networkAclPaths } from "../../../src/checks/network/network-acls";
import { workloadsReachEndpoints } from "../../../src/checks/network/required-flows";
import { workloadsReachInternet } from "../../../src/checks/network/workloads-reach-internet";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound } from "../../support/findings";
import { editRelease, withArgoCd, withPrivateHost, withPublicHost } from "../../support/argo-cd";
import { type Plan } from "../../support/plan";

const rules = (layers: Record<string, Editable>, type: string): Editable =>
  layers["network"]?.["resource"][type] as Editable;

test.each<[what: string, plan: () => Plan, edit: Edit, message: string]>([
  [
    "git-reachable: a host inside without a rule of the nodes",
    withPrivateHost,
    (layers) =>
      delete rules(layers, "aws_vpc_security_group_egress_rule")["argo_cd_nodes_to_git_10_64_8_0_28_8443"],
    "nodes cannot reach git.example.com in 10.64.8.0/28 on TCP 8443: aws_security_group.nodes has no egress rule to git.example.com in 10.64.8.0/28; needed by Argo CD",
  ],
  [
    "git-reachable: a host inside without a route",
    withPrivateHost,
    (layers) => {
      for (const route of Object.values(rules(layers, "aws_route")) as Editable[])
        if (route["destination_cidr_block"] === "10.0.0.0/8")
          route["destination_cidr_block"] = "10.128.0.0/9";
    },
    "git.example.com has the range 10.64.8.0/28, which is outside of the VPC and has no route to another network from",
  ],
  [
    "git-reachable: a URL without HTTPS",
    withArgoCd,
    editRelease(
      "models",
      ({ resources }) => (resources[1].spec.source.repoURL = "git@example.com:models.git"),
    ),
    "git@example.com:models.git is no HTTPS URL, so its host and port are unknown",
  ],
  [
    "network-acl-paths: a port of a host inside that network ACLs refuse",
    withPrivateHost,
    (layers) => {
      for (const rule of Object.values(rules(layers, "aws_network_acl_rule")) as Editable[])
        if (rule["from_port"] === 8443 || rule["from_port"] === 1024) rule["rule_action"] = "deny";
    },
    "git.example.com in 10.64.8.0/28",
  ],
  [
    "endpoint-missing: CodeCommit without an endpoint and without NAT",
    withArgoCd,
    (layers) => delete rules(layers, "aws_vpc_endpoint")["git_codecommit"],
    "git-codecommit has no endpoint in this VPC, and some callers have no default route; needed by Argo CD: holds the repository of models",
  ],
  [
    "workloads-reach-endpoints: an endpoint of CodeCommit that nodes do not reach",
    withArgoCd,
    (layers) => delete rules(layers, "aws_vpc_security_group_ingress_rule")["endpoints_from_nodes_443"],
    "git-codecommit",
  ],
  [
    "workloads-reach-internet: a host of the internet without NAT",
    withPublicHost,
    (layers) => {
      for (const route of Object.values(rules(layers, "aws_route")) as Editable[])
        if (route["nat_gateway_id"] !== undefined) route["destination_cidr_block"] = "198.51.100.0/24";
    },
    "Argo CD reads its repository on github.com",
  ],
])("ML-04 %s", (_, plan, edit, message) => {
  const checks = [
    gitReachable,
    endpointMissing,
    networkAclPaths,
    workloadsReachEndpoints,
    workloadsReachInternet,
  ];
  expect(newlyFound(checks, plan(), edit).join("\n")).toContain(message);
});
