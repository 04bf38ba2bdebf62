import { LOG_INS_OF_PARTS } from "./generated/log-ins-of-parts";
import { type LogIn } from "./part-log-in";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";

/** Proxies that ask people for a log-in, with their provider. */
export const logInProxiesOf = (plan: EnvironmentPlan): ReturnType<LogIn["proxiesOf"]> =>
  Object.values(LOG_INS_OF_PARTS).flatMap(({ proxiesOf }) => proxiesOf(plan));

/** The log-in whose proxy pods are; undefined for other pods. */
export const logInOf = (plan: EnvironmentPlan, pods: Pods): LogIn | undefined =>
  Object.values(LOG_INS_OF_PARTS).find(({ isProxy }) => isProxy(plan, pods));
