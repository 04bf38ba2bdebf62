import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type InLayer,
  inLayer,
  isFound,
} from "../../terraform/environment-plan";
import { isTemplate } from "../../terraform/terraform-templates";
import { resolveReferences } from "../../infrastructure/text-references";

/** Name of a bucket in an ARN, which has no account; folders below it follow. */
const BUCKET_ARN = /^arn:[^:]*:s3:::([^/]+)/;

const bucketNames = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      plan
        .resources("aws_s3_bucket")
        .map((bucket) => resolveReferences(plan, inLayer(bucket, bucket.config.bucket))),
    ),
);

/**
 * The bucket of others in a destination of records. Undefined for a block of these stacks, for a
 * value that only Terraform knows, and for every other destination: its ARN has an account, which
 * another check compares.
 */
function foreignBucket(plan: EnvironmentPlan, destination: InLayer): string | undefined {
  const target = plan.target(destination);
  if (target !== undefined && !isFound(target)) return undefined;
  const written = resolveReferences(plan, destination);
  if (written === "" || isTemplate(written)) return undefined;
  const name = BUCKET_ARN.exec(written)?.[1] ?? (written.includes(":") ? undefined : written);
  return name === undefined || bucketNames(plan).has(name) ? undefined : name;
}

/** The fault of a destination, in words after the name of what goes there. */
export const destinationProblem = (
  plan: EnvironmentPlan,
  block: PlannedResource,
  what: string,
  destination: PlannedResource["config"][string] | undefined,
): string[] =>
  plan.items(inLayer(block, destination)).flatMap((item) => {
    const bucket = foreignBucket(plan, item);
    return bucket === undefined ? [] : [`${what} ${bucket}, which is no bucket of these stacks`];
  });
