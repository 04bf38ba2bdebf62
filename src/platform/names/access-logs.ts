/** Prefix of the load balancers' logs in the log bucket. AWS appends `/AWSLogs/<account>/`. */
export const LOAD_BALANCER_LOGS = "load-balancers";

/** Prefix of the logs of a bucket's requests. S3 appends the name of the object. */
export const bucketLogs = (bucket: string): string => `buckets/${bucket}/`;
