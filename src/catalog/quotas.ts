/**
 * AWS service quotas, with their names in Service Quotas. Checks assume the default value of an adjustable quota; after
 * an increase, waive the finding.
 *
 * Sources, all read 2026-11-20: Amazon VPC user guide, "Amazon VPC quotas", and AWS PrivateLink guide; Elastic
 * Load Balancing, "Quotas for your Application Load Balancers" and "… Network Load Balancers"; Amazon EKS user
 * guide, "View and manage Amazon EKS and Fargate service quotas"; EC2 and Fargate quotas of a new account in the
 * AWS General Reference; IAM user guide, "IAM and AWS STS quotas".
 */
export interface Quota {
  /** Name of the counted items, in the plural. */
  readonly what: string;
  readonly most: number;
  /** True if AWS increases the quota on request. */
  readonly adjustable: boolean;
}

const fixed = (most: number, what: string): Quota => ({ what, most, adjustable: false });
const adjustable = (most: number, what: string): Quota => ({ what, most, adjustable: true });

export const QUOTAS = {
  inboundRules: adjustable(60, "inbound rules per security group"),
  outboundRules: adjustable(60, "outbound rules per security group"),
  aclInbound: adjustable(20, "inbound rules per network ACL"),
  aclOutbound: adjustable(20, "outbound rules per network ACL"),
  groupsPerInterface: adjustable(5, "security groups per network interface"),
  interfaceEndpoints: adjustable(50, "interface endpoints per VPC"),
  subnets: adjustable(200, "subnets per VPC"),
  routeTables: adjustable(200, "route tables per VPC"),
  routes: adjustable(50, "routes per route table"),
  natGateways: adjustable(5, "NAT gateways per availability zone"),
  vpcs: adjustable(5, "VPCs per Region"),
  elasticAddresses: adjustable(5, "EC2-VPC elastic IPs per Region"),
  nodeGroups: adjustable(30, "managed node groups per cluster"),
  nodesPerGroup: adjustable(450, "nodes per managed node group"),
  fargateProfiles: adjustable(10, "Fargate profiles per cluster"),
  fargateSelectors: adjustable(5, "selectors per Fargate profile"),
  controlPlaneGroups: fixed(4, "security groups per cluster"),
  publicAccessRanges: fixed(40, "public endpoint access ranges per cluster"),
  targetGroupsPerAlb: fixed(100, "target groups per Application Load Balancer"),
  rulesPerAlb: adjustable(100, "rules per Application Load Balancer"),
  targetsPerAlb: adjustable(1000, "targets per Application Load Balancer"),
  certificatesPerAlb: adjustable(25, "certificates per Application Load Balancer"),
  listenersPerLoadBalancer: adjustable(50, "listeners per load balancer"),
  targetsPerNlb: adjustable(500, "targets per Network Load Balancer with cross-zone load balancing"),
  albs: adjustable(50, "Application Load Balancers per Region"),
  nlbs: adjustable(50, "Network Load Balancers per Region"),
  policiesPerRole: adjustable(10, "managed policies per role"),
  roles: adjustable(1000, "roles per account"),
  standardVcpus: adjustable(5, "vCPUs of running On-Demand Standard instances"),
  standardSpotVcpus: adjustable(5, "vCPUs of all Standard Spot instance requests"),
  gpuVcpus: adjustable(0, "vCPUs of running On-Demand G and VT instances"),
  gpuSpotVcpus: adjustable(0, "vCPUs of all G and VT Spot instance requests"),
  largeGpuVcpus: adjustable(0, "vCPUs of running On-Demand P instances"),
  largeGpuSpotVcpus: adjustable(0, "vCPUs of all P Spot instance requests"),
  fargateVcpus: adjustable(6, "Fargate On-Demand vCPUs"),
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;

/**
 * Number of rules that an AWS-managed prefix list counts as in a security group (VPC user guide, "AWS-managed prefix
 * lists").
 */
export const MANAGED_PREFIX_LIST_WEIGHTS: Readonly<Record<string, number>> = {
  s3: 1,
  dynamodb: 1,
  "vpc-lattice": 10,
  "route53-healthchecks": 25,
  "cloudfront.origin-facing": 55,
};

/** Maximum sizes of documents. IAM does not count white space (IAM quotas; S3, KMS, ECR and PrivateLink guides). */
export const DOCUMENT_SIZES = {
  trustPolicy: 2048,
  rolePolicies: 10_240,
  managedPolicy: 6144,
  endpointPolicy: 20_480,
  bucketPolicy: 20_480,
  keyPolicy: 32_768,
  userData: 16_384,
} as const;

/** Maximum sizes of the data and of all annotations of a Kubernetes object, in bytes. */
export const OBJECT_BYTES = { data: 1_048_576, annotations: 262_144 } as const;
