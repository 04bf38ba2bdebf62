import { vpcChecks } from "../../../../src/platform/network/existing/vpc-checks";

import { region, command, conditions } from "./checks";

const checks = vpcChecks({ region, name: "demo", cidr: "10.0.0.0/16" });

test("DATA-01 the range and both DNS attributes are verified", () => {
  expect(conditions(checks)).toEqual([
    '${self.cidr_block == "10.0.0.0/16"}',
    "${self.enable_dns_support}",
    "${self.enable_dns_hostnames}",
  ]);
});

test("DATA-01 the commands enable the DNS attributes", () => {
  expect(checks.slice(1).map(command)).toEqual([
    "aws ec2 modify-vpc-attribute --region ap-southeast-1 --vpc-id ${self.id} --enable-dns-support Value=true",
    "aws ec2 modify-vpc-attribute --region ap-southeast-1 --vpc-id ${self.id} --enable-dns-hostnames Value=true",
  ]);
});
