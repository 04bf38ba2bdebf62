import { type ResourceChange } from "../change";
import { type Phrase, say } from "../phrase";
import { type Change, type Topic, type TopicLine } from "./topic";

const VAULT = "aws_backup_vault";
const LOCK = "aws_backup_vault_lock_configuration";
const PLAN = "aws_backup_plan";

/**
 * Vaults that AWS refuses to delete, locks that become permanent, and backups that end. Source: AWS Backup developer guide,
 * "vault-lock" and "deleting-a-vault" (read 2026-11-22).
 */
export const backups: Topic = {
  title: "Backups",
  lines: (change) =>
    change.resources.flatMap((resource) =>
      textsOf(change, resource).map((text): TopicLine => {
        const { layer, address } = resource;
        return { level: "attention", layer, address, text };
      }),
    ),
};

function textsOf({ resources }: Change, resource: ResourceChange): Phrase[] {
  const { type, action, before, after } = resource;
  const isGone = action === "destroy" || action === "replace";
  if (type === VAULT && isGone) {
    return [
      say`AWS refuses to delete ${nameIn(before)} while it has backups, so that the apply stops there; to keep the vault with its backups, remove it and its key from the state of the layer first (docs/parts/backups.md)`,
    ];
  }
  if (type === PLAN && action === "destroy") {
    return [say`no more backups are made; existing ones are deleted at the end of their retention`];
  }
  if (type !== LOCK) return [];
  const isPermanent = before?.["changeable_for_days"] !== undefined;
  const days = after?.["changeable_for_days"];
  return [
    ...(isPermanent && isGone
      ? [
          say`AWS refuses to change or remove a lock in compliance mode once its ${String(before["changeable_for_days"])} days are over: the apply then stops`,
        ]
      : []),
    ...(days !== undefined && action !== "none"
      ? [
          say`${String(days)} days after the apply the lock becomes permanent: nobody can remove it or change its bounds, AWS included, and the vault and its key last until its last backup expires${resources.some((each) => each.type === VAULT && each.action === "add") ? [] : say`; backups that the vault already has are locked too`}`,
        ]
      : []),
  ];
}

const nameIn = (config: ResourceChange["before"]): string => String(config?.["name"]);
