import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { block, blocks, type Json, number, text } from "../../../terraform/stack-json";
import { type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { resolveReferences } from "../../../infrastructure/text-references";

/** A schedule of a plan, with the vault that it stores to. */
export interface BackupRule {
  readonly name: string;
  readonly schedule: string | undefined;
  /** The vault of these stacks. @default - none has its name */
  readonly vault: PlannedResource | undefined;
  /** Days until a backup is deleted. @default - never */
  readonly deleteAfter: number | undefined;
  /** Days until a backup moves to cold storage. @default - never */
  readonly coldAfter: number | undefined;
  /** Vaults to which it copies each backup. */
  readonly copies: readonly BackupCopy[];
}

/** A copy of each backup in another vault. */
export interface BackupCopy {
  readonly vaultArn: string;
  /** @default - it is not in these stacks */
  readonly vault: PlannedResource | undefined;
}

/** Resources that a plan backs up, with the role for it. */
export interface BackupSelection {
  readonly resource: PlannedResource;
  /** ARNs, with references resolved as far as the stacks tell. */
  readonly arns: readonly string[];
  /** ARNs that it leaves out, also by wildcards. */
  readonly leftOut: readonly string[];
  /** True if it selects by tags or conditions, which the stacks do not resolve. */
  readonly byTags: boolean;
  /** @default - the role is not in these stacks */
  readonly role: Role | undefined;
}

export interface BackupPlan {
  readonly resource: PlannedResource;
  readonly rules: readonly BackupRule[];
  readonly selections: readonly BackupSelection[];
}

/** Plans of AWS Backup with their selections. */
export const backupPlans = memoizePerPlan((plan: EnvironmentPlan): readonly BackupPlan[] =>
  plan.resources("aws_backup_plan").map((resource) => ({
    resource,
    rules: blocks(resource.config.rule).map((rule) => ({
      name: text(rule.rule_name) ?? "unnamed",
      schedule: text(rule.schedule),
      vault: vaultNamed(plan, resource, text(rule.target_vault_name)),
      deleteAfter: number(block(rule.lifecycle).delete_after),
      coldAfter: number(block(rule.lifecycle).cold_storage_after),
      copies: blocks(rule.copy_action).map((copy) => copyOf(plan, resource, copy.destination_vault_arn)),
    })),
    selections: plan
      .resources("aws_backup_selection")
      .filter((each) => plan.target(inLayer(each, each.config.plan_id)) === resource)
      .map((each) => selectionOf(plan, each)),
  })),
);

/** Vaults that plans of these stacks store to. */
export const usedVaults = (plan: EnvironmentPlan): ReadonlySet<PlannedResource> =>
  new Set(backupPlans(plan).flatMap(({ rules }) => rules.flatMap(({ vault }) => vault ?? [])));

/** Vaults that plans of these stacks copy to. */
export const copyVaults = (plan: EnvironmentPlan): ReadonlySet<PlannedResource> =>
  new Set(
    backupPlans(plan).flatMap(({ rules }) =>
      rules.flatMap(({ copies }) => copies.flatMap(({ vault }) => vault ?? [])),
    ),
  );

/** Resources of a type that belong to a vault. */
export const ofVault = (plan: EnvironmentPlan, vault: PlannedResource, type: string): PlannedResource[] =>
  plan
    .resources(type)
    .filter((each) => vaultNamed(plan, each, text(each.config["backup_vault_name"])) === vault);

function vaultNamed(
  plan: EnvironmentPlan,
  from: PlannedResource,
  name: string | undefined,
): PlannedResource | undefined {
  const written = resolveReferences(plan, inLayer(from, name));
  return plan.resources("aws_backup_vault").find(({ config }) => config.name === written);
}

function copyOf(plan: EnvironmentPlan, from: PlannedResource, arn: Json | undefined): BackupCopy {
  const vault = plan.target(inLayer(from, arn));
  return {
    vaultArn: resolveReferences(plan, inLayer(from, arn)),
    vault: vault?.type === "aws_backup_vault" ? vault : undefined,
  };
}

function selectionOf(plan: EnvironmentPlan, resource: PlannedResource): BackupSelection {
  const { config } = resource;
  return {
    resource,
    arns: plan.items(inLayer(resource, config["resources"])).map((item) => resolveReferences(plan, item)),
    leftOut: plan
      .items(inLayer(resource, config["not_resources"]))
      .map((item) => resolveReferences(plan, item)),
    byTags: blocks(config["selection_tag"]).length > 0 || blocks(config["condition"]).length > 0,
    role: rolesOf(plan).of(inLayer(resource, config["iam_role_arn"])),
  };
}
