import type { EndpointService } from "../catalog/endpoints";

/** The security groups of a platform, by what carries them. */
export type SecurityGroupName = "alb" | "nodes" | "control-plane" | "endpoints";

/** A network, whether Terraform made it or found it. Lists are in the order of the environment's zones. */
export interface INetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly securityGroupIds: Readonly<Record<SecurityGroupName, string>>;
  readonly endpointIds: Partial<Record<EndpointService, string>>;
  /** The public subnets' way to the internet, where Terraform makes it: for `dependsOn`. */
  readonly internetRoute?: { readonly fqn: string };
}

/** An ALB that stands in the network layer, and the target group that pods join. */
export interface ILoadBalancer {
  readonly targetGroupArn: string;
  /** Absent values become null while a switchable ALB is off. */
  readonly arn: string;
  readonly dnsName: string;
  readonly zoneId: string;
}

/** Outputs of the network layer; the names are the documents'. */
export interface NetworkOutputs {
  readonly vpc_id: string;
  readonly vpc_cidr_block: string;
  readonly public_alb_subnet_ids: readonly string[];
  readonly private_workload_subnet_ids: readonly string[];
  readonly alb_security_group_id: string;
  readonly eks_nodes_security_group_id: string;
  readonly eks_control_plane_security_group_id: string;
  readonly vpc_endpoints_security_group_id: string;
  readonly s3_vpc_endpoint_id?: string;
  readonly ecr_api_vpc_endpoint_id?: string;
  readonly sagemaker_runtime_vpc_endpoint_id?: string;
  readonly certificate_arn?: string;
  readonly alb_arn?: string;
  readonly alb_dns_name?: string;
  readonly alb_zone_id?: string;
  readonly eks_api_target_group_arn?: string;
  readonly api_demo_config?: ApiDemoConfig;
}

/** Addresses for a demo: what to call, and what to watch. */
export interface ApiDemoConfig {
  readonly public_endpoint: string;
  /** Absent where no path of the Ingress leads to it. */
  readonly health_check?: string;
  readonly predict_endpoint: string;
}
