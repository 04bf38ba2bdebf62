import { component } from "../../platform/contract";
import { backupsRules } from "./rules";
import { type BackupsSettings, settings } from "./settings";

/** Backups of the cluster and the model bucket by AWS Backup, which needs no agent and no image in the cluster. */
export const backups = component<BackupsSettings>({
  id: "backups",
  title: "Backups",
  settings,
  rules: backupsRules,
});
