/**
 * AWS service quotas, with their names in Service Quotas. An environment states the values of its account under `quotas`;
 * checks assume the default of each adjustable quota that it does not state.
 *
 * Sources, all read 2026-11-20: Amazon VPC user guide, "Amazon VPC quotas", and AWS PrivateLink guide; Elastic
 * Load Balancing, "Quotas for your Application Load Balancers" and "… Network Load Balancers"; Amazon EKS user
 * guide, "View and manage Amazon EKS and Fargate service quotas"; EC2 and Fargate quotas of a new account in the
 * AWS General Reference; IAM user guide, "IAM and AWS STS quotas". Codes of quotas as Service Quotas lists them (AWS CLI,
 * `list-service-quotas`; read 2026-11-21, those of Inf, Trn and X on 2026-11-23).
 */
export interface Quota {
  /** Name of the counted items, in the plural. */
  readonly what: string;
  readonly most: number;
  /** True if AWS increases the quota on request. */
  readonly adjustable: boolean;
  /** Service and code of the quota in Service Quotas. @default - not confirmed */
  readonly code?: readonly [service: string, code: string];
}

const fixed = (most: number, what: string): Quota => ({ what, most, adjustable: false });
const adjustable = (most: number, what: string, code?: Quota["code"]): Quota => ({
  what,
  most,
  adjustable: true,
  ...(code ? { code } : {}),
});

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
  natGateways: adjustable(5, "NAT gateways per availability zone", ["vpc", "L-FE5A380F"]),
  vpcs: adjustable(5, "VPCs per Region", ["vpc", "L-F678F1CE"]),
  elasticAddresses: adjustable(5, "EC2-VPC elastic IPs per Region", ["ec2", "L-0263D0A3"]),
  nodeGroups: adjustable(30, "managed node groups per cluster", ["eks", "L-6D54EA21"]),
  nodesPerGroup: adjustable(450, "nodes per managed node group", ["eks", "L-BD136A63"]),
  fargateProfiles: adjustable(10, "Fargate profiles per cluster", ["eks", "L-33415657"]),
  fargateSelectors: adjustable(5, "selectors per Fargate profile", ["eks", "L-D78D8AF8"]),
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
  standardVcpus: adjustable(5, "vCPUs of running On-Demand Standard instances", ["ec2", "L-1216C47A"]),
  standardSpotVcpus: adjustable(5, "vCPUs of all Standard Spot instance requests", ["ec2", "L-34B43A08"]),
  gpuVcpus: adjustable(0, "vCPUs of running On-Demand G and VT instances", ["ec2", "L-DB2E81BA"]),
  gpuSpotVcpus: adjustable(0, "vCPUs of all G and VT Spot instance requests", ["ec2", "L-3819A6DF"]),
  largeGpuVcpus: adjustable(0, "vCPUs of running On-Demand P instances", ["ec2", "L-417A185B"]),
  largeGpuSpotVcpus: adjustable(0, "vCPUs of all P Spot instance requests", ["ec2", "L-7212CCBC"]),
  infVcpus: adjustable(0, "vCPUs of running On-Demand Inf instances", ["ec2", "L-1945791B"]),
  infSpotVcpus: adjustable(0, "vCPUs of all Inf Spot instance requests", ["ec2", "L-B5D1601B"]),
  trnVcpus: adjustable(0, "vCPUs of running On-Demand Trn instances", ["ec2", "L-2C3B7624"]),
  trnSpotVcpus: adjustable(0, "vCPUs of all Trn Spot instance requests", ["ec2", "L-6B0D517C"]),
  largeMemoryVcpus: adjustable(0, "vCPUs of running On-Demand X instances", ["ec2", "L-7295265B"]),
  largeMemorySpotVcpus: adjustable(0, "vCPUs of all X Spot instance requests", ["ec2", "L-E3A00192"]),
  fargateVcpus: adjustable(6, "Fargate On-Demand vCPUs", ["fargate", "L-3032A538"]),
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;

/** Values of an account's quotas. A name that is missing has AWS's default. */
export type StatedQuotas = Readonly<Partial<Record<QuotaName, number | undefined>>>;

/** Families of each quota, by the letters before the generation: on demand, and on Spot. Standard: A, C, D, H, I, M, R, T, Z. */
const VCPU_QUOTAS: readonly (readonly [families: RegExp, onDemand: QuotaName, spot: QuotaName])[] = [
  [/^(a|c|d|h|i|im|is|m|r|t|z)\d/, "standardVcpus", "standardSpotVcpus"],
  [/^(g|gr|vt)\d/, "gpuVcpus", "gpuSpotVcpus"],
  [/^p\d/, "largeGpuVcpus", "largeGpuSpotVcpus"],
  [/^inf\d/, "infVcpus", "infSpotVcpus"],
  [/^trn\d/, "trnVcpus", "trnSpotVcpus"],
  [/^x\d/, "largeMemoryVcpus", "largeMemorySpotVcpus"],
];

/** The quota that the vCPUs of an instance type count towards; undefined for a family that is not in the table. */
export function vcpuQuotaOf(instanceType: string, isSpot: boolean): QuotaName | undefined {
  const found = VCPU_QUOTAS.find(([families]) => families.test(instanceType));
  return found && (isSpot ? found[2] : found[1]);
}

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
