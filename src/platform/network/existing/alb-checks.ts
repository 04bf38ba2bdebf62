import { awsCommand } from "./aws-command";
import { type Claim, claim } from "./check";

/** Required properties of an existing ALB. */
export interface ExpectedAlb {
  readonly region: string;
  readonly name: string;
  readonly vpcId: string;
  readonly internal: boolean;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** Checks that an ALB of this name is among the account's load balancers, which `loadBalancers` lists. */
export function albExistsCheck(expected: ExpectedAlb, loadBalancers: string): Claim {
  const { region, name, internal, subnetIds, securityGroupId } = expected;
  const create = awsCommand(region, "elbv2 create-load-balancer", {
    name,
    type: "application",
    scheme: schemeOf(internal),
    subnets: subnetIds,
    "security-groups": securityGroupId,
  });
  return claim(
    `\${anytrue([for arn in ${loadBalancers}.arns : strcontains(arn, ${JSON.stringify(`:loadbalancer/app/${name}/`)})])}`,
    `no ALB in ${region} is named ${name}`,
    create,
  );
}

export function albChecks(expected: ExpectedAlb): Claim[] {
  const { region, name, vpcId, internal, subnetIds, securityGroupId } = expected;
  const setGroups = awsCommand(region, "elbv2 set-security-groups", {
    "load-balancer-arn": "${self.arn}",
    "security-groups": securityGroupId,
  });
  return [
    {
      condition: `\${self.vpc_id == ${vpcId}}`,
      errorMessage: `ALB ${name} is in \${self.vpc_id}, not in this network's VPC; name another one in entry.loadBalancerName`,
    },
    claim(
      `\${contains(self.security_groups, ${securityGroupId})}`,
      `ALB ${name} does not carry the load balancer's security group, whose rules lead to the pods`,
      setGroups,
    ),
    {
      condition: `\${${internal ? "" : "!"}self.internal}`,
      errorMessage: `ALB ${name} is ${schemeOf(!internal)}, entry.scheme says ${schemeOf(internal)}; correct it, or name another ALB`,
    },
    claim(
      `\${length(setsubtract(self.subnets, [${subnetIds.join(", ")}])) == 0}`,
      `ALB ${name} has other subnets than the ${internal ? "internal" : "public"} ones of this network, from which alone the pods let it in`,
      awsCommand(region, "elbv2 set-subnets", { "load-balancer-arn": "${self.arn}", subnets: subnetIds }),
    ),
  ];
}

const schemeOf = (internal: boolean): string => (internal ? "internal" : "internet-facing");

/** Checks that the listener for clients has the protocol of the addresses in the outputs. */
export function listenerCheck(loadBalancerName: string, protocol: "HTTP" | "HTTPS"): Claim {
  return {
    condition: `\${self.protocol == "${protocol}"}`,
    errorMessage: `the listener of ALB ${loadBalancerName} on port \${self.port} serves \${self.protocol}, not ${protocol}; correct it, or entry.host`,
  };
}

export interface ExpectedTargetGroup {
  readonly region: string;
  readonly name: string;
  /** Container port. */
  readonly port: number;
  readonly healthPath: string;
  readonly vpcId: string;
  readonly loadBalancerArn: string;
}

/**
 * Checks that pods can be registered in an existing target group, become healthy there, and are reachable
 * through the ALB.
 */
export function targetGroupChecks(expected: ExpectedTargetGroup): Claim[] {
  const { region, name, port, healthPath, vpcId, loadBalancerArn } = expected;
  const modify = (option: string, value: string): string =>
    awsCommand(region, "elbv2 modify-target-group", { "target-group-arn": "${self.arn}", [option]: value });
  const create = awsCommand(region, "elbv2 create-target-group", {
    name,
    "target-type": "ip",
    protocol: "HTTP",
    port: `${port}`,
    "vpc-id": vpcId,
    "health-check-path": healthPath,
  });
  const forward = awsCommand(region, "elbv2 modify-listener", {
    "listener-arn": "<listener>",
    "default-actions": "Type=forward,TargetGroupArn=${self.arn}",
  });
  return [
    claim(
      `\${self.target_type == "ip" && self.protocol == "HTTP" && self.vpc_id == ${vpcId}}`,
      `target group ${name} is of type \${self.target_type}, protocol \${self.protocol}, in \${self.vpc_id}; pods join one of type ip, protocol HTTP, in this network's VPC; delete it`,
      create,
    ),
    claim(
      `\${contains(["traffic-port", "${port}"], self.health_check[0].port)}`,
      `target group ${name} checks health on port \${self.health_check[0].port}, the model listens on ${port}`,
      modify("health-check-port", "traffic-port"),
    ),
    claim(
      `\${self.health_check[0].path == ${JSON.stringify(healthPath)}}`,
      `target group ${name} checks health on \${self.health_check[0].path}, the model answers on ${healthPath}`,
      modify("health-check-path", healthPath),
    ),
    claim(
      `\${contains(self.load_balancer_arns, ${loadBalancerArn})}`,
      `the ALB does not forward to target group ${name}`,
      forward,
    ),
  ];
}
