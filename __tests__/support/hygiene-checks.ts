import { type Check } from "../../src/checks/check";
import { CLUSTER_CHECKS } from "../../src/checks/generated/cluster";
import { DATA_CHECKS } from "../../src/checks/generated/data";
import { ENTRY_CHECKS } from "../../src/checks/generated/entry";
import { LOGS_CHECKS } from "../../src/checks/generated/logs";
import { TERRAFORM_CHECKS } from "../../src/checks/generated/terraform";

/** Checks of encryption, exposure, tags and evaluated text, which apply to every environment. */
export const HYGIENE_CHECKS: readonly Check[] = [
  ...CLUSTER_CHECKS,
  ...DATA_CHECKS,
  ...ENTRY_CHECKS,
  ...LOGS_CHECKS,
  ...TERRAFORM_CHECKS,
];
