import { WRITERS } from "../evidence/log-delivery";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { block, isTrue, type Json, text } from "../terraform/stack-json";
import { policiesOf } from "./identity-policies";
import { entriesOf } from "./network-entries";
import { resolveReferences } from "./text-references";
import { ALB, NLB } from "../evidence/load-balancers";

/** A bucket or a load balancer that can log its requests. */
export interface Logger {
  readonly resource: PlannedResource;
  readonly kind: "bucket" | "alb" | "nlb";
  /** Whether there are requests that it can log: an NLB logs those of TLS listeners only. */
  readonly canLog: boolean;
  /** @default - it does not log */
  readonly to?: LogPlace;
  /** Place of the logs of connections of an ALB, with addresses and certificates of clients. @default - none */
  readonly connectionsTo?: LogPlace;
}

interface LogPlace {
  /** Name of the bucket. */
  readonly bucketName: string;
  readonly prefix: string;
  /** The bucket, if it is of this environment. */
  readonly bucket: PlannedResource | undefined;
}

/** Access logs of an environment. */
export const accessLogsOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  /** Buckets and load balancers, with the places of their logs. */
  get loggers() {
    return loggersOf(plan);
  },
  /** Buckets for logs: those that a service may write logs to, or that something logs to. */
  get buckets() {
    return logBucketsOf(plan);
  },
}));

const loggersOf = memoizePerPlan((plan: EnvironmentPlan): readonly Logger[] => [
  ...buckets(plan),
  ...fromTerraform(plan),
  ...fromController(plan),
]);

const logBucketsOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<PlannedResource> => {
  const services: readonly string[] = Object.values(WRITERS).map(({ service }) => service);
  const written = policiesOf(plan)
    .filter(({ resource }) => resource.type === "aws_s3_bucket_policy")
    .filter(({ statements = [] }) =>
      statements.some(
        ({ effect, principals }) =>
          effect === "Allow" && principals.some(({ value }) => services.includes(value)),
      ),
    )
    .map(({ resource }) => bucketNamed(plan, inLayer(resource, resource.config["bucket"])));
  const targets = loggersOf(plan).map(({ to }) => to?.bucket);
  return new Set([...written, ...targets].filter((bucket) => bucket !== undefined));
});

function bucketNamed(plan: EnvironmentPlan, value: ReturnType<typeof inLayer>): PlannedResource | undefined {
  const name = resolveReferences(plan, value);
  return plan.resources("aws_s3_bucket").find(({ config }) => config.bucket === name);
}

function place(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  bucket: Json | undefined,
  prefix: Json | undefined,
): LogPlace {
  const value = inLayer(resource, bucket);
  return {
    bucketName: resolveReferences(plan, value),
    prefix: resolveReferences(plan, inLayer(resource, prefix)),
    bucket: bucketNamed(plan, value),
  };
}

function buckets(plan: EnvironmentPlan): Logger[] {
  const logging = new Map(
    plan
      .resources("aws_s3_bucket_logging")
      .map((each) => [bucketNamed(plan, inLayer(each, each.config.bucket)), each] as const),
  );
  return plan.resources("aws_s3_bucket").map((resource): Logger => {
    const own = logging.get(resource);
    return {
      resource,
      kind: "bucket",
      canLog: true,
      ...(own ? { to: place(plan, own, own.config.target_bucket, own.config.target_prefix) } : {}),
    };
  });
}

function fromTerraform(plan: EnvironmentPlan): Logger[] {
  return plan.resources("aws_lb").map((resource): Logger => {
    const kind = text(resource.config.load_balancer_type) === "network" ? "nlb" : "alb";
    const listeners = plan
      .resources("aws_lb_listener")
      .filter(({ config, layer }) => plan.target({ layer, value: config.load_balancer_arn }) === resource);
    const logs = block(resource.config.access_logs);
    const connections = block(resource.config.connection_logs);
    return {
      resource,
      kind,
      canLog: kind === "alb" || listeners.some(({ config }) => config.protocol === "TLS"),
      ...(isTrue(logs.enabled) ? { to: place(plan, resource, logs.bucket, logs.prefix) } : {}),
      ...(isTrue(connections.enabled)
        ? { connectionsTo: place(plan, resource, connections.bucket, connections.prefix) }
        : {}),
    };
  });
}

function fromController(plan: EnvironmentPlan): Logger[] {
  const balancers = entriesOf(plan).filter(({ kind }) => kind !== "target-group");
  return [...new Map(balancers.map((entry) => [entry.resource, entry])).values()].map(
    ({ kind, resource, annotations }): Logger => {
      const isAlb = kind === "ingress";
      const written = annotations[isAlb ? `${ALB}load-balancer-attributes` : `${NLB}attributes`] ?? "";
      const attributes = new Map(
        written.split(",").map((each) => {
          const [key = "", value = ""] = each.trim().split("=");
          return [key, value] as const;
        }),
      );
      return {
        resource,
        kind: isAlb ? "alb" : "nlb",
        canLog: isAlb || annotations[`${NLB}ssl-cert`] !== undefined,
        ...(attributes.get("access_logs.s3.enabled") === "true"
          ? {
              to: place(
                plan,
                resource,
                attributes.get("access_logs.s3.bucket"),
                attributes.get("access_logs.s3.prefix"),
              ),
            }
          : {}),
      };
    },
  );
}
