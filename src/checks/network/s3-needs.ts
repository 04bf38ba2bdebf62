import { al2023RepositoryBucket, ecrLayerBucket } from "../../catalog/endpoints";
import { type AwsLocation, bucketArn } from "../../core/aws";
import { homeOf } from "../../analysis/home";
import { type Statement, covers, readPolicies } from "../../analysis/identity/policies";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** An action on a bucket that has to pass the endpoint of S3. */
export interface S3Need {
  readonly action: string;
  /** ARN of a bucket or of objects in it; may hold `*`. */
  readonly resource: string;
  /** Buckets of AWS are read with signed or anonymous URLs; those of the models by roles of this account. */
  readonly by: "anyone" | "account";
  readonly why: string;
}

export function s3NeedsOf(plan: EnvironmentPlan): S3Need[] {
  const home = homeOf(plan);
  const read = (bucket: string, why: string): S3Need => ({
    action: "s3:GetObject",
    resource: `${bucketArn(home, bucket)}/*`,
    by: "anyone",
    why,
  });
  return [
    read(ecrLayerBucket(home.region), "layers of every image in ECR"),
    ...(plan.resources("aws_eks_node_group").length > 0
      ? [read(al2023RepositoryBucket(home.region), "packages of AL2023 nodes")]
      : []),
    ...roleNeeds(plan),
  ];
}

/** What roles of this environment may do in S3, they do from inside the VPC. */
function roleNeeds(plan: EnvironmentPlan): S3Need[] {
  return readPolicies(plan, "identity").flatMap(({ resource: policy, statements }) =>
    statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, resources }) =>
        actions
          .filter((action) => action.startsWith("s3:"))
          .flatMap((action) =>
            resources.map((value): S3Need => ({
              action,
              resource: resolveReferences(plan, { layer: policy.layer, value }),
              by: "account",
              why: policy.address,
            })),
          ),
      ),
  );
}

/** True where an endpoint's policy lets an action through. */
export function passes(statements: readonly Statement[], need: S3Need, home: AwsLocation): boolean {
  const about = statements.filter(
    ({ actions, resources, inverted }) =>
      inverted.length === 0 &&
      actions.some((action) => covers(action, need.action)) &&
      resources.some((resource) => covers(resource, need.resource)),
  );
  return (
    about.some((statement) => statement.effect === "Allow" && admitsCaller(statement, need, home)) &&
    !about.some(({ effect }) => effect === "Deny")
  );
}

function admitsCaller({ principals, conditions }: Statement, need: S3Need, home: AwsLocation): boolean {
  const everyone = principals.some(({ kind, value }) => (kind === "*" || kind === "AWS") && value === "*");
  if (need.by === "anyone") return everyone && conditions.length === 0;
  const ours = principals.some(({ kind, value }) => kind === "AWS" && value.includes(home.accountId));
  return (everyone || ours) && conditions.every((condition) => holdsForAccount(condition, home));
}

/** Conditions that are true of a role of the account. */
function holdsForAccount(
  { operator, key, values }: Statement["conditions"][number],
  home: AwsLocation,
): boolean {
  return (
    ["StringEquals", "StringLike"].includes(operator) &&
    key.toLowerCase() === "aws:principalaccount" &&
    values.includes(home.accountId)
  );
}

/** True where a statement lets in nobody but the account. */
export const isForAccount = ({ principals, conditions }: Statement, home: AwsLocation): boolean =>
  conditions.some((condition) => holdsForAccount(condition, home)) ||
  principals.every(({ kind, value }) => kind === "AWS" && value.includes(home.accountId));

/** `arn:aws:s3:::bucket` of an ARN in it. */
export const bucketOf = (resource: string): string => resource.split("/")[0] ?? resource;
