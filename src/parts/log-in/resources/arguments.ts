import { PROXY_PORT } from "../names";

/** Folder in which a proxy has its secrets, and their files. */
export const SECRETS = "/mnt/secrets";
export const SECRET_FILES = { clientSecret: "client-secret", cookieSecret: "cookie-secret" } as const;

export interface ProxySettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly host: string;
  readonly groups: readonly string[];
  /** Address of the program. */
  readonly address: string;
  /** Ranges of the load balancer, whose headers have the address and the protocol of clients. */
  readonly loadBalancerCidrs: readonly string[];
}

/**
 * Arguments of a proxy. The name of the cookie lets browsers refuse one of another host or one that
 * HTTP set. A session is a cookie without tokens, which ends after a day of work: its groups are
 * those of the log-in.
 */
export const proxyArguments = (given: ProxySettings): string[] => [
  "--provider=oidc",
  `--oidc-issuer-url=${given.issuer}`,
  `--client-id=${given.clientId}`,
  `--client-secret-file=${SECRETS}/${SECRET_FILES.clientSecret}`,
  `--cookie-secret-file=${SECRETS}/${SECRET_FILES.cookieSecret}`,
  "--cookie-name=__Host-log-in",
  "--cookie-secure=true",
  "--cookie-httponly=true",
  "--cookie-samesite=lax",
  "--cookie-expire=8h",
  "--session-cookie-minimal=true",
  // Groups decide, for addresses of all domains.
  "--email-domain=*",
  // A set: their order must not replace pods.
  ...[...given.groups].sort().map((group) => `--allowed-group=${group}`),
  "--code-challenge-method=S256",
  // The default is true.
  "--insecure-oidc-skip-nonce=false",
  `--redirect-url=https://${given.host}/oauth2/callback`,
  "--reverse-proxy=true",
  ...given.loadBalancerCidrs.map((cidr) => `--trusted-proxy-ip=${cidr}`),
  `--http-address=0.0.0.0:${PROXY_PORT}`,
  `--upstream=${given.address}`,
  "--disable-keep-alives=true",
  "--silence-ping-logging=true",
];
