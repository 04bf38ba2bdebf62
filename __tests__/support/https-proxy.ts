import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** Ranges of the addresses of a proxy. */
export const PROXY_RANGES = ["10.254.8.0/28", "10.254.9.0/28"];

export const PROXY_URL = "http://proxy.corp.example:3128";

const GATEWAY = {
  type: "transit-gateway",
  name: "corp",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: ["10.254.0.0/16"],
};

/** The change of an environment that calls hosts outside of AWS by a proxy. */
export const withProxy = (settings: object = {}, keys: object = {}) => ({
  network: { attachments: [GATEWAY] },
  ...keys,
  components: { "https-proxy": { url: PROXY_URL, cidrs: PROXY_RANGES, ...settings } },
});

export const proxyPlan = (settings: object = {}, environment = "retail-forecast"): Plan =>
  planWith(environment, withProxy(settings));
