import { entryReach } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type EnvironmentConfig } from "../../environment/schema";

/** Prefix of the load balancers' logs in the log bucket. AWS appends `/AWSLogs/<account>/`. */
export const LOAD_BALANCER_LOGS = "load-balancers";

/** Prefix of the logs of a bucket's requests. S3 appends the name of the object. */
export const bucketLogs = (bucket: string): string => `buckets/${bucket}/`;

/** Type of the load balancer that logs; undefined without logs, or for a load balancer that has or keeps none. */
export function loggingLoadBalancer({
  accessLogs,
  entry,
}: Pick<EnvironmentConfig, "accessLogs" | "entry">): "alb" | "nlb" | undefined {
  if (accessLogs === undefined || !entryReach(entry).created) return undefined;
  if (entry.type === "nlb") return entryReach(entry).servesHttps ? "nlb" : undefined;
  return "alb";
}

/** Bucket that the load balancer logs to; undefined if it does not. */
export const loadBalancerLogBucket = ({ config, names }: Environment): string | undefined =>
  loggingLoadBalancer(config) && names.logBucket;

/** Buckets of the environment whose requests S3 logs. */
export function loggedBuckets({ config, names }: Environment): string[] {
  if (config.accessLogs === undefined) return [];
  return [names.stateBucket, ...(config.modelBucket.existingName === undefined ? [names.modelBucket] : [])];
}
