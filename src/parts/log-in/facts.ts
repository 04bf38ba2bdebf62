/**
 * Flags of oauth2-proxy with which it is a log-in. Each other flag can open a way past it in a
 * version that this list does not know.
 *
 * Source: oauth2-proxy/oauth2-proxy v7.15.3, docs/docs/configuration/overview.md, pkg/apis/options, pkg/validation and providers
 * (read 2026-11-28).
 */
export const OAUTH2_PROXY = "quay.io/oauth2-proxy/oauth2-proxy";

/** Versions whose flags are those below. */
export const KNOWN_VERSION = { tags: /^v7\.15\.\d+(-alpine)?$/, expected: "v7.15, whose flags are known" };

/** Path of the program in its image. */
export const PROGRAM = "/bin/oauth2-proxy";

/** Prefix of the variables that set flags. */
export const FLAG_VARIABLE_PREFIX = "OAUTH2_PROXY_";

export interface FlagFacts {
  /** Values with which it is a log-in. A flag without a value is `true`. */
  readonly values: RegExp;
  readonly expected: string;
  /** The consequence of its default, if that is no log-in. @default - it may be absent */
  readonly withoutIt?: string;
}

const HTTPS_URL = /^https:\/\/[^\s/@]+(\/\S*)?$/;
const FILE = /^\/\S+$/;
// RFC 1918, and RFC 6598 for addresses that providers share.
const PRIVATE_RANGE = new RegExp(
  [
    String.raw`^10\.\d+\.\d+\.\d+/([89]|[12]\d|3[0-2])$`,
    String.raw`^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+/(1[2-9]|2\d|3[0-2])$`,
    String.raw`^192\.168\.\d+\.\d+/(1[6-9]|2\d|3[0-2])$`,
    String.raw`^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+/(1\d|2\d|3[0-2])$`,
  ].join("|"),
);

const ON: FlagFacts = { values: /^true$/, expected: "true" };
const OFF: FlagFacts = { values: /^false$/, expected: "false" };
const ANY: FlagFacts = { values: /^/, expected: "a value" };

export const FLAGS: Readonly<Record<string, FlagFacts>> = {
  provider: { values: /^oidc$/, expected: "oidc", withoutIt: "the provider is Google" },
  "oidc-issuer-url": {
    values: HTTPS_URL,
    expected: "an HTTPS URL",
    withoutIt: "nothing verifies who signed a token",
  },
  "client-id": { values: /^\S+$/, expected: "an id", withoutIt: "tokens are for no client" },
  "client-secret-file": { values: FILE, expected: "the path of a file", withoutIt: "it has no secret" },
  "cookie-secret-file": { values: FILE, expected: "the path of a file", withoutIt: "it has no secret" },
  "allowed-group": {
    values: /^\S/,
    expected: "a group",
    withoutIt: "each person whom the provider knows passes",
  },
  "redirect-url": { values: HTTPS_URL, expected: "an HTTPS URL", withoutIt: "the request chooses the host" },
  upstream: {
    values: /^https?:\/\/[^\s/@]+\/?$/,
    expected: "the HTTP address of a program",
    withoutIt: "it leads to no program",
  },
  "disable-keep-alives": ON,
  // 168 hours by default. The groups of a session are those of its log-in.
  "cookie-expire": {
    values: /^(([1-9]|1\d|2[0-4])h|[1-9]\d{0,2}m)$/,
    expected: "at most 24h",
    withoutIt: "a person who left a group keeps the page for 168 hours",
  },
  // True by default.
  "insecure-oidc-skip-nonce": {
    ...OFF,
    withoutIt: "the token of another log-in is accepted",
  },
  "insecure-oidc-allow-unverified-email": OFF,
  "insecure-oidc-skip-issuer-verification": OFF,
  "ssl-insecure-skip-verify": OFF,
  "cookie-secure": ON,
  "cookie-httponly": ON,
  "cookie-samesite": { values: /^(lax|strict)$/, expected: "lax or strict" },
  "cookie-name": ANY,
  "cookie-refresh": ANY,
  "session-cookie-minimal": ON,
  "code-challenge-method": { values: /^S256$/, expected: "S256" },
  "email-domain": ANY,
  "oidc-groups-claim": ANY,
  scope: ANY,
  prompt: ANY,
  "reverse-proxy": ON,
  // Without it, every sender sets the address and the host of a request.
  "trusted-proxy-ip": {
    values: PRIVATE_RANGE,
    expected: "a private range",
    withoutIt: "the headers of every sender are trusted",
  },
  "http-address": ANY,
  "pass-host-header": ANY,
  "skip-provider-button": ANY,
  "silence-ping-logging": ANY,
};
