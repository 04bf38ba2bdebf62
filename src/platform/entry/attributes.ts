import { LOAD_BALANCER_LOGS } from "../names/access-logs";

/** Attributes of a load balancer that logs. */
export const logAttributes = (bucket: string | undefined): Annotations =>
  bucket === undefined
    ? {}
    : {
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": bucket,
        "access_logs.s3.prefix": LOAD_BALANCER_LOGS,
      };

/** Attributes in the controller's format: `key=value`, separated by commas. */
export const attributes = (values: Annotations): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");

export type Annotations = Readonly<Record<string, string>>;
