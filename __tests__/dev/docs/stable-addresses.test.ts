import { STABLE_ADDRESSES, STABLE_OUTPUTS, type StableName } from "../../../dev/docs/stable-addresses";
import { type StackJson } from "../../../src/terraform/stack-json";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

/** Names that users wrote into their files. A name that is missing here breaks them: it can only be added. */
const FROZEN = `
state aws_s3_bucket.state_bucket
state aws_kms_key.state_key
network aws_vpc.main
network aws_subnet.private_a
network aws_security_group.nodes
network aws_security_group.control_plane
network aws_security_group.endpoints
network aws_security_group.alb
network aws_vpc_endpoint.s3
network data.aws_vpc.main
cluster aws_eks_cluster.main
cluster aws_kms_key.cluster
cluster aws_iam_openid_connect_provider.irsa
cluster aws_iam_role.cluster
cluster aws_iam_role.nodes
cluster aws_s3_bucket.models
platform helm_release.load_balancer_controller
models kubernetes_namespace_v1.models
models kubernetes_ingress_v1.models
network vpc_id
network vpc_cidr_block
network private_workload_subnet_ids
network private_workload_subnet_ids_by_zone
network eks_nodes_security_group_id
network eks_control_plane_security_group_id
network vpc_endpoints_security_group_id
network alb_security_group_id
network s3_vpc_endpoint_id
cluster cluster_name
cluster cluster_endpoint
cluster cluster_certificate_authority
cluster cluster_security_group_id
cluster oidc_issuer
cluster oidc_provider_arn
cluster model_bucket
cluster model_bucket_arn
`;

const ALL = [...STABLE_ADDRESSES, ...STABLE_OUTPUTS];

const hasName = (stack: StackJson, name: string): boolean =>
  name.includes(".") ? stack.find(name) !== undefined : Object.hasOwn(stack.outputs, name);

/** Environments that have a name. */
const having = ({ layer, name }: StableName): string[] =>
  ENVIRONMENTS.filter((environment) => hasName(planOf(environment).stack(layer), name));

test("no name of the list is lost or renamed", () => {
  expect(ALL.map(({ layer, name }) => `${layer} ${name}`)).toEqual(FROZEN.trim().split("\n"));
});

test.each(ALL.filter(({ when }) => when === undefined))("every example has $name of $layer", (stable) => {
  expect(having(stable)).toEqual([...ENVIRONMENTS]);
});

test.each(ALL.filter(({ when }) => when !== undefined))("some examples have $name of $layer", (stable) => {
  const { length } = having(stable);
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(ENVIRONMENTS.length);
});

test.each(["network", "cluster"])("later layers read the outputs of the layer %s by one name", (layer) => {
  const address = `data.terraform_remote_state.${layer}`;
  const later =
    layer === "network" ? (["cluster", "platform", "models"] as const) : (["platform", "models"] as const);
  for (const environment of ENVIRONMENTS)
    for (const each of later) expect(planOf(environment).stack(each).find(address)).toBeDefined();
});
