import { type SentenceCase } from "./case";

const VAULT = "aws_backup_vault.main";
const PLAN = "aws_backup_plan.main";
const SELECTION = "aws_backup_selection.main";
const LOCK = "aws_backup_vault_lock_configuration.main";

const vault = (name: string) => ({ [VAULT]: { name } });
const planned = (schedule: string, days: number) => ({
  [PLAN]: { name: "main", rule: [{ rule_name: "daily", schedule, lifecycle: { delete_after: days } }] },
});
const DAILY = "cron(0 3 * * ? *)";
const selecting = (...resources: string[]) => ({ [SELECTION]: { name: "main", resources } });
const locked = (bounds: object, name = "main") => ({ [LOCK]: { backup_vault_name: name, ...bounds } });
const DATED = { min_retention_days: 7, changeable_for_days: 3 };

/** Backups, their vaults and locks. */
export const BACKUP_SENTENCES: readonly SentenceCase[] = [
  {
    before: vault("main"),
    lines: [
      "attention, data lost: aws_backup_vault.main: the apply deletes the backup vault with its backups; AWS refuses it while there are any, and the apply stops there",
      "attention: to keep the vault main with its backups, remove it and its key from the state of the layer first (docs/parts/backups.md)",
    ],
  },
  {
    before: planned(DAILY, 30),
    lines: [
      "attention: aws_backup_plan.main: no more backups are made; existing ones are deleted at the end of their retention",
    ],
  },
  {
    before: planned(DAILY, 30),
    after: planned(DAILY, 90),
    lines: [
      "info: days for which backups of aws_backup_plan.main are kept: 30 → 90; existing ones keep their end",
    ],
  },
  {
    before: planned(DAILY, 30),
    after: planned(DAILY, 7),
    lines: [
      "attention: days for which backups of aws_backup_plan.main are kept: 30 → 7; existing ones keep their end",
    ],
  },
  {
    before: planned(DAILY, 30),
    after: planned("cron(0 4 * * ? *)", 30),
    lines: [
      "info: schedule of backups in aws_backup_plan.main, rule.schedule: cron(0 3 * * ? *) → cron(0 4 * * ? *)",
    ],
  },
  {
    before: planned(DAILY, 30),
    after: planned("cron(0 3 ? * SUN *)", 30),
    lines: [
      "attention: schedule of backups in aws_backup_plan.main, rule.schedule: cron(0 3 * * ? *) → cron(0 3 ? * SUN *)",
    ],
  },
  {
    before: selecting("*"),
    lines: ["attention: aws_backup_selection.main: no more backups of what it selects are made"],
  },
  {
    before: selecting("volume-a", "volume-b"),
    after: selecting("volume-b", "volume-c"),
    lines: [
      "attention: aws_backup_selection.main: no more backups of volume-a are made",
      "info: aws_backup_selection.main: backups of volume-c are made, too",
    ],
  },
  {
    beside: vault("main"),
    before: locked(DATED),
    lines: [
      "attention: AWS refuses to change or remove a lock in compliance mode once its 3 days are over: the apply then stops",
    ],
  },
  {
    beside: vault("main"),
    before: locked(DATED),
    after: locked({ min_retention_days: 7 }),
    lines: [
      "attention: AWS refuses to change or remove a lock in compliance mode once its 3 days are over: the apply then stops",
    ],
  },
  {
    beside: vault("main"),
    before: locked(DATED),
    after: locked(DATED, "other"),
    lines: [
      "attention: AWS refuses to change or remove a lock in compliance mode once its 3 days are over: the apply then stops",
    ],
  },
  {
    beside: vault("main"),
    after: locked(DATED, "${aws_backup_vault.main.name}"),
    lines: [
      "attention, cannot go back: 3 days after the apply the lock becomes permanent: nobody can remove it or change its bounds, AWS included, and the vault and its key last until its last backup expires; backups that the vault already has are locked too",
    ],
  },
  {
    after: { ...vault("main"), ...locked(DATED, "${aws_backup_vault.main.name}") },
    lines: [
      "attention, cannot go back: 3 days after the apply the lock becomes permanent: nobody can remove it or change its bounds, AWS included, and the vault and its key last until its last backup expires",
      "info: aws_backup_vault.main is added: it makes or keeps backups and deletes nothing earlier",
    ],
  },
  {
    before: locked({ min_retention_days: 7 }),
    lines: [
      "attention: aws_backup_vault_lock_configuration.main: the lock of the vault goes, and backups can be deleted or kept shorter",
    ],
  },
  {
    before: locked({ min_retention_days: 7 }),
    after: locked({ min_retention_days: 1 }),
    lines: ["attention: aws_backup_vault_lock_configuration.main: the bounds of the lock become wider"],
  },
  {
    after: locked({ min_retention_days: 7 }),
    lines: [
      "info: aws_backup_vault_lock_configuration.main: the lock refuses to delete backups or to keep them shorter; a person with the right can remove it",
    ],
  },
];
