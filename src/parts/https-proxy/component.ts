import { component, type PodLabels } from "../../platform/contract";
import { proxyExceptions } from "./exceptions";
import { httpsProxyRules } from "./rules";
import { type HttpsProxy, portOfProxy, settings } from "./settings";

/** Variables in both cases of letters, of which programs read one. What the file sets of a model, it sets in both. */
function besides(own: PodLabels, variables: PodLabels): PodLabels {
  const set = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const both = Object.entries(variables)
    .filter(([name]) => !set.has(name.toLowerCase()))
    .flatMap(([name, value]) => [name, name.toLowerCase()].map((each) => [each, value]));
  return { ...(Object.fromEntries(both) as PodLabels), ...own };
}

/**
 * The way to hosts outside of AWS in a network without a default route. Nodes and AWS add-ons need none: they call AWS services,
 * which have endpoints. containerd takes it for images of other registries, and models for what they call.
 */
export const httpsProxy = component<HttpsProxy>({
  id: "https-proxy",
  title: "HTTPS proxy",
  settings,
  rules: httpsProxyRules,
  contributes: ({ settings: given, config }) => {
    const servers = given.cidrs.map((cidr) => ({ cidr, port: portOfProxy(given) }));
    return {
      privateServers: servers,
      proxy: {
        servers,
        variables: (services) => ({
          HTTPS_PROXY: given.url,
          HTTP_PROXY: given.url,
          NO_PROXY: proxyExceptions(config, services, given).join(","),
        }),
        besides,
      },
    };
  },
});
