import { type Statement } from "../../infrastructure/identity-policies";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { serviceDomain } from "../../facts/aws";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { EBS } from "../../evidence/ebs-volumes";
import { type EnvironmentPlan, type InLayer, inLayer } from "../../terraform/environment-plan";
import { asObject, isTrue } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { storageClassesOf } from "../../infrastructure/kubernetes-volumes";

type StorageClass = ReturnType<typeof storageClassesOf>[number];

export const storageClass: Check = {
  ...ruleOf(TEXTS, "storage-class"),
  run: (plan) => {
    const addon = addonsOf(plan).find(({ name }) => name === EBS.addon);
    const role =
      addon && rolesOf(plan).of(inLayer(addon.resource, addon.resource.config.service_account_role_arn));
    return storageClassesOf(plan)
      .filter(({ api }) => api.provisioner === EBS.driver)
      .flatMap((object) => {
        const { resource, name, api } = object;
        const { volumeBindingMode: binding, reclaimPolicy: reclaim } = api;
        const { type, encrypted, kmsKeyId } = asObject(api.parameters);
        return combinedFinding(resource, `StorageClass ${name}`, [
          ...(addon ? [] : [`no add-on ${EBS.addon} creates its volumes`]),
          ...(type === "gp3" ? [] : [`its volumes have type ${String(type)}, expected gp3`]),
          ...(isTrue(encrypted) ? [] : ["its volumes are not encrypted"]),
          ...(kmsKeyId === undefined
            ? ["it names no key, so the key of AWS for EBS encrypts, which no policy here controls"]
            : keyProblems(plan, role, inLayer(resource, kmsKeyId))),
          ...(binding === "WaitForFirstConsumer"
            ? []
            : ["it creates volumes before their pods, in a zone where these may have no node"]),
          ...(reclaim === "Retain" ? ["volumes of deleted claims remain, and are billed"] : []),
          ...(isTrue(api.allowVolumeExpansion)
            ? []
            : ["its volumes cannot grow, so a full disk needs a new volume and a copy"]),
          ...placeProblems(plan, object),
          ...defaultProblems(plan, object),
        ]);
      });
  },
};

/** A term without zones matches no zone at all. */
function placeProblems(plan: EnvironmentPlan, { api, zones: allowed }: StorageClass): string[] {
  if (api.allowedTopologies === undefined) return [];
  const zones = nodeGroups(plan).flatMap(({ subnets }) => subnets.flatMap(({ zone }) => zone ?? []));
  return zones.length === 0 || zones.some((zone) => allowed.includes(zone))
    ? []
    : [`its allowedTopologies have no zone of the nodes, ${[...new Set(zones)].join(", ")}`];
}

/** EKS has no default class. Kubernetes takes the newest of several. */
function defaultProblems(plan: EnvironmentPlan, own: StorageClass): string[] {
  const classes = storageClassesOf(plan);
  const defaults = classes.filter(({ isDefault }) => isDefault);
  if (defaults.length === 0 && classes[0] === own)
    return ["no StorageClass is the default one, so a claim without a class gets no volume"];
  return defaults.length > 1 && defaults[0] === own
    ? [
        `${defaults.map(({ name }) => name).join(" and ")} are default classes, and a claim without a class gets the newest`,
      ]
    : [];
}

/** Actions on a customer managed key with which the driver creates and attaches volumes. EC2 calls KMS for it. */
const VOLUME_KEY_ACTIONS = ADDONS_OF_PARTS[EBS.addon]?.identity?.mayAllow ?? [];

function keyProblems(plan: EnvironmentPlan, role: Role | undefined, key: InLayer): string[] {
  if (!role) return ["the driver has no role of this environment, so it may not use the key"];
  return VOLUME_KEY_ACTIONS.flatMap((action) => {
    const allowing = role.statements.filter(
      ({ effect, actions, resources }) =>
        effect === "Allow" &&
        actions.includes(action) &&
        resources.some(
          (value) => plan.identity({ layer: role.resource.layer, value }) === plan.identity(key),
        ),
    );
    if (allowing.length === 0) return [`role ${role.name} does not allow ${action} on its key`];
    const expected = expectedConditions(plan, action);
    return allowing.some((statement) => hasConditions(statement, expected))
      ? []
      : [
          `role ${role.name} does not limit ${action} to ${expected.map(([name, value]) => `${name} = ${value}`).join(" and ")}`,
        ];
  });
}

/** Conditions under which EC2 calls KMS for the driver. */
function expectedConditions(plan: EnvironmentPlan, action: string): [key: string, value: string][] {
  const home = homeOf(plan);
  return [
    ["kms:ViaService", `ec2.${home.region}.${serviceDomain(home)}`],
    ...(action === "kms:CreateGrant" ? [["kms:GrantIsForAWSResource", "true"] as [string, string]] : []),
  ];
}

const hasConditions = ({ conditions }: Statement, expected: readonly [string, string][]): boolean =>
  conditions.length === expected.length &&
  expected.every(([name, value]) =>
    conditions.some(
      ({ key, operator, values }) =>
        key === name && /^(StringEquals|Bool)$/.test(operator) && values.length === 1 && values[0] === value,
    ),
  );
