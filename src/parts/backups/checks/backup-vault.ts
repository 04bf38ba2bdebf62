import { backupPlans, copyVaults, ofVault, usedVaults } from "./backup-plans";
import { readPolicies } from "../../../infrastructure/identity-policies";
import { DELETING_ACTIONS } from "../facts/backups";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { type Stated } from "../../../infrastructure/stated";
import { type Check, combinedFinding, type Finding, repeatedProblems, ruleOf } from "../../../checks/check";
import { block, isTrue } from "../../../terraform/stack-json";
import { homeOf } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const backupVault: Check = {
  ...ruleOf(TEXTS, "backup-vault"),
  run: (plan, { statedOf }) => {
    const used = new Set([...usedVaults(plan), ...copyVaults(plan)]);
    return [
      ...plan
        .resources("aws_backup_vault")
        .flatMap((vault) =>
          combinedFinding(vault, "backup vault", [
            ...(used.has(vault) ? [...keyProblems(plan, vault), ...policyProblems(plan, vault)] : []),
            ...(isTrue(vault.config.force_destroy)
              ? ["force_destroy deletes all backups with the vault"]
              : []),
          ]),
        ),
      ...copyProblems(plan, statedOf(plan.name)),
    ];
  },
};

/** A copy gives all data to the owner of its vault. */
function copyProblems(plan: EnvironmentPlan, { names }: Stated): Finding[] {
  const accounts = [
    homeOf(plan).accountId,
    ...(names?.trusted ?? []).filter(({ kind }) => kind === "account").map(({ value }) => value),
  ];
  return backupPlans(plan).flatMap(({ resource, rules }) =>
    combinedFinding(
      resource,
      "backup plan",
      rules.flatMap(({ name, copies }) =>
        copies.flatMap(({ vaultArn, vault }) => {
          const account = vaultArn.split(":")[4] ?? "";
          return vault !== undefined || accounts.includes(account)
            ? []
            : [
                `${name} copies backups to ${vaultArn}, of account ${account || "(unknown)"}, expected ${accounts.join(" or ")}`,
              ];
        }),
      ),
    ).map((finding) => ({
      ...finding,
      fix: "copy to a vault of the account, or add the account to trusted with a reason",
    })),
  );
}

const isKept = ({ config }: PlannedResource): boolean =>
  isTrue(block(config["lifecycle"])["prevent_destroy"]);

function keyProblems(plan: EnvironmentPlan, vault: PlannedResource): string[] {
  const key = plan.target(inLayer(vault, vault.config["kms_key_arn"]));
  return [
    ...(isKept(vault) ? [] : ["lifecycle.prevent_destroy is not true"]),
    ...(key?.type === "aws_kms_key"
      ? isKept(key)
        ? []
        : [`its key ${key.address} has no prevent_destroy`]
      : ["it has no KMS key of these stacks"]),
  ];
}

function policyProblems(plan: EnvironmentPlan, vault: PlannedResource): string[] {
  const own = ofVault(plan, vault, "aws_backup_vault_policy");
  const statements = readPolicies(plan, "resource")
    .filter(({ resource }) => own.includes(resource))
    .flatMap((each) => each.statements);
  const denied = new Set(
    statements
      .filter(
        ({ effect, principals, conditions, inverted, resources }) =>
          effect === "Deny" &&
          conditions.length === 0 &&
          inverted.length === 0 &&
          resources.includes("*") &&
          principals.some(({ value }) => value === "*"),
      )
      .flatMap(({ actions }) => actions),
  );
  return [
    ...DELETING_ACTIONS.filter((action) => !denied.has(action)).map(
      (action) => `no policy of the vault denies ${action} to everyone`,
    ),
    ...repeatedProblems("its policy", own),
  ];
}
