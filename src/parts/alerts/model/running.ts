import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { sendingRoutesOf } from "./alert-routes";

/** A configuration of Alertmanager that publishes to SNS. */
export const isRunning = (plan: EnvironmentPlan): boolean => sendingRoutesOf(plan).length > 0;
