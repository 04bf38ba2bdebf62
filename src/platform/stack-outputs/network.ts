import type { EndpointService } from "../../environment/endpoints";
import type { SecurityGroupName } from "../../environment/network-names";
import type { Apart } from "../network/subnet-tags";

/** A network, created by Terraform or existing. Lists are in the order of the environment's zones. */
export interface INetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Empty if nothing needs public subnets. */
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Subnets apart from the private ones; empty where these have their interfaces. */
  readonly subnetIdsApart: Readonly<Record<Apart, readonly string[]>>;
  readonly securityGroupIds: Readonly<Record<SecurityGroupName, string>>;
  readonly endpointIds: Partial<Record<EndpointService, string>>;
  /** Route of the public subnets to the internet, for `dependsOn`. @default - none without created public subnets */
  readonly internetRoute?: { readonly fqn: string };
  /** Attachments to other networks, by name. @default - none */
  readonly attachments?: Readonly<Record<string, NetworkAttachment>>;
  /** Name servers of the company. @default - none; nodes ask the resolver of the VPC */
  readonly nameServers?: readonly string[] | undefined;
}

/** An attachment of the VPC to another network, as the owner of that network needs it. */
export interface NetworkAttachment {
  readonly type: "peering" | "transit-gateway";
  /** Id of the peering connection or of the attachment. */
  readonly id: string;
  /** Id of the other VPC, or of the transit gateway. */
  readonly network: string;
  /** Range of this VPC, which the other network routes here. */
  readonly vpc_cidr_block: string;
  /** Ranges of the other network that this VPC routes there. */
  readonly cidrs: readonly string[];
  /** Commands that accept the attachment and route to this VPC; `ROUTE_TABLE` and `EGRESS_ATTACHMENT` are placeholders. */
  readonly far_side_commands: readonly string[];
}

/** An ALB in the network layer, and the target group that pods are registered in. */
export interface ILoadBalancer {
  readonly targetGroupArn: string;
  /** Expressions that are null while a switchable ALB is off. */
  readonly arn: string;
  readonly dnsName: string;
  readonly zoneId: string;
}

/** Outputs of the network layer. The platform's requirements set the names. */
export interface NetworkOutputs {
  readonly vpc_id: string;
  readonly vpc_cidr_block: string;
  /** Public subnets. @default - none; no load balancer or NAT gateway needs one */
  readonly public_alb_subnet_ids?: readonly string[];
  /** Subnets of load balancers apart from the private ones. @default - none */
  readonly load_balancer_subnet_ids?: readonly string[];
  readonly private_workload_subnet_ids: readonly string[];
  /** The same by the letter of their zone. */
  readonly private_workload_subnet_ids_by_zone: Readonly<Record<string, string>>;
  /** Subnet of the control plane, of endpoints or of pods in a zone, by its letter. */
  readonly [output: `${string}_subnet_id_${string}`]: string;
  readonly alb_security_group_id: string;
  readonly eks_nodes_security_group_id: string;
  readonly eks_control_plane_security_group_id: string;
  readonly vpc_endpoints_security_group_id: string;
  /** Gateway endpoint of S3. @default - none */
  readonly s3_vpc_endpoint_id?: string;
  /** Interface endpoint of the ECR API. @default - none */
  readonly ecr_api_vpc_endpoint_id?: string;
  /** Interface endpoint of SageMaker Runtime. @default - none */
  readonly sagemaker_runtime_vpc_endpoint_id?: string;
  /** Attachments to other networks, by name. @default - none */
  readonly network_attachments?: Readonly<Record<string, NetworkAttachment>>;
  /** Name servers of the company. @default - none */
  readonly name_servers?: readonly string[];
  /** Certificate of the entry's host. @default - none */
  readonly certificate_arn?: string;
  /** Interface endpoint of a service that an alarm watches. */
  readonly [output: `alerts_${string}_endpoint_id`]: string;
  /** ALB of this layer; null while it is off. @default - none; the ALB is not in this layer */
  readonly alb_arn?: string;
  /** DNS name of the ALB; null while it is off. @default - none; the ALB is not in this layer */
  readonly alb_dns_name?: string;
  /** Route 53 zone of that name; null while the ALB is off. @default - none; the ALB is not in this layer */
  readonly alb_zone_id?: string;
  /** Target group that pods are registered in. @default - none; the ALB is not in this layer */
  readonly eks_api_target_group_arn?: string;
  /** Addresses for a demo. @default - none; this layer has no address for clients */
  readonly api_demo_config?: ApiDemoConfig;
}

/** Addresses for a demo: endpoints to call, and the health check. */
export interface ApiDemoConfig {
  readonly public_endpoint: string;
  /** The same for further hosts. @default - none */
  readonly also_public_endpoints?: readonly string[];
  /** Health check. @default - none; no path of the Ingress covers it */
  readonly health_check?: string;
  readonly predict_endpoint: string;
}
