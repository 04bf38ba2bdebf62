import {
  albChecks,
  albExistsCheck,
  targetGroupChecks,
} from "../../../../src/platform/network/existing/alb-checks";

import { region, command, conditions } from "./checks";

const ALB = {
  region,
  name: "demo-alb",
  vpcId: "vpc.id",
  internal: false,
  subnetIds: ["a.id", "b.id"],
  securityGroupId: "alb.id",
};

test("DATA-01 the message on a missing ALB has its name and the command that creates it", () => {
  const check = albExistsCheck(ALB, "data.aws_lbs.all");
  expect(check.condition).toBe(
    '${anytrue([for arn in data.aws_lbs.all.arns : strcontains(arn, ":loadbalancer/app/demo-alb/")])}',
  );
  expect(command(check)).toMatch(
    /^aws elbv2 create-load-balancer .* --subnets a\.id b\.id --security-groups alb\.id$/,
  );
});

test("DATA-01 VPC, security group, scheme and subnets of the ALB are verified", () => {
  expect(conditions(albChecks(ALB))).toEqual([
    "${self.vpc_id == vpc.id}",
    "${contains(self.security_groups, alb.id)}",
    "${!self.internal}",
    "${length(setsubtract(self.subnets, [a.id, b.id])) == 0}",
  ]);
});

test("DATA-01 an internet-facing ALB violates the scheme internal", () => {
  const internal = albChecks({ ...ALB, internal: true });
  expect(conditions(internal)).toContain("${self.internal}");
  expect(internal.map(({ errorMessage }) => errorMessage)).toContainEqual(
    expect.stringMatching(/^ALB demo-alb is internet-facing, entry\.scheme says internal;/),
  );
});

describe("the target group", () => {
  const checks = targetGroupChecks({
    region,
    name: "demo-tg",
    port: 8080,
    healthPath: "/health",
    vpcId: "vpc.id",
    loadBalancerArn: "alb.arn",
  });

  test("DATA-01 the target group has IP targets, and its health check matches the model", () => {
    expect(conditions(checks)).toEqual([
      '${self.target_type == "ip" && self.protocol == "HTTP" && self.vpc_id == vpc.id}',
      '${contains(["traffic-port", "8080"], self.health_check[0].port)}',
      '${self.health_check[0].path == "/health"}',
      "${contains(self.load_balancer_arns, alb.arn)}",
    ]);
  });

  test("DATA-01 the commands set port and path of the health check", () => {
    expect(checks.slice(1, 3).map((check) => command(check).split("${self.arn} ")[1])).toEqual([
      "--health-check-port traffic-port",
      "--health-check-path /health",
    ]);
  });
});
