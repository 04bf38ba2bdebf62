import {
  interfaceEndpointChecks,
  s3EndpointCheck,
} from "../../../../src/platform/network/existing/endpoint-checks";

import { region, command, conditions } from "./checks";

describe("an interface endpoint", () => {
  const checks = interfaceEndpointChecks({
    region,
    service: "ecr.api",
    securityGroupId: "sg.id",
    subnetIds: ["a.id", "b.id"],
  });

  test("DATA-01 private DNS, the endpoints' group and every private subnet are verified", () => {
    expect(conditions(checks)).toEqual([
      "${self.private_dns_enabled}",
      "${contains(self.security_group_ids, sg.id)}",
      "${length(setsubtract([a.id, b.id], self.subnet_ids)) == 0}",
    ]);
  });

  test("DATA-01 each command adds the missing property", () => {
    expect(checks.map((check) => command(check).split("${self.id} ")[1])).toEqual([
      "--private-dns-enabled",
      "--add-security-group-ids sg.id",
      '--add-subnet-ids ${join(" ", setsubtract([a.id, b.id], self.subnet_ids))}',
    ]);
  });

  test("DATA-01 each message names the service", () => {
    expect(checks.filter((check) => !check.errorMessage.includes("ecr.api"))).toEqual([]);
  });
});

test("DATA-01 the S3 gateway is in the route table of each private subnet", () => {
  const check = s3EndpointCheck(region, ["a.id", "b.id"]);
  expect(check.condition).toBe("${length(setsubtract([a.id, b.id], self.route_table_ids)) == 0}");
  expect(command(check)).toContain("--add-route-table-ids ${join(");
});
