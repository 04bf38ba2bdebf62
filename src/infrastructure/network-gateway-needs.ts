import { bucketArn } from "../facts/aws";
import { LAYERS } from "../base/layers";
import { readPolicies } from "./identity-policies";
import { type EnvironmentPlan, inLayer } from "../terraform/environment-plan";
import { asObject, block, blocks, number } from "../terraform/stack-json";
import { homeOf, resolveReferences } from "./text-references";
import { pulledImages } from "./kubernetes-images";
import { layerBucketIn } from "../evidence/layer-hosts";

/** An action on a bucket or a table that the policy of a gateway endpoint must allow. */
interface GatewayNeed {
  readonly action: string;
  /** ARN of a bucket, of its objects or of a table; may contain `*`. */
  readonly resource: string;
  /** `anyone` for AWS buckets, read with signed or anonymous URLs; `account` for model buckets, read by roles. */
  readonly by: "anyone" | "account";
  readonly why: string;
}

export const gatewayNeedsOf = (plan: EnvironmentPlan, service: string): GatewayNeed[] =>
  service === "s3" ? s3NeedsOf(plan) : roleNeeds(plan, service);

function s3NeedsOf(plan: EnvironmentPlan): GatewayNeed[] {
  const home = homeOf(plan);
  const read = (bucket: string, why: string): GatewayNeed => ({
    action: "s3:GetObject",
    resource: `${bucketArn(home, bucket)}/*`,
    by: "anyone",
    why,
  });
  return [
    read(`prod-${home.region}-starport-layer-bucket`, "layers of every image in ECR"),
    ...(plan.resources("aws_eks_node_group").length > 0
      ? [read(`al2023-repos-${home.region}-de612dc2`, "packages of AL2023 nodes")]
      : []),
    ...layerNeeds(plan, read),
    ...stateNeeds(plan),
    ...planNeeds(plan),
    ...roleNeeds(plan, "s3"),
  ];
}

/** Layers of public registries that a bucket of the region serves. Its addresses have the route of the endpoint. */
function layerNeeds(
  plan: EnvironmentPlan,
  read: (bucket: string, why: string) => GatewayNeed,
): GatewayNeed[] {
  const { region } = homeOf(plan);
  const registries = new Set(pulledImages(plan).map(({ image }) => image.registry));
  return [...registries].flatMap((registry) => {
    const bucket = layerBucketIn(registry, region);
    return bucket === undefined ? [] : [read(bucket, `layers of images in ${registry}`)];
  });
}

/** Calls of the S3 backend, for a runner inside the VPC (Terraform, backend S3, with a lock file). */
function stateNeeds(plan: EnvironmentPlan): GatewayNeed[] {
  const home = homeOf(plan);
  return LAYERS.flatMap((layer) => {
    const { bucket, key } = asObject(asObject(plan.stack(layer)?.terraform["backend"])["s3"]);
    if (typeof bucket !== "string" || typeof key !== "string") return [];
    const need = (action: string, path: string): GatewayNeed => ({
      action,
      resource: bucketArn(home, path),
      by: "account",
      why: `the Terraform state of ${layer}`,
    });
    const [file, lock] = [`${bucket}/${key}`, `${bucket}/${key}.tflock`];
    return [
      need("s3:ListBucket", bucket),
      ...["s3:GetObject", "s3:PutObject"].flatMap((action) => [need(action, file), need(action, lock)]),
      need("s3:DeleteObject", lock),
    ];
  });
}

/**
 * Plans that a runner inside the VPC stores and applies. The folder is the one whose objects the lifecycle of the state
 * bucket deletes: state never expires.
 */
function planNeeds(plan: EnvironmentPlan): GatewayNeed[] {
  const { bucket } = asObject(asObject(plan.stack("state")?.terraform["backend"])["s3"]);
  if (typeof bucket !== "string") return [];
  const folders = plan
    .resources("aws_s3_bucket_lifecycle_configuration")
    .filter((each) => resolveReferences(plan, inLayer(each, each.config.bucket)) === bucket)
    .flatMap(({ config }) => blocks(config.rule))
    .filter((rule) => number(block(rule.expiration).days) !== undefined)
    .map((rule) => block(rule.filter).prefix);
  return folders.flatMap((folder) =>
    ["s3:GetObject", "s3:PutObject"].map((action): GatewayNeed => ({
      action,
      resource: bucketArn(homeOf(plan), `${bucket}/${typeof folder === "string" ? folder : ""}*`),
      by: "account",
      why: "plans that wait for an approval",
    })),
  );
}

/** Permissions of the environment's roles for a service, which use them from inside the VPC. */
function roleNeeds(plan: EnvironmentPlan, service: string): GatewayNeed[] {
  return readPolicies(plan, "identity").flatMap(({ resource: policy, statements }) =>
    statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, resources }) =>
        actions
          .filter((action) => action.startsWith(`${service}:`))
          .flatMap((action) =>
            resources.map((value): GatewayNeed => ({
              action,
              resource: resolveReferences(plan, { layer: policy.layer, value }),
              by: "account",
              why: policy.address,
            })),
          ),
      ),
  );
}

/** The ARN of a bucket or a table, from its own or that of an object or an index in it. */
export const storeOf = (resource: string): string =>
  /^arn:[^:]*:dynamodb:[^/]*\/[^/]*|^[^/]*/.exec(resource)?.[0] ?? resource;
