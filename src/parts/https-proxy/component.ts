import { component } from "../../platform/contract";
import { proxyExceptions } from "./exceptions";
import { httpsProxyRules } from "./rules";
import { type HttpsProxy, portOfProxy, settings } from "./settings";

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
      },
    };
  },
});
