import { type AwsLocation, awsLocation } from "../facts/aws";
import { LAYERS } from "../base/layers";
import {
  type EnvironmentPlan,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import {
  block,
  blocks,
  type JsonObject,
  type StackJson,
  text,
  texts,
  writtenText,
} from "../terraform/stack-json";
import { resourceType } from "../facts/resource-types";
import { asWritten, isTemplate, templateParts, unescapeTemplates } from "../terraform/terraform-templates";

/** Account and region of an environment, from the first AWS provider of its stacks; empty strings without one. */
export const homeOf = memoizePerPlan((plan: EnvironmentPlan): AwsLocation => {
  for (const layer of LAYERS) {
    const provider = defaultProvider(plan.stack(layer)?.providers ?? {});
    const account = texts(provider["allowed_account_ids"])[0];
    const region = text(provider["region"]);
    if (account !== undefined && region !== undefined) return awsLocation(account, region);
  }
  return awsLocation("", "");
});

/** The AWS provider of resources that name no provider. */
const defaultProvider = (providers: JsonObject): JsonObject =>
  blocks(providers["aws"]).find((provider) => provider["alias"] === undefined) ?? block(undefined);

/** Tags of the AWS provider of resources that name no provider. */
export const defaultTags = (stack: StackJson | undefined): JsonObject =>
  block(block(defaultProvider(stack?.providers ?? {})["default_tags"])["tags"]);

/** Alias of the AWS provider of a resource; undefined for the default provider. */
export const aliasOf = (config: JsonObject): string | undefined =>
  /^aws\.(\w+)$/.exec(text(config["provider"]) ?? "")?.[1];

/** Region of a resource: from its aliased provider, or from the environment. */
export function regionOf(plan: EnvironmentPlan, { layer, config }: PlannedResource): string {
  const alias = aliasOf(config);
  const own = blocks(plan.stack(layer)?.providers["aws"]).find((provider) => provider["alias"] === alias);
  return (alias === undefined ? undefined : text(own?.["region"])) ?? homeOf(plan).region;
}

/** A referenced resource and attribute. */
interface Reference {
  readonly target: PlannedResource;
  /** `arn`, `metadata[0].name`; empty for a reference to the whole resource. */
  readonly attribute: string;
}

/** Finds the resource that a value refers to, in any layer; undefined for literals. */
export function reference(plan: EnvironmentPlan, start: InLayer): Reference | undefined {
  const { target, path } = plan.referred(start) ?? {};
  return target && path && { target, attribute: attributeAt(path) };
}

const attributeAt = (path: readonly (string | number)[]): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);

/**
 * Replaces references by their values if the synthesized stacks determine them:
 * `${aws_s3_bucket.models.arn}` becomes the ARN of the bucket's name. A value known after apply
 * becomes layer, address and attribute.
 */
export function resolveReferences(plan: EnvironmentPlan, start: InLayer, depth = 0): string {
  const { value, layer } = start;
  if (typeof value !== "string") return value === undefined ? "" : writtenText(value);
  if (depth > DEEPEST || !value.includes("${")) return value;
  return templateParts(value)
    .map((part) => {
      const written = asWritten(part);
      if (!("expression" in part)) return written;
      const followed = plan.follow({ layer, value: written });
      const { target, path, isValue } = plan.referred(followed) ?? {};
      if (target && path && isValue)
        return attributeText(plan, { target, attribute: attributeAt(path) }, depth + 1);
      if (followed.value === written && followed.layer === layer) return written;
      return resolveReferences(plan, followed, depth + 1);
    })
    .join("");
}

/** The value that Terraform reads, with references resolved; undefined if any part is known after apply. */
export function knownText(plan: EnvironmentPlan, start: InLayer): string | undefined {
  if (start.value === undefined) return undefined;
  const written = resolveReferences(plan, plan.follow(start));
  return isTemplate(written) ? undefined : unescapeTemplates(written);
}

/** Maximum depth of nested references. */
const DEEPEST = 10;

function attributeText(plan: EnvironmentPlan, { target, attribute }: Reference, depth: number): string {
  const { config, layer } = target;
  const own = (name: string): string | undefined =>
    text(config[name]) === undefined
      ? undefined
      : resolveReferences(plan, { layer, value: config[name] }, depth);
  const name = own("name") ?? own("bucket") ?? own("function_name") ?? own("identifier");
  const written =
    own(attribute) ??
    ofProvider(plan, target, attribute) ??
    (attribute === "arn" && name !== undefined ? arnOf(plan, target, name) : undefined) ??
    (attribute === "id" && resourceType(target.type)?.idIsName ? name : undefined) ??
    (attribute === "metadata[0].name" ? text(block(config["metadata"])["name"]) : undefined);
  return written ?? `\${${layer}/${target.address}.${attribute}}`;
}

/** Account, partition or region that a data source reads of the provider; undefined for every other block. */
function ofProvider(plan: EnvironmentPlan, target: PlannedResource, attribute: string): string | undefined {
  if (!target.address.startsWith("data.")) return undefined;
  const { partition, accountId } = homeOf(plan);
  switch (`${target.type}.${attribute}`) {
    case "aws_caller_identity.account_id":
      return accountId;
    case "aws_partition.partition":
      return partition;
    case "aws_region.name":
    case "aws_region.region":
    case "aws_region.id":
      return regionOf(plan, target);
    default:
      return undefined;
  }
}

/** ARN of a named object; undefined for a type whose ARN has a part that AWS chooses. */
function arnOf(plan: EnvironmentPlan, target: PlannedResource, name: string): string | undefined {
  const { partition, accountId } = homeOf(plan);
  return resourceType(target.type)
    ?.arn?.replace("{partition}", () => partition)
    .replace("{region}", () => regionOf(plan, target))
    .replace("{account}", () => accountId)
    .replace("{name}", () => name);
}
