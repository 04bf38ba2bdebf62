import { own } from "../../../shared/values/own";
import { type EnvironmentConfig } from "../../environment/environment";

/** Id of the part, and its namespace. */
export const LOG_IN = "log-in";

/** Port on which each proxy accepts requests. */
export const PROXY_PORT = 4180;

/** True if people log in to a program. */
export const hasLogIn = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, LOG_IN) !== undefined;

/** Name of the objects of the proxy of a program. */
export const proxyName = (program: string): string => `log-in-${program}`;

type Labels = Readonly<Record<string, string>>;

/** Selector of the pods of the proxy of a program. */
export const proxySelector = (program: string): Labels => ({
  "app.kubernetes.io/name": proxyName(program),
  "app.kubernetes.io/component": LOG_IN,
});

/** Labels of all objects of a proxy. */
export const proxyLabels = (program: string): Labels => ({
  ...proxySelector(program),
  "app.kubernetes.io/instance": proxyName(program),
  "app.kubernetes.io/managed-by": "terraform",
});
