/**
 * Security groups on the paths of Fargate pods. `cluster` is the group that EKS creates and that the pods
 * use.
 */
export type Carrier = "cluster" | "alb" | "nodes" | "endpoints";

export interface FargatePath {
  readonly from: Carrier;
  readonly to: Carrier;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly description: string;
  /** True for the port of a model. @default - the path exists for each environment */
  readonly isOfModel?: true;
}

export interface FargatePorts {
  /** Distinct container ports of all models. */
  readonly modelPorts: readonly number[];
  /** Whether a load balancer calls the models; otherwise pods on nodes do. */
  readonly hasLoadBalancer: boolean;
  /** The model ports that Prometheus scrapes. */
  readonly scrapedPorts: readonly number[];
  /** Whether AWS services have interface endpoints. */
  readonly hasInterfaceEndpoints: boolean;
}

/**
 * All paths to and from Fargate pods that the rules of nodes do not cover. EKS allows the paths between the
 * pods.
 */
export function fargatePaths(ports: FargatePorts): FargatePath[] {
  const { modelPorts, hasLoadBalancer, scrapedPorts, hasInterfaceEndpoints } = ports;
  const tcp = (from: Carrier, to: Carrier, port: number, description: string): FargatePath => ({
    from,
    to,
    port,
    protocol: "tcp",
    description,
  });
  const dns = tcp("cluster", "nodes", 53, "Fargate pods to CoreDNS");
  return [
    ...modelPorts.map((port) => ({
      ...(hasLoadBalancer
        ? tcp("alb", "cluster", port, "load balancer to Fargate pods")
        : tcp("nodes", "cluster", port, "pods on nodes to Fargate pods")),
      isOfModel: true as const,
    })),
    // Without a load balancer, nodes reach every port of a model.
    ...(hasLoadBalancer ? scrapedPorts : []).map((port) => ({
      ...tcp("nodes", "cluster", port, "Prometheus to Fargate pods"),
      isOfModel: true as const,
    })),
    tcp("nodes", "cluster", 10250, "metrics-server to the kubelet of Fargate pods"),
    ...(hasInterfaceEndpoints ? [tcp("cluster", "endpoints", 443, "AWS services by their endpoints")] : []),
    dns,
    { ...dns, protocol: "udp" },
  ];
}
