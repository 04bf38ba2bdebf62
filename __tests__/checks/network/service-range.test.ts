import { serviceRange } from "../../../src/checks/network/service-range";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const SERVICE = (cidr: string) => ({ service_ipv4_cidr: cidr });

/** Findings of the environment `mlapp` with another range of services, and routes of its private subnets. */
const found = (serviceCidr: string | undefined, ...destinations: string[]): string[] =>
  foundBy(
    serviceRange,
    altered("mlapp", ({ cluster, network }) => {
      if (serviceCidr !== undefined)
        cluster.resource.aws_eks_cluster.main.kubernetes_network_config = SERVICE(serviceCidr);
      const routes = destinations.map((cidr, index) => [
        `far_${index}`,
        {
          route_table_id: "${aws_route_table.private.id}",
          destination_cidr_block: cidr,
          transit_gateway_id: "tgw-0123456789abcdef0",
        },
      ]);
      Object.assign((network.resource.aws_route ??= {}), Object.fromEntries(routes));
    }),
  );

test.each([
  [undefined, "172.20.0.0/16"],
  [undefined, "172.20.8.0/24"],
  ["10.96.0.0/16", "10.96.4.0/24"],
  ["10.48.0.0/20", "10.200.0.0/16"],
])("the service range %s is found beside a route to %s", (serviceCidr, destination) => {
  expect(found(serviceCidr, destination)).toEqual([
    expect.stringMatching(/^aws_eks_cluster\.main: .*overlaps/),
  ]);
});

test.each([
  [undefined, "10.100.0.0/16"],
  ["172.21.0.0/16", "172.20.0.0/16"],
  ["172.21.0.0/16", "0.0.0.0/0"],
])("the service range %s is accepted beside a route to %s", (serviceCidr, destination) => {
  expect(found(serviceCidr, destination)).toEqual([]);
});

test("secondary ranges of the VPC decide which range EKS takes, and do not overlap it", () => {
  const beside = (first: string, second: string) =>
    foundBy(
      serviceRange,
      altered("mlapp", ({ network }) => {
        network.resource.aws_vpc.main.cidr_block = first;
        network.resource.aws_vpc_ipv4_cidr_block_association = {
          more: { vpc_id: "${aws_vpc.main.id}", cidr_block: second },
        };
      }),
    );
  expect(beside("192.168.0.0/16", "10.100.0.0/16")).toEqual([]);
  expect(beside("192.168.0.0/16", "172.20.0.0/16")).toEqual([]);
  expect(beside("10.0.0.0/16", "172.20.0.0/16")).toEqual([expect.stringContaining("172.20.0.0/16")]);
  expect(beside("172.20.0.0/16", "10.0.0.0/16")).toEqual([expect.stringContaining("172.20.0.0/16")]);
});

test("rules of security groups name ranges that are routed elsewhere", () => {
  const admitting = (cidr: string) =>
    foundBy(
      serviceRange,
      altered("mlapp", ({ network }) => {
        network.resource.aws_vpc_security_group_ingress_rule.far = {
          security_group_id: "${aws_security_group.control_plane.id}",
          cidr_ipv4: cidr,
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        };
      }),
    );
  expect(admitting("172.20.1.0/24")).toEqual([expect.stringContaining("172.20.1.0/24")]);
  expect(admitting("172.21.1.0/24")).toEqual([]);
});

test("clients of a load balancer can have the range of Services", () => {
  const plan = planWith("mlapp", { entry: { clientCidrs: ["172.20.0.0/16"] } });
  expect(foundBy(serviceRange, environmentPlan(plan))).toEqual([]);
});
