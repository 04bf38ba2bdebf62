import { LOG_INS_OF_PARTS } from "./generated/log-ins-of-parts";
import { type LogIn } from "./part-log-in";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";

const LOG_INS = Object.values(LOG_INS_OF_PARTS);

/** Log-ins of parts in front of pages. */
export const logInsOf = (plan: EnvironmentPlan) => ({
  /** Proxies that ask people for a log-in, with their provider. */
  proxies: (): ReturnType<LogIn["proxiesOf"]> => LOG_INS.flatMap(({ proxiesOf }) => proxiesOf(plan)),
  /** The log-in whose proxy pods are; undefined for other pods. */
  of: (pods: Pods): LogIn | undefined => LOG_INS.find(({ isProxy }) => isProxy(plan, pods)),
});
