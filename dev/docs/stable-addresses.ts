import { type Layer } from "../../src/base/layers";

/** A generated name that Terraform files of the owner may refer to. It stays the same in all versions. */
export interface StableName {
  readonly layer: Layer;
  /** Address of a resource or data source in the layer, or the name of an output that later layers read. */
  readonly name: string;
  readonly what: string;
  /** Environments that have it. @default - all */
  readonly when?: string;
}

const OWN_NETWORK = "the network is not an existing one";
const EXISTING = "the network is an existing one";

/** Resources and data sources, by which files of the same layer refer to what is generated. */
export const STABLE_ADDRESSES: readonly StableName[] = [
  { layer: "state", name: "aws_s3_bucket.state_bucket", what: "the bucket of states" },
  { layer: "state", name: "aws_kms_key.state_key", what: "the key that encrypts states" },
  { layer: "network", name: "aws_vpc.main", what: "the VPC", when: OWN_NETWORK },
  {
    layer: "network",
    name: "aws_subnet.private_a",
    what: "the private subnet of zone a; other zones likewise",
    when: OWN_NETWORK,
  },
  {
    layer: "network",
    name: "aws_security_group.nodes",
    what: "the group of nodes and pods",
    when: OWN_NETWORK,
  },
  {
    layer: "network",
    name: "aws_security_group.control_plane",
    what: "the group of the control plane",
    when: OWN_NETWORK,
  },
  {
    layer: "network",
    name: "aws_security_group.endpoints",
    what: "the group of interface endpoints",
    when: OWN_NETWORK,
  },
  {
    layer: "network",
    name: "aws_security_group.alb",
    what: "the group of load balancers",
    when: OWN_NETWORK,
  },
  { layer: "network", name: "aws_vpc_endpoint.s3", what: "the gateway endpoint of S3", when: OWN_NETWORK },
  { layer: "network", name: "data.aws_vpc.main", what: "the VPC", when: EXISTING },
  { layer: "cluster", name: "aws_eks_cluster.main", what: "the cluster" },
  { layer: "cluster", name: "aws_kms_key.cluster", what: "the key that encrypts Secrets" },
  {
    layer: "cluster",
    name: "aws_iam_openid_connect_provider.irsa",
    what: "the identity provider of service accounts",
  },
  { layer: "cluster", name: "aws_iam_role.cluster", what: "the role of the control plane" },
  { layer: "cluster", name: "aws_iam_role.nodes", what: "the role of nodes" },
  {
    layer: "cluster",
    name: "aws_s3_bucket.models",
    what: "the bucket of model weights",
    when: "a bucket of weights is created",
  },
  {
    layer: "platform",
    name: "helm_release.load_balancer_controller",
    what: "the AWS Load Balancer Controller",
  },
  { layer: "models", name: "kubernetes_namespace_v1.models", what: "the namespace of models" },
  {
    layer: "models",
    name: "kubernetes_ingress_v1.models",
    what: "the Ingress of the load balancer",
    when: "the controller creates it",
  },
];

/** Outputs that files of later layers read: `data.terraform_remote_state.LAYER.outputs.NAME`. */
export const STABLE_OUTPUTS: readonly StableName[] = [
  { layer: "network", name: "vpc_id", what: "the VPC" },
  { layer: "network", name: "vpc_cidr_block", what: "its address range" },
  { layer: "network", name: "private_workload_subnet_ids", what: "the private subnets" },
  {
    layer: "network",
    name: "private_workload_subnet_ids_by_zone",
    what: "the same by the letter of their zone",
  },
  { layer: "network", name: "eks_nodes_security_group_id", what: "the group of nodes and pods" },
  { layer: "network", name: "eks_control_plane_security_group_id", what: "the group of the control plane" },
  { layer: "network", name: "vpc_endpoints_security_group_id", what: "the group of interface endpoints" },
  { layer: "network", name: "alb_security_group_id", what: "the group of load balancers" },
  { layer: "network", name: "s3_vpc_endpoint_id", what: "the gateway endpoint of S3" },
  { layer: "cluster", name: "cluster_name", what: "the cluster" },
  { layer: "cluster", name: "cluster_endpoint", what: "the address of its API" },
  { layer: "cluster", name: "cluster_certificate_authority", what: "the certificate of its API" },
  { layer: "cluster", name: "cluster_security_group_id", what: "the group that EKS creates" },
  { layer: "cluster", name: "oidc_issuer", what: "the issuer of tokens, without `https://`" },
  { layer: "cluster", name: "oidc_provider_arn", what: "the identity provider of service accounts" },
  { layer: "cluster", name: "model_bucket", what: "the bucket of model weights" },
  { layer: "cluster", name: "model_bucket_arn", what: "its ARN" },
];
