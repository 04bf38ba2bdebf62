import { type Check } from "../../../checks/check";
import { backupCoverage } from "./backup-coverage";
import { backupFailures } from "./backup-failures";
import { backupNotJudged } from "./backup-not-judged";
import { backupPermissions } from "./backup-permissions";
import { backupRetention } from "./backup-retention";
import { backupSourcesReady } from "./backup-sources";
import { backupVault } from "./backup-vault";

/** Checks of backups by AWS Backup. Those by programs in the cluster are not judged. */
export const CHECKS: readonly Check[] = [
  backupCoverage,
  backupSourcesReady,
  backupRetention,
  backupPermissions,
  backupVault,
  backupFailures,
  backupNotJudged,
];
