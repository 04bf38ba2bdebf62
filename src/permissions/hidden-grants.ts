import { blocks, text } from "../analysis/blocks";
import { knownText } from "../analysis/references";
import { KEY_USES, LINKED_ROLES, PASSED_ROLES } from "../catalog/deployer-actions/passed-roles";
import { type PlannedResource } from "../terraform-json/environment-plan";
import { type Json, type JsonObject } from "../terraform-json/stack-json";
import { type Grant } from "./grants";
import { type LayerNames } from "./layer-names";

/** Permissions that AWS checks while it handles a call of the provider, and that depend on values of the resources. */
export function hiddenGrants(names: LayerNames): Grant[] {
  return [...passedRoles(names), ...linkedRoles(names), ...keyUses(names), ...attachedPolicies(names)];
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

function roleArn(names: LayerNames, { layer }: PlannedResource, value: Json): string {
  const known = knownText(names.plan, { layer, value });
  return known?.startsWith("arn:") ? known : names.global("iam", ["role/*"]).join("");
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
      resources: names.global(
        "iam",
        sorted(services).map((service) => `role/aws-service-role/${service}/*`),
      ),
      condition: { StringEquals: { "iam:AWSServiceName": sorted(services) } },
      isRead: false,
      unproven: "checked by AWS",
    },
  ];
}

function keyUses(names: LayerNames): Grant[] {
  const used = KEY_USES.filter(({ type, attribute }) =>
    names.blocks().some((block) => isResource(block, type) && valuesOf(block.config, attribute).length > 0),
  );
  const resources = names.regional("kms", ["key/*"]);
  const common = { resources, isRead: false, unproven: "checked by AWS" as const };
  return [
    ...used.flatMap(({ actions }) => actions.map((action) => ({ ...common, action }))),
    ...(used.some(({ grants }) => grants)
      ? [
          {
            ...common,
            action: "kms:CreateGrant",
            condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
        ]
      : []),
  ];
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
