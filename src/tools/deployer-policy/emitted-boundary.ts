import { MANAGED_POLICIES } from "../../platform/facts/managed-policies";
import { homeOf } from "../../proof/model/home";
import { rolesOf } from "../../proof/model/identity/roles";
import { knownText } from "../../proof/model/references";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { bucketArn } from "../../shared/aws/aws";
import { LAYERS } from "../../shared/terraform/layers";
import { userError } from "../../shared/messages/errors";
import { own } from "../../shared/values/own";
import { LARGEST_POLICY, type PolicyDocument, documentOf, sizeOf, statementsOf } from "./documents";
import { type Grant } from "./grants";
import { LayerNames } from "./layer-names";
import { withPatterns } from "./name-patterns";
import { passwords } from "./named-objects";
import { environmentTag } from "./own-tags";

/** Services whose actions give or take rights. */
const RIGHTS = /^(account|iam|organizations|sts):/;
/** Services that AWS Backup uses for what an environment has: a cluster with its volumes, buckets and databases. */
const BACKED_UP = /^(backup|cloudwatch|ec2|eks|events|kms|rds|s3|tag):(?!(Run|Terminate)Instances$)/;
/** Any resource of a service, in any account. */
const ANY = /^\*$|^arn:[^:]+:[^:]+:\*:\*:/;
/** Names of one kind that the document lists one by one. */
const MOST_NAMES = 4;

/**
 * Upper limit of the roles that the stacks emit: what their policies allow today, in a form that fits one policy, and nothing of IAM.
 * Buckets, secrets and keys are those of the environment, without the states. A role with this boundary stays below it, also if its
 * policies allow more.
 */
export function emittedBoundaryOf(plan: EnvironmentPlan): PolicyDocument {
  const names = new LayerNames(
    plan,
    LAYERS.filter((layer) => plan.stack(layer) !== undefined),
  );
  const used = usesOf(plan);
  const actionsOf = (service: string): string[] =>
    withoutCovered(used.map(({ action }) => action).filter((action) => action.startsWith(`${service}:`)));
  const keys = environmentTag(names, "aws:ResourceTag");
  const grants = [
    ...used.filter(({ action }) => !/^(kms|s3|secretsmanager):/.test(action)),
    ...actionsOf("kms").map((action) => ({
      action,
      resources: inRegion(names, "kms", ["key/*"]),
      condition: keys,
    })),
    ...used.filter(
      ({ action, resources }) => /^(kms|secretsmanager):/.test(action) && !resources.includes("*"),
    ),
    ...(actionsOf("s3").length > 0 ? [{ action: "s3:*", resources: bucketsOf(names, used) }] : []),
    ...actionsOf("secretsmanager").flatMap((action) =>
      passwords(names, (service, objects) => inRegion(names, service, objects)).map((scope) => ({
        action,
        ...scope,
      })),
    ),
  ];
  const boundary = documentOf(
    statementsOf(
      withPatterns(
        plan,
        grants.map((grant): Grant => ({ ...grant, isRead: true })),
        MOST_NAMES,
      ),
    ),
  );
  const size = sizeOf(boundary);
  if (size <= LARGEST_POLICY) return boundary;
  throw userError({
    place: `${plan.name}: boundary of the emitted roles`,
    got: `${size} characters`,
    expected: `at most ${LARGEST_POLICY}, the limit of a managed policy`,
    fix: "name a policy of your organization as permissionsBoundary, and let names of one kind begin with the prefix of the environment",
  });
}

/** Distinct actions without those that another one with a wildcard covers. */
const withoutCovered = (actions: readonly string[]): string[] =>
  [...new Set(actions)].filter(
    (action) =>
      !actions.some(
        (other) => other !== action && other.endsWith("*") && action.startsWith(other.slice(0, -1)),
      ),
  );

type Use = Pick<Grant, "action" | "resources" | "condition">;

/** Permissions of all roles; `*` for resources that are known only after an apply, and actions in a shorter form. */
function usesOf(plan: EnvironmentPlan): Use[] {
  const uses = rolesOf(plan).all.flatMap(({ resource, statements, managed }) => [
    ...statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, resources }) =>
        actions.map((action): Use => ({
          action,
          resources: resources.map((value) => knownText(plan, { layer: resource.layer, value }) ?? "*"),
        })),
      ),
    ...managed.flatMap((arn) =>
      managedActions(plan, arn).map((action): Use => ({ action, resources: ["*"] })),
    ),
  ]);
  return uses
    .filter(({ action }) => !RIGHTS.test(action))
    .map((use) =>
      use.resources.some((each) => ANY.test(each))
        ? { action: shortForm(use.action), resources: ["*"] }
        : use,
    );
}

/** A shorter form of an action on any resource: reads by their first word, and services of which a role needs nearly everything. */
function shortForm(action: string): string {
  if (/^(kms|s3|secretsmanager):/.test(action)) return action;
  if (WHOLE.test(action)) return action.replace(/:.*/, ":*");
  return action.replace(/:(Describe|Get|List)\w*$/, ":$1*");
}

const WHOLE = /^(elasticloadbalancing|ssmmessages|xray):/;

function managedActions(plan: EnvironmentPlan, arn: string): readonly string[] {
  const name = arn.replace(/^.*\//, "");
  const found = own(MANAGED_POLICIES.policies, name);
  if (found === undefined)
    throw userError({
      place: `${plan.name}: ${arn}`,
      got: "an attached policy whose actions are not recorded",
      expected: "a policy in src/platform/facts/managed-policy-actions.json",
      fix: "add its name to the file, and run npm run managed-policies",
    });
  return name.startsWith("AWSBackup")
    ? found.actions.filter((action) => BACKED_UP.test(action))
    : found.actions;
}

/** Buckets of the environment and those that roles name, without the bucket of the states. */
function bucketsOf(names: LayerNames, used: readonly Use[]): string[] {
  const states = new Set(names.ownStates().map(({ bucket }) => bucket));
  const named = [
    ...names.of(["aws_s3_bucket"], "bucket"),
    ...used
      .flatMap(({ resources }) => resources)
      .flatMap((resource) => /^arn:[^:]+:s3:::([^/*]+)/.exec(resource)?.[1] ?? []),
  ];
  return [...new Set(named)]
    .filter((bucket) => bucket !== "*" && !states.has(bucket))
    .flatMap((bucket) => [bucketArn(names, bucket), `${bucketArn(names, bucket)}/*`]);
}

/** ARNs in the region of the cluster: other regions of an environment have alarms alone. */
const inRegion = (names: LayerNames, service: string, objects: readonly string[]): string[] => {
  const { partition, accountId, region } = homeOf(names.plan);
  return objects.map((object) => `arn:${partition}:${service}:${region}:${accountId}:${object}`);
};
