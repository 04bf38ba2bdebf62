import { registryBucket } from "../../../facts/registry-buckets";
import { type AwsLocation, bucketArn } from "../../../facts/aws";
import { type PolicyStatement, policyDocument } from "../../../facts/iam";
import { type PermissionOfFile } from "../../../facts/permissions";

type Permission = Pick<PermissionOfFile, "actions" | "resources">;

export interface S3EndpointPolicyProps {
  readonly location: AwsLocation;
  readonly modelBucket: string;
  /** Buckets of parts, with the actions of their pods on objects. */
  readonly buckets: readonly { readonly name: string; readonly actions: readonly string[] }[];
  /** Statements of models, and of parts on buckets of others; those of S3 are allowed. */
  readonly permissions: readonly Permission[];
  /** Public registries from which nodes pull images. */
  readonly registries: readonly string[];
  readonly state: {
    readonly bucket: string;
    /** Folder of the keys of all layers. */
    readonly folder: string;
    /** Folder of plans that wait for an approval. */
    readonly plans: string;
  };
}

/**
 * Policy of the S3 endpoint. It allows image layers, packages of the node's operating system, and, for roles of this
 * account, the model bucket, buckets of parts and the Terraform state. Layers and packages are in buckets of other accounts, and clients
 * fetch them with signed or anonymous URLs, so the policy cannot require an account there.
 */
export function policyOfS3Endpoint({
  location,
  modelBucket,
  buckets,
  permissions,
  registries,
  state,
}: S3EndpointPolicyProps): string {
  const arn = (path: string): string => bucketArn(location, path);
  const read = (sid: string, bucket: string): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: arn(`${bucket}/*`),
  });
  const forAccount = allowanceOf(location);
  const stateFiles = `${state.bucket}/${state.folder}/*/terraform.tfstate`;
  return policyDocument([
    read("EcrImageLayers", ecrLayerBucket(location.region)),
    read("Al2023Packages", al2023RepositoryBucket(location.region)),
    forAccount("ModelFiles", ["s3:GetObject", "s3:ListBucket"], [arn(modelBucket), arn(`${modelBucket}/*`)]),
    ...buckets.map(({ name, actions }, index) =>
      forAccount(`PartFiles${index + 1}`, ["s3:ListBucket", ...actions], [arn(name), arn(`${name}/*`)]),
    ),
    ...permittedAt("s3", location, permissions),
    ...registries.flatMap((registry) => {
      const bucket = registryBucket(registry, location.region);
      return bucket === undefined ? [] : [read(`Layers${sidOf(registry)}`, bucket)];
    }),
    // A runner inside the VPC reaches the backend through this endpoint.
    forAccount("ListTerraformState", "s3:ListBucket", arn(state.bucket)),
    forAccount(
      "TerraformState",
      ["s3:GetObject", "s3:PutObject"],
      [arn(stateFiles), arn(`${stateFiles}.tflock`)],
    ),
    forAccount("TerraformPlans", ["s3:GetObject", "s3:PutObject"], arn(`${state.bucket}/${state.plans}/*`)),
    forAccount("UnlockTerraformState", "s3:DeleteObject", arn(`${stateFiles}.tflock`)),
  ]);
}

/** Policy of the endpoint of DynamoDB: the statements of models and charts alone, whose tables have their indexes as resources. */
export const policyOfDynamoDbEndpoint = (calls: Pick<S3EndpointPolicyProps, "location" | "permissions">) =>
  policyDocument(permittedAt("dynamodb", calls.location, calls.permissions));

/** Statements for roles of the account. */
const allowanceOf =
  ({ accountId }: AwsLocation) =>
  (
    sid: string,
    actions: string | readonly string[],
    resources: string | readonly string[],
  ): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: "*",
    Action: actions,
    Resource: resources,
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  });

/** Statements of models and charts for one service. */
const permittedAt = (service: string, location: AwsLocation, permissions: readonly Permission[]) =>
  permissions
    .map(
      ({ actions, resources }) =>
        [actions.filter((each) => each.startsWith(`${service}:`)), resources] as const,
    )
    .filter(([actions]) => actions.length > 0)
    .map((each, index) => allowanceOf(location)(`ModelPermission${index + 1}`, ...each));

/**
 * The default policy of AWS. It is written, since Terraform keeps the policy of an endpoint whose argument is removed (AWS provider,
 * aws_vpc_endpoint: `policy` is optional and computed).
 */
export const FULL_ACCESS = policyDocument([
  { Sid: "FullAccess", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
]);

/** A call through a gateway endpoint. */
export interface GatewayCall {
  readonly action: string;
  /** ARN of objects, a bucket or a table; `*` for all. */
  readonly arn: string;
}

/** Calls of nodes, and those that statements of models permit. */
export const callsToGateways = ({
  location,
  modelBucket,
  buckets,
  permissions,
  registries,
}: Omit<S3EndpointPolicyProps, "state">): GatewayCall[] => {
  const read = [
    ecrLayerBucket(location.region),
    al2023RepositoryBucket(location.region),
    modelBucket,
    ...buckets.map(({ name }) => name),
    ...registries.flatMap((registry) => registryBucket(registry, location.region) ?? []),
  ];
  return [
    ...read.map((bucket) => ({ action: "s3:GetObject", arn: bucketArn(location, `${bucket}/*`) })),
    ...permissions.flatMap(({ actions, resources }) =>
      actions
        .filter((action) => /^(s3|dynamodb):/.test(action))
        .flatMap((action) => resources.map((arn) => ({ action, arn }))),
    ),
  ];
};

/** `registry.k8s.io` becomes `RegistryK8sIo`. */
const sidOf = (registry: string): string =>
  registry
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** Bucket with the layers of all private ECR images of a region (ECR guide, "VPC endpoints"). */
const ecrLayerBucket = (region: string): string => `prod-${region}-starport-layer-bucket`;

/** Bucket of the AL2023 package repositories. Its suffix is the same in the four regions that were read. */
const al2023RepositoryBucket = (region: string): string => `al2023-repos-${region}-de612dc2`;
