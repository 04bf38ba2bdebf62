import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
  type Value,
  valueOf,
} from "../terraform/environment-plan";
import { isFound } from "../terraform/environment-plan";
import { isTemplate } from "../terraform/terraform-templates";
import { texts } from "../terraform/stack-json";
import { addonOf } from "./kubernetes-releases";
import { resolveReferences } from "./text-references";

/** Name of the log group to which EKS writes the logs of the control plane of a cluster. */
export const controlPlaneGroup = (plan: EnvironmentPlan, cluster: ResourceOf<"aws_eks_cluster">): string =>
  `/aws/eks/${resolveReferences(plan, valueOf(cluster, cluster.config.name))}/cluster`;

/** Log groups of these stacks that get flow logs. */
export const flowLogGroups = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<PlannedResource> =>
    new Set(
      plan
        .resources("aws_flow_log")
        .flatMap((log) => plan.target(valueOf(log, log.config.log_destination)) ?? [])
        .filter(({ type }) => type === "aws_cloudwatch_log_group"),
    ),
);

/** Log groups of these stacks by their name. */
export const logGroupsByName = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      plan
        .resources("aws_cloudwatch_log_group")
        .map((group) => [resolveReferences(plan, valueOf(group, group.config.name)), group]),
    ),
);

/** A resource whose logs AWS writes to log groups, and creates those that are missing. */
interface LogWriter {
  readonly writer: PlannedResource;
  /** Names of its log groups. */
  readonly groups: readonly string[];
}

/** Log groups of the agents of the observability add-on. */
const INSIGHTS = ["application", "dataplane", "host", "performance"];

/** EKS, RDS and the agents of the observability add-on. */
export function logWriters(plan: EnvironmentPlan): LogWriter[] {
  const clusters = plan
    .resources("aws_eks_cluster")
    .map((writer) => ({ writer, groups: [controlPlaneGroup(plan, writer)] }));
  const databases = plan.resources("aws_db_instance").map((writer) => {
    const name = resolveReferences(plan, valueOf(writer, writer.config.identifier));
    const logs = texts(writer.config.enabled_cloudwatch_logs_exports);
    return { writer, groups: logs.map((log) => `/aws/rds/instance/${name}/${log}`) };
  });
  const writer = addonOf(plan, "amazon-cloudwatch-observability")?.resource;
  if (!writer) return [...clusters, ...databases];
  const name = resolveReferences(plan, valueOf(writer, writer.config.cluster_name));
  const groups = INSIGHTS.map((each) => `/aws/containerinsights/${name}/${each}`);
  return [...clusters, ...databases, { writer, groups }];
}

/** Name of a bucket in an ARN, which has no account; folders below it follow. */
const BUCKET_ARN = /^arn:[^:]*:s3:::([^/]+)/;
const bucketNames = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      plan
        .resources("aws_s3_bucket")
        .map((bucket) => resolveReferences(plan, valueOf(bucket, bucket.config.bucket))),
    ),
);

/**
 * The bucket of others in a destination of records. Undefined for a block of these stacks, for a value that only Terraform knows, and for
 * every other destination: its ARN has an account, which another check compares.
 */
function foreignBucket(plan: EnvironmentPlan, destination: Value): string | undefined {
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
  plan.items(valueOf(block, destination)).flatMap((item) => {
    const bucket = foreignBucket(plan, item);
    return bucket === undefined ? [] : [`${what} ${bucket}, which is no bucket of these stacks`];
  });
