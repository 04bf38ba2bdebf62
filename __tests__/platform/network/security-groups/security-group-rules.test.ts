import fc from "fast-check";
import {
  type SecurityGroupRule,
  type SecurityGroupRulesInput,
  ruleId,
  securityGroupRules,
} from "../../../../src/platform/network/security-groups/security-group-rules";

const RULES: SecurityGroupRulesInput = {
  vpcCidrs: ["10.0.0.0/16"],
  egress: "none",
  listenerPorts: [80, 443],
  clientCidrs: ["0.0.0.0/0"],
  modelPorts: [8080],
  partOfPort: () => ["models"],
  controlPlanePorts: [{ port: 10250, why: "kubelet" }],
  apiCidrs: ["10.20.0.0/24"],
  apiSecurityGroupIds: [],
  hasInterfaceEndpoints: true,
  hasOtherEndpoints: false,
  gateways: ["s3"],
  hubCidrs: [],
  nameServers: [],
  proxies: [],
  admitVpcToEndpoints: false,
};

const ids = (rules: readonly SecurityGroupRule[]): string[] => rules.map(ruleId);

/** The matching rule of the other group, for a peer that is a group of this environment. */
function counterpart({ group, direction, peer, port }: SecurityGroupRule): string | undefined {
  if (!("group" in peer)) return undefined;
  const other = direction === "egress" ? "ingress" : "egress";
  return ruleId({ group: peer.group, direction: other, peer: { group }, port, description: "" });
}

const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 5 });
const input = fc.record({
  modelPorts: ports,
  controlPlane: ports,
  egress: fc.constantFrom("none" as const, "single-nat" as const),
});

test("SG-01 SG-02 SG-03 SG-04 a connection between two groups is allowed at both ends or at none", () => {
  fc.assert(
    fc.property(input, ({ modelPorts, controlPlane, egress }) => {
      const controlPlanePorts = controlPlane.map((port) => ({ port, why: "webhook" }));
      const rules = securityGroupRules({ ...RULES, modelPorts, controlPlanePorts, egress });
      const known = new Set(ids(rules));
      const required = rules.flatMap((rule) => counterpart(rule) ?? []);
      expect(required.length).toBeGreaterThan(5);
      expect(required.filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test("SG-01 rules have unique addresses for any ports", () => {
  fc.assert(
    fc.property(ports, (modelPorts) => {
      const all = ids(securityGroupRules({ ...RULES, modelPorts }));
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

test("SG-01 the load balancer's rules follow the ports of the entry", () => {
  const ofAlb = (listenerPorts: number[]) =>
    ids(securityGroupRules({ ...RULES, listenerPorts })).filter((id) => id.startsWith("alb-from"));
  expect(ofAlb([80, 443])).toEqual(["alb-from-internet-80", "alb-from-internet-443"]);
  expect(ofAlb([80])).toEqual(["alb-from-internet-80"]);
});

test("SG-02 nodes reach the internet only through NAT gateways and only over HTTPS", () => {
  const toInternet = (egress: SecurityGroupRulesInput["egress"]) =>
    ids(securityGroupRules({ ...RULES, egress })).filter((id) => id.startsWith("nodes-to-internet"));
  expect(toInternet("none")).toEqual([]);
  expect(toInternet("single-nat")).toEqual(["nodes-to-internet-443"]);
  expect(toInternet("nat-per-az")).toEqual(["nodes-to-internet-443"]);
});

test("SG-03 operators reach the Kubernetes API from a range or from their own security group", () => {
  const rules = securityGroupRules({ ...RULES, apiSecurityGroupIds: ["sg-0123456789abcdef0"] });
  expect(ids(rules)).toEqual(
    expect.arrayContaining([
      "control-plane-from-10.20.0.0/24-443",
      "control-plane-from-sg-0123456789abcdef0-443",
    ]),
  );
});

test("SG-04 the whole VPC reaches the endpoints only if the file allows it", () => {
  const fromVpc = (admitVpcToEndpoints: boolean) =>
    ids(securityGroupRules({ ...RULES, admitVpcToEndpoints })).includes("endpoints-from-10.0.0.0/16-443");
  expect(fromVpc(false)).toBe(false);
  expect(fromVpc(true)).toBe(true);
});
