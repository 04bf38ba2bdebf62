import {
  type NetworkAclInput,
  type NetworkAclRule,
  privateAclRules,
  publicAclRules,
} from "../../../src/platform/network/network-acl-rules";

const ACL: NetworkAclInput = {
  vpcCidrs: ["10.0.0.0/16"],
  egress: "none",
  apiCidrs: [],
  entryTier: "private",
  listenerPorts: [80],
  privateClients: [],
  privateServers: [],
  clientCidrs: ["10.0.0.0/16"],
};

/** Rules in short form: `ingress 0.0.0.0/0 80-80`. */
const short = (rules: readonly NetworkAclRule[]): string[] =>
  rules.map(
    ({ direction, cidr, ports }) =>
      `${direction} ${cidr} ${ports === "all" ? ports : `${ports.from}-${ports.to}`}`,
  );

test("NET-09 without NAT public subnets allow web requests and their responses, and nothing else from the internet", () => {
  expect(short(publicAclRules(ACL))).toEqual([
    "ingress 10.0.0.0/16 all",
    "egress 10.0.0.0/16 all",
    "ingress 0.0.0.0/0 80-80",
    "ingress 0.0.0.0/0 443-443",
    "egress 0.0.0.0/0 1024-65535",
  ]);
});

test("NET-09 NAT gateways can open HTTPS connections and receive the responses", () => {
  const nat = ["egress 0.0.0.0/0 443-443", "ingress 0.0.0.0/0 1024-65535"];
  expect(short(publicAclRules({ ...ACL, egress: "nat-per-az" }))).toEqual(expect.arrayContaining(nat));
  expect(short(privateAclRules({ ...ACL, egress: "nat-per-az" }))).toEqual(expect.arrayContaining(nat));
});

test("NET-09 without NAT private subnets allow only the VPC", () => {
  expect(short(privateAclRules(ACL))).toEqual(["ingress 10.0.0.0/16 all", "egress 10.0.0.0/16 all"]);
});

test("NET-09 operators and outside clients of an internal load balancer are allowed both ways, without duplicates", () => {
  const rules = privateAclRules({
    ...ACL,
    apiCidrs: ["10.64.0.0/16"],
    listenerPorts: [80, 443],
    clientCidrs: ["10.64.0.0/16", "10.0.5.0/24"],
  });
  expect(short(rules).slice(2)).toEqual([
    "ingress 10.64.0.0/16 443-443",
    "ingress 10.64.0.0/16 80-80",
    "egress 10.64.0.0/16 1024-65535",
  ]);
});

test("NET-09 the port of a public load balancer is allowed in its subnets", () => {
  const rules = publicAclRules({ ...ACL, entryTier: "public", listenerPorts: [5000] });
  expect(short(rules)).toContain("ingress 0.0.0.0/0 5000-5000");
});

test("ML-04 servers outside are allowed both ways by rules of their own, which stay where the range of another rule ends", () => {
  const server = (port: number) => ({ cidr: "10.64.8.0/28", port });
  const added = (over: Partial<NetworkAclInput>) => {
    const input = { ...ACL, ...over };
    return short(privateAclRules(input)).slice(
      short(privateAclRules({ ...input, privateServers: [] })).length,
    );
  };
  expect(added({ privateServers: [server(443), server(8443)] })).toEqual([
    "egress 10.64.8.0/28 443-443",
    "ingress 10.64.8.0/28 1024-65535",
    "egress 10.64.8.0/28 8443-8443",
  ]);
  for (const others of [{ egress: "nat-per-az" as const }, { apiCidrs: ["10.64.0.0/16"] }])
    expect(added({ ...others, privateServers: [server(443)] })).toEqual([
      "egress 10.64.8.0/28 443-443",
      "ingress 10.64.8.0/28 1024-65535",
    ]);
  expect(added({ privateServers: [{ cidr: "10.0.9.0/28", port: 443 }] })).toEqual([]);
});
