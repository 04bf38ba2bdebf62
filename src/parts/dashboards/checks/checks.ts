import { type Check } from "../../../checks/check";
import { dashboardsLoad } from "./dashboards-load";

/** Checks of dashboards. */
export const CHECKS: readonly Check[] = [dashboardsLoad];
