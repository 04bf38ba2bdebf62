import { type BackupsSettings } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";

const LOCK = ["components", "backups", "lock"];

/** Rules between the retention and the lock of the vault, which refuses backups outside of its bounds. */
export const backupsRules = ({ retentionDays, lock }: BackupsSettings): RuleProblem[] =>
  lock ? bounds(retentionDays, lock) : [];

function bounds(
  retentionDays: number,
  { minRetentionDays, maxRetentionDays }: NonNullable<BackupsSettings["lock"]>,
): RuleProblem[] {
  return [
    ...(minRetentionDays > retentionDays
      ? [
          {
            path: [...LOCK, "minRetentionDays"],
            expected: `at most ${retentionDays}, the value of components.backups.retentionDays`,
            fix: "lower minRetentionDays, or raise retentionDays",
          },
        ]
      : []),
    ...(maxRetentionDays < retentionDays
      ? [
          {
            path: [...LOCK, "maxRetentionDays"],
            expected: `at least ${retentionDays}, the value of components.backups.retentionDays`,
            fix: "raise maxRetentionDays, or lower retentionDays",
          },
        ]
      : []),
  ];
}
