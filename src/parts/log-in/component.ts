import { component } from "../../platform/contract";
import { LOG_IN_NAME, PROXY_PORT, proxySelector } from "./names";
import { programsWithLogIn } from "./programs-of";
import { logInRules } from "./rules";
import { type LogInSettings, settings } from "./settings";
import { portOf } from "../private-host";

/**
 * Log-in of people to pages of programs: a proxy for each program (docs/decisions/0114). The image with Alpine has the
 * command `sleep`.
 *
 * Source: oauth2-proxy/oauth2-proxy v7.15.3, CHANGELOG.md and Makefile (read 2026-11-28). The tag
 * on quay.io is unconfirmed.
 */
export const logIn = component<LogInSettings>({
  id: LOG_IN_NAME,
  title: "log-in to programs",
  namespace: LOG_IN_NAME,
  settings,
  rules: logInRules,
  images: () => ({ proxy: { repository: "quay.io/oauth2-proxy/oauth2-proxy", tag: "v7.15.3-alpine" } }),
  needs: () => ({
    services: [
      { service: "secretsmanager", why: "holds the secret of the log-in" },
      { service: "sts", why: "exchanges the service accounts of proxies for roles" },
    ],
  }),
  contributes: ({ settings: given }) => ({
    entryPorts: [PROXY_PORT],
    privateServers: given.privateHost.cidrs.map((cidr) => ({ cidr, port: portOf(given.issuer) })),
    podClients: programsWithLogIn(given).map(({ id, part, host }) => ({
      to: part,
      pods: proxySelector(id),
      namespace: LOG_IN_NAME,
      host,
    })),
  }),
});
