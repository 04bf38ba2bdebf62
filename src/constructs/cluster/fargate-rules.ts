import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/** Groups on the paths of Fargate pods; `cluster` is the one that EKS made, which the pods carry. */
type Carrier = "cluster" | "alb" | "nodes" | "endpoints";

export interface FargatePath {
  readonly from: Carrier;
  readonly to: Carrier;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly description: string;
}

/** Every path to and from Fargate pods that the groups of nodes do not open; EKS opens those among the pods. */
export function fargatePaths(modelPorts: readonly number[]): FargatePath[] {
  const tcp = (from: Carrier, to: Carrier, port: number, description: string): FargatePath => ({
    from,
    to,
    port,
    protocol: "tcp",
    description,
  });
  const dns = tcp("cluster", "nodes", 53, "Fargate pods to CoreDNS");
  return [
    ...modelPorts.map((port) => tcp("alb", "cluster", port, "load balancer to Fargate pods")),
    ...modelPorts.map((port) => tcp("nodes", "cluster", port, "callers and Prometheus to Fargate pods")),
    tcp("nodes", "cluster", 10250, "metrics-server to the kubelet of Fargate pods"),
    tcp("cluster", "endpoints", 443, "AWS services by their endpoints"),
    dns,
    { ...dns, protocol: "udp" },
  ];
}

export interface FargateRulesProps {
  readonly securityGroupIds: Readonly<Record<Carrier, string>>;
  /** Container ports of all models, each once. */
  readonly modelPorts: readonly number[];
}

/** Both ends of each path, except where the cluster's own group sends: EKS lets it send anywhere. */
export class FargateRules extends Construct {
  constructor(scope: Construct, id: string, { securityGroupIds, modelPorts }: FargateRulesProps) {
    super(scope, id);
    for (const { from, to, port, protocol, description } of fargatePaths(modelPorts)) {
      const traffic = { ipProtocol: protocol, fromPort: port, toPort: port, description };
      const ending = protocol === "udp" ? `${port}-udp` : `${port}`;
      if (from !== "cluster") {
        const name = `${from}-to-${to}-${ending}`;
        new VpcSecurityGroupEgressRule(this, name, {
          securityGroupId: securityGroupIds[from],
          referencedSecurityGroupId: securityGroupIds[to],
          ...traffic,
          tags: { Name: name },
        });
      }
      const name = `${to}-from-${from}-${ending}`;
      new VpcSecurityGroupIngressRule(this, name, {
        securityGroupId: securityGroupIds[to],
        referencedSecurityGroupId: securityGroupIds[from],
        ...traffic,
        tags: { Name: name },
      });
    }
  }
}
