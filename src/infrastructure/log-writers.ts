import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { texts } from "../terraform/stack-json";
import { addonOf } from "./kubernetes-releases";
import { resolveReferences } from "./text-references";

/** Name of the log group to which EKS writes the logs of the control plane of a cluster. */
const controlPlaneGroup = (plan: EnvironmentPlan, cluster: ResourceOf<"aws_eks_cluster">): string =>
  `/aws/eks/${resolveReferences(plan, inLayer(cluster, cluster.config.name))}/cluster`;

/** Log groups of these stacks by their name. */
const logGroupsByName = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      plan
        .resources("aws_cloudwatch_log_group")
        .map((group) => [resolveReferences(plan, inLayer(group, group.config.name)), group]),
    ),
);

/** A resource whose logs AWS writes to log groups, and creates those that are missing. */
interface LogWriter {
  readonly writer: PlannedResource;
  /** Its log groups, with the resource of those that the stacks define. */
  readonly groups: readonly { readonly name: string; readonly resource: PlannedResource | undefined }[];
}

/** Log groups of the agents of the observability add-on. */
const INSIGHTS = ["application", "dataplane", "host", "performance"];

/** EKS, RDS and the agents of the observability add-on. */
export function logWritersOf(plan: EnvironmentPlan): LogWriter[] {
  const named = (names: readonly string[]) =>
    names.map((name) => ({ name, resource: logGroupsByName(plan).get(name) }));
  const clusters = plan
    .resources("aws_eks_cluster")
    .map((writer) => ({ writer, groups: named([controlPlaneGroup(plan, writer)]) }));
  const databases = plan.resources("aws_db_instance").map((writer) => {
    const name = resolveReferences(plan, inLayer(writer, writer.config.identifier));
    const logs = texts(writer.config.enabled_cloudwatch_logs_exports);
    return { writer, groups: named(logs.map((log) => `/aws/rds/instance/${name}/${log}`)) };
  });
  const writer = addonOf(plan, "amazon-cloudwatch-observability")?.resource;
  if (!writer) return [...clusters, ...databases];
  const name = resolveReferences(plan, inLayer(writer, writer.config.cluster_name));
  const groups = named(INSIGHTS.map((each) => `/aws/containerinsights/${name}/${each}`));
  return [...clusters, ...databases, { writer, groups }];
}
