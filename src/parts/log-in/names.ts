import { partSettings } from "../../platform/part-settings";
import { type ProgramId } from "./programs";
import { type LogInSettings } from "./settings";
import { type EnvironmentConfig } from "../../environment/schema";

/** Id of the part, and its namespace. */
export const LOG_IN_NAME = "log-in";

/** Port on which each proxy accepts requests. */
export const PROXY_PORT = 4180;

/** True if people log in to a program. */
export const hasLogIn = (config: Pick<EnvironmentConfig, "components">): boolean =>
  partSettings(config, LOG_IN_NAME) !== undefined;

/** Host of the page of a program; undefined without a log-in to it. */
export const pageHostOf = (
  config: Pick<EnvironmentConfig, "components">,
  program: ProgramId,
): string | undefined =>
  (partSettings(config, LOG_IN_NAME) as LogInSettings | undefined)?.programs[program]?.host;

/** Name of the objects of the proxy of a program. */
export const proxyName = (program: string): string => `log-in-${program}`;

type Labels = Readonly<Record<string, string>>;

/** Selector of the pods of the proxy of a program. */
export const proxySelector = (program: string): Labels => ({
  "app.kubernetes.io/name": proxyName(program),
  "app.kubernetes.io/component": LOG_IN_NAME,
});

/** Labels of all objects of a proxy. */
export const proxyLabels = (program: string): Labels => ({
  ...proxySelector(program),
  "app.kubernetes.io/instance": proxyName(program),
  "app.kubernetes.io/managed-by": "terraform",
});
