import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { logInProxiesOf } from "./proxies";

export const isRunning = (plan: EnvironmentPlan): boolean => logInProxiesOf(plan).length > 0;
