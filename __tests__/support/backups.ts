import { planWith } from "./changed-plans";

export const LOCK = { minRetentionDays: 30, maxRetentionDays: 365, permanentAfterDays: 14 };

/** The plan of ml-inference-prod with backups, with other settings of the part and of the file. */
export const backupsPlan = (settings: object = {}, change: object = {}, environment = "ml-inference-prod") =>
  planWith(environment, {
    ...change,
    components: { backups: { email: "platform@example.com", ...settings } },
  });
