import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { bucketArn } from "../../facts/aws";
import { readPolicies, type Statement } from "../identity-policies";
import { homeOf, reference, resolveReferences } from "../text-references";
import { resolved } from "../identities";
import { sharesOf } from "../shares";

/** The policy of an object, or a grant on it, with references resolved. */
export interface ObjectPolicy {
  /** The block that has the policy. */
  readonly by: PlannedResource;
  /** The block of the object. @default - the plan does not have it */
  readonly object?: PlannedResource;
  /** ARNs of the object, for statements that name none. */
  readonly arns: readonly string[];
  readonly isTrust: boolean;
  readonly statements: readonly Statement[];
}

/** Policies of buckets, keys and all other objects, trusts of roles, and arguments in place of a policy, such as those of grants. */
export const objectPolicies = (plan: EnvironmentPlan): ObjectPolicy[] =>
  [...readPolicies(plan, "resource", "trust"), ...sharesOf(plan)].map(({ resource: by, statements }) => {
    const { object, arns } = objectOf(plan, by);
    const written = resolved(plan, by, statements).map((each) => ofBucket(each, arns[0]));
    const isTrust = by.type === "aws_iam_role";
    return { by, arns, isTrust, statements: written, ...(object ? { object } : {}) };
  });

/** Arguments of types that are only the policy of an object, or only refer to it. */
const NAMING = [
  ...["bucket", "key_id", "queue_url", "secret_arn", "repository", "file_system_id", "backup_vault_name"],
  ...["resource_arn", "arn"],
];

function objectOf(plan: EnvironmentPlan, by: PlannedResource): Pick<ObjectPolicy, "object" | "arns"> {
  if (!/_(policy|access_point|grant)$/.test(by.type)) return { object: by, arns: arnsOf(plan, by) };
  const name = NAMING.find((each) => text(by.config[each]) !== undefined);
  if (name === undefined) return { arns: ["*"] };
  const value = plan.follow(inLayer(by, by.config[name]));
  const named = reference(plan, value);
  const written = resolveReferences(plan, value);
  // An argument of another block, such as the secret of a database.
  if (named?.attribute.includes("_arn")) return { object: named.target, arns: [written] };
  const object = named?.target ?? byName(plan).get(written);
  if (object) return { object, arns: arnsOf(plan, object) };
  return { arns: name === "bucket" ? bucketArns(bucketArn(homeOf(plan), written)) : ["*"] };
}

/** Objects whose names or ARNs a plan of Terraform has in place of references. */
const byName = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      ["s3_bucket", "sqs_queue", "sns_topic", "ecr_repository", "backup_vault", "dynamodb_table"]
        .flatMap((type) => plan.resources(`aws_${type}`))
        .flatMap((each) => {
          const { bucket, name = bucket } = each.config;
          return [resolveReferences(plan, inLayer(each, name)), ...arnsOf(plan, each)].map(
            (text): [string, PlannedResource] => [text, each],
          );
        }),
    ),
);

function arnsOf(plan: EnvironmentPlan, { layer, type, address }: PlannedResource): string[] {
  const arn = resolveReferences(plan, { layer, value: `\${${address}.arn}` });
  return type === "aws_s3_bucket" ? bucketArns(arn) : [arn];
}

const bucketArns = (arn: string): string[] => [arn, `${arn}/*`];

/** A statement of an access point with the objects of its bucket. */
const ofBucket = (statement: Statement, bucket = ""): Statement => ({
  ...statement,
  resources: statement.resources.map((each) =>
    each.replace(
      /^(?:arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\/[^/]*|\$\{[^{}]*aws_s3_access_point\.[^{}]*\})\/object(?=\/)/,
      () => bucket,
    ),
  ),
});
