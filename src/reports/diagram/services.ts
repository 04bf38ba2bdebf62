import { blockId } from "../../infrastructure/network-routes";
import { text } from "../../terraform/stack-json";
import { homeOf, knownText } from "../../infrastructure/text-references";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import { type Box, line } from "./drawing";
import { type Drawn, REGION, DRAWING_LEVELS } from "./parts";

/** Repositories whose names fit into the picture. */
const MOST_NAMES = 3;

/** Services of the region outside of the VPC: the registry, buckets and keys. */
export function serviceParts(plan: EnvironmentPlan): Drawn {
  return {
    groups: [
      {
        id: REGION,
        kind: "region",
        title: `AWS services in ${homeOf(plan).region}`.trim(),
        level: DRAWING_LEVELS.region,
      },
    ],
    boxes: [
      ...registryBoxes(plan),
      ...plan.resources("aws_s3_bucket").map((bucket): Box => bucketBox(plan, bucket)),
      ...plan.resources("aws_kms_key").map((key): Box => keyBox(plan, key)),
    ],
  };
}

const known = (plan: EnvironmentPlan, resource: PlannedResource, key: string): string | undefined =>
  knownText(plan, inLayer(resource, resource.config[key]));

function registryBoxes(plan: EnvironmentPlan): Box[] {
  const repositories = plan.resources("aws_ecr_repository");
  if (repositories.length === 0) return [];
  const names = repositories.map((each) => known(plan, each, "name") ?? each.name);
  const count = `${names.length} ${names.length === 1 ? "repository" : "repositories"}`;
  return [
    {
      id: "registry",
      kind: "registry",
      title: "Registry (ECR)",
      in: REGION,
      lines: [line(count), ...(names.length > MOST_NAMES ? [] : names.map((name) => line(name)))],
    },
  ];
}

const bucketBox = (plan: EnvironmentPlan, bucket: ResourceOf<"aws_s3_bucket">): Box => ({
  id: blockId(bucket),
  kind: "bucket",
  title: "S3 bucket",
  in: REGION,
  lines: [line(known(plan, bucket, "bucket") ?? bucket.name)],
});

function keyBox(plan: EnvironmentPlan, key: ResourceOf<"aws_kms_key">): Box {
  const alias = plan
    .resources("aws_kms_alias")
    .find((each) => plan.target(inLayer(each, each.config.target_key_id)) === key);
  const name = (alias && known(plan, alias, "name"))?.replace(/^alias\//, "") ?? key.name;
  const purpose = known(plan, key, "description") ?? text(key.config.description);
  return {
    id: blockId(key),
    kind: "key",
    title: "KMS key",
    in: REGION,
    lines: [line(name), ...(purpose === undefined ? [] : [line(purpose)])],
  };
}
