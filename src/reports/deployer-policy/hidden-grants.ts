import { knownText } from "../../infrastructure/text-references";
import { KEY_USES, LINKED_ROLES, PASSED_ROLES } from "./facts/passed-roles";
import { type PlannedResource } from "../../terraform/environment-plan";
import { blocks, type Json, type JsonObject, text } from "../../terraform/stack-json";
import { userError } from "../../base/errors";
import { type Conditions, type Grant, type GrantScope } from "./grants";
import { keyScope } from "./key-scopes";
import { type LayerNames } from "./layer-names";

/** Permissions that AWS checks while it handles a call of the provider, and that depend on values of the resources. */
export function hiddenGrants(names: LayerNames): Grant[] {
  return [
    ...passedRoles(names),
    ...linkedRoles(names),
    ...keyUses(names),
    ...attachedPolicies(names),
    ...logDeliveries(names),
  ];
}

/** Amazon VPC user guide, "Publish flow logs to Amazon S3", IAM policy (unconfirmed). Its actions have no resources. */
function logDeliveries(names: LayerNames): Grant[] {
  const delivers = names
    .blocks()
    .some(({ type, config }) => type === "aws_flow_log" && config["log_destination_type"] === "s3");
  return delivers
    ? ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"].map((action) => ({
        action,
        resources: ["*"],
        isRead: false,
        unproven: "checked by AWS" as const,
      }))
    : [];
}

function passedRoles(names: LayerNames): Grant[] {
  return PASSED_ROLES.flatMap(({ type, attribute, services }) => {
    const roles = names
      .blocks()
      .flatMap((block) => valuesAt(block, attribute).map((value) => roleArn(names, block, value)));
    if (roles.length === 0) return [];
    return {
      action: "iam:PassRole",
      resources: sorted(roles),
      condition: { StringEquals: { "iam:PassedToService": services } },
      isRead: false,
      unproven: "checked by AWS" as const,
    };
    function valuesAt(block: PlannedResource, path: readonly string[]): Json[] {
      return isResource(block, type) ? valuesOf(block.config, path) : [];
    }
  });
}

function roleArn(names: LayerNames, block: PlannedResource, value: Json): string {
  const known = knownText(names.plan, { layer: block.layer, value });
  if (known?.startsWith("arn:")) return known;
  throw userError({
    place: `${names.plan.name}-${block.layer}: ${block.address}`,
    got: "a role whose ARN is known only after an apply",
    expected: "the ARN of a role, so that no policy passes other roles",
    fix: "refer to a role of the stacks, or write its ARN",
  });
}

function linkedRoles(names: LayerNames): Grant[] {
  const types = new Set(
    names
      .blocks()
      .filter((block) => isResource(block, block.type))
      .map(({ type }) => type),
  );
  const services = LINKED_ROLES.filter(({ type }) => types.has(type)).map(({ service }) => service);
  if (services.length === 0) return [];
  return [
    {
      action: "iam:CreateServiceLinkedRole",
      // The condition names the services; their names in ARNs would only make the policy longer.
      resources: names.global("iam", ["role/aws-service-role/*"]),
      condition: { StringEquals: { "iam:AWSServiceName": sorted(services) } },
      isRead: false,
      unproven: "checked by AWS",
    },
  ];
}

/** A grant can give the key to anyone, so that each grant is limited to the same keys, with and without its condition. */
function keyUses(names: LayerNames): Grant[] {
  return KEY_USES.flatMap(({ type, attribute, actions, grants }) => {
    const scopes = names
      .blocks()
      .filter((block) => isResource(block, type))
      .flatMap((block) =>
        valuesOf(block.config, attribute).flatMap((value) => keyScope(names, block, value)),
      );
    const grant = (action: string, scope: GrantScope, own: Conditions = {}): Grant => {
      const condition = { ...scope.condition, ...own };
      return {
        action,
        resources: scope.resources,
        ...(Object.keys(condition).length === 0 ? {} : { condition }),
        isRead: false,
        unproven: "checked by AWS",
      };
    };
    return scopes.flatMap((scope) => [
      ...actions.map((action) => grant(action, scope)),
      ...(grants === undefined
        ? []
        : [
            grant(
              "kms:CreateGrant",
              scope,
              grants === "for a resource" ? { Bool: { "kms:GrantIsForAWSResource": "true" } } : {},
            ),
          ]),
    ]);
  });
}

/** Limits attachments to the policies that the layer attaches: with any other policy, a role could get more. */
function attachedPolicies(names: LayerNames): Grant[] {
  const policies = names.of(["aws_iam_role_policy_attachment"], "policy_arn");
  if (policies.length === 0) return [];
  const roles = names.of(["aws_iam_role_policy_attachment"], "role").map((name) => `role/${name}`);
  return ["iam:AttachRolePolicy", "iam:DetachRolePolicy"].map((action) => ({
    action,
    resources: names.global("iam", roles),
    condition: { ArnLike: { "iam:PolicyARN": policies } },
    isRead: false,
  }));
}

const isResource = ({ address, type }: PlannedResource, expected: string): boolean =>
  type === expected && !address.startsWith("data.");

/** Values at a path of nested blocks. */
function valuesOf(config: JsonObject, [first = "", ...rest]: readonly string[]): Json[] {
  const value = config[first];
  if (value === undefined || value === null) return [];
  if (rest.length === 0) return text(value) === undefined ? [] : [value];
  return blocks(value).flatMap((inner) => valuesOf(inner, rest));
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();
