import { type ApiCall } from "./intercepted-api";
import { type IamRequest } from "./policy-evaluator";

/*
 * The IAM request of a call, from its HTTP alone. It shares nothing with the tables from which policies are made: those come
 * from the log of the provider, which names operations.
 */

/** Prefix of actions, where it differs from the service of the signature. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** Actions of S3 by the first word of the query: reads, and changes. */
const S3_SETTINGS: Readonly<Record<string, readonly [read: string, change: string]>> = {
  accelerate: ["GetAccelerateConfiguration", "PutAccelerateConfiguration"],
  acl: ["GetBucketAcl", "PutBucketAcl"],
  cors: ["GetBucketCORS", "PutBucketCORS"],
  encryption: ["GetEncryptionConfiguration", "PutEncryptionConfiguration"],
  lifecycle: ["GetLifecycleConfiguration", "PutLifecycleConfiguration"],
  location: ["GetBucketLocation", ""],
  logging: ["GetBucketLogging", "PutBucketLogging"],
  "object-lock": ["GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration"],
  ownershipControls: ["GetBucketOwnershipControls", "PutBucketOwnershipControls"],
  policy: ["GetBucketPolicy", "PutBucketPolicy"],
  publicAccessBlock: ["GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock"],
  replication: ["GetReplicationConfiguration", "PutReplicationConfiguration"],
  requestPayment: ["GetBucketRequestPayment", "PutBucketRequestPayment"],
  tagging: ["GetBucketTagging", "PutBucketTagging"],
  versioning: ["GetBucketVersioning", "PutBucketVersioning"],
  versions: ["ListBucketVersions", ""],
  website: ["GetBucketWebsite", "PutBucketWebsite"],
};

/** Actions of the other services whose calls have a path in place of a name. */
const PATHS: Readonly<Record<string, readonly (readonly [request: RegExp, action: string])[]>> = {
  eks: [
    [/^POST \/clusters$/, "CreateCluster"],
    [/^GET \/clusters\/[^/]+$/, "DescribeCluster"],
    [/^DELETE \/clusters\/[^/]+$/, "DeleteCluster"],
    [/^POST \/clusters\/[^/]+\/node-groups$/, "CreateNodegroup"],
    [/^GET \/clusters\/[^/]+\/node-groups\/[^/]+$/, "DescribeNodegroup"],
    [/^DELETE \/clusters\/[^/]+\/node-groups\/[^/]+$/, "DeleteNodegroup"],
    [/^POST \/tags\//, "TagResource"],
    [/^DELETE \/tags\//, "UntagResource"],
  ],
  route53: [
    [/^GET \/2013-04-01\/hostedzone\/[^/]+$/, "GetHostedZone"],
    [/^GET \/2013-04-01\/hostedzone$/, "ListHostedZones"],
    [/^GET \/2013-04-01\/hostedzone\/[^/]+\/rrset$/, "ListResourceRecordSets"],
    [/^POST \/2013-04-01\/hostedzone\/[^/]+\/rrset\/?$/, "ChangeResourceRecordSets"],
    [/^GET \/2013-04-01\/change\//, "GetChange"],
    [/^GET \/2013-04-01\/tags\//, "ListTagsForResource"],
  ],
};

/** Request of IAM for a call in an account. Throws for a call that no row knows. */
export function iamRequestOf(call: ApiCall, account: string): IamRequest {
  const [region = "", signed = ""] = call.signedFor.split("/");
  const prefix = PREFIXES[signed] ?? signed;
  const context: Record<string, string> = { "aws:RequestedRegion": region };
  if (signed === "s3") return s3Request(call, context);
  if (call.protocol !== "rest") {
    const parameters = new URLSearchParams(call.body);
    const policy = parameters.get("PolicyArn");
    if (policy !== null) context["iam:PolicyARN"] = policy;
    const role = signed === "iam" ? parameters.get("RoleName") : null;
    return {
      action: `${prefix}:${call.operation}`,
      ...(role === null ? {} : { resource: `arn:aws:iam::${account}:role/${role}` }),
      context,
    };
  }
  const [, action] = (PATHS[signed] ?? []).find(([request]) => request.test(call.operation)) ?? [];
  if (action === undefined) throw new Error(`no action of ${call.signedFor} ${call.operation}`);
  const [, cluster] = /^\w+ \/clusters\/([^/]+)$/.exec(call.operation) ?? [];
  return {
    action: `${prefix}:${action}`,
    ...(cluster === undefined ? {} : { resource: `arn:aws:eks:${region}:${account}:cluster/${cluster}` }),
    context,
  };
}

function s3Request({ request }: ApiCall, context: IamRequest["context"]): IamRequest {
  const [method = "", url = ""] = request.split(" ");
  const [path = "", query = ""] = url.split("?");
  const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? [];
  const isRead = method === "GET" || method === "HEAD";
  if (key !== "") {
    const verb = isRead ? "Get" : method === "PUT" ? "Put" : "Delete";
    return {
      action: `s3:${verb}Object`,
      resource: `arn:aws:s3:::${bucket}/${decodeURIComponent(key)}`,
      context,
    };
  }
  const words = new URLSearchParams(query);
  const [, setting] = Object.entries(S3_SETTINGS).find(([word]) => words.has(word)) ?? [];
  const whole = isRead ? "ListBucket" : method === "PUT" ? "CreateBucket" : "DeleteBucket";
  const changed = method === "DELETE" && words.has("policy") ? "DeleteBucketPolicy" : setting?.[1];
  const action = setting === undefined ? whole : isRead ? setting[0] : changed;
  return { action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}`, context };
}
