import {
  gatewayCheck,
  interfaceEndpointChecks,
} from "../../../../src/platform/network/existing/endpoint-checks";

import { region, command, conditions } from "./checks";

const EXPECTED = {
  region,
  service: "ecr.api",
  vpcCidr: "10.20.0.0/16",
  securityGroupId: "sg.id",
  subnetIds: { "eu-west-1a": "a.id", "eu-west-1b": "b.id" },
  subnets: "data.aws_subnet.vpc",
};

describe("an interface endpoint", () => {
  const checks = interfaceEndpointChecks(EXPECTED);
  const zone = (name: string): string =>
    `\${contains([for id in self.subnet_ids : data.aws_subnet.vpc[id].availability_zone], "${name}")}`;

  test("DATA-01 private DNS, the endpoints' group, every zone and the range of the VPC are verified", () => {
    expect(conditions(checks)).toEqual([
      "${self.private_dns_enabled}",
      "${contains(self.security_group_ids, sg.id)}",
      zone("eu-west-1a"),
      zone("eu-west-1b"),
      '${alltrue([for cidr in [for id in self.subnet_ids : data.aws_subnet.vpc[id].cidr_block] : cidrhost(replace(cidr, "/[/].*/", "/16"), 0) == "10.20.0.0"])}',
    ]);
  });

  test("DATA-01 each command adds the missing property, and a subnet to its own zone alone", () => {
    expect(checks.slice(0, 4).map((check) => command(check).split("${self.id} ")[1])).toEqual([
      "--private-dns-enabled",
      "--add-security-group-ids sg.id",
      "--add-subnet-ids a.id",
      "--add-subnet-ids b.id",
    ]);
  });

  test("DATA-01 each message names the service", () => {
    expect(checks.filter((check) => !check.errorMessage.includes("ecr.api"))).toEqual([]);
  });

  test("DATA-01 without a group in the file, the endpoint may have any", () => {
    const own = interfaceEndpointChecks({ ...EXPECTED, securityGroupId: undefined });
    expect(conditions(own).join("\n")).not.toContain("security_group_ids");
  });
});

test("DATA-01 the S3 gateway is in the route table of each private subnet", () => {
  const check = gatewayCheck(region, "s3", ["a.id", "b.id"]);
  expect(check.condition).toBe("${length(setsubtract([a.id, b.id], self.route_table_ids)) == 0}");
  expect(command(check)).toContain("--add-route-table-ids ${join(");
});
