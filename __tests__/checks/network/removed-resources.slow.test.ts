import { lookupType } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { newlyFound } from "../../support/findings";
import { PATH_CHECKS } from "../../support/hygiene-checks";
import { planOf } from "../../support/reference-plans";

/** Types whose resources are all required. */
const REQUIRED =
  /^(aws_vpc_endpoint|aws_route|aws_route_table_association|aws_nat_gateway|aws_network_acl_rule|aws_vpc_security_group_(in|e)gress_rule|aws_subnet|kubernetes_network_policy_v1|data\.aws_vpc_endpoint|data\.aws_(subnet|security_group|route_table)s?)$/;

/** Redundant resources: another rule allows the same traffic. */
const REDUNDANT: readonly string[] = [
  ...["ml-inference-prod", "ml-inference-hardened"].flatMap((environment) => [
    // The range of the NLB's clients contains the range of the operators.
    `${environment} aws_network_acl_rule.private_egress_10_64_0_0_16_tcp_1024_65535`,
    // The public subnets contain only NAT gateways, and other rules allow their traffic.
    `${environment} aws_network_acl_rule.public_egress_100`,
    `${environment} aws_network_acl_rule.public_ingress_100`,
  ]),
  // No pod of the stacks is in the namespace that Argo CD owns. With the record of the file, git-model-policies reports the policies of its models.
  "ml-platform kubernetes_network_policy_v1.argo_cd_sentiment",
  "ml-platform kubernetes_network_policy_v1.argo_cd_within",
  // The clients' range contains the operators' range, and both use port 443.
  "ml-inference-hardened aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443",
  // Wider rules, of clients and of calls, allow the traffic of this server, too.
  "ml-inference-hardened aws_network_acl_rule.private_egress_10_50_8_0_28_tcp_6379",
  "ml-inference-hardened aws_network_acl_rule.private_ingress_10_50_8_0_28_tcp_1024_65535",
].sort();

function requiredResources(environment: string) {
  return environmentPlan(planOf(environment)).all.filter(
    (block) =>
      REQUIRED.test(lookupType(block)) &&
      // The default-deny policy of a namespace is the subject of another check.
      !block.address.endsWith("default_deny"),
  );
}

test.each(ENVIRONMENTS)("%s has more than 15 required network resources", (environment) => {
  expect(requiredResources(environment).length).toBeGreaterThan(15);
});

test.each(ENVIRONMENTS)("%s: the removal of every required network resource is reported", (environment) => {
  const removed = requiredResources(environment);
  const unreported = removed.filter(({ layer, address, type, name }) => {
    const section = address.startsWith("data.") ? "data" : "resource";
    const findings = newlyFound(PATH_CHECKS, environment, (layers) =>
      Reflect.deleteProperty(layers[layer][section][type], name),
    );
    return findings.length === 0;
  });
  expect(unreported.map(({ address }) => `${environment} ${address}`)).toEqual(
    REDUNDANT.filter((name) => removed.some(({ address }) => name === `${environment} ${address}`)),
  );
});
