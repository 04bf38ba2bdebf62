import { type Check } from "../../../checks/check";
import { databasePassword } from "./database-password";
import { databasePrivate } from "./database-private";
import { databaseSettings } from "./database-settings";
import { modelPromotion } from "./model-promotion";
import { trackingPermissions } from "./tracking-permissions";
import { trackingServer } from "./tracking-server";

/** Checks of databases, and of MLflow servers that use them. */
export const CHECKS: readonly Check[] = [
  databasePrivate,
  databasePassword,
  databaseSettings,
  trackingServer,
  trackingPermissions,
  modelPromotion,
];
