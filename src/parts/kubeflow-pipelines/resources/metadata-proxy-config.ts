import { METADATA_PORT, METADATA_PROXY_PORT, METADATA_SERVICE } from "./metadata-ports";
import FILTERS from "./metadata-proxy-filters.json";

/** Settings of Envoy: it turns the gRPC-Web of browsers into gRPC for the store of metadata. */
export const proxyConfig = () => ({
  static_resources: {
    listeners: [
      {
        name: "browsers",
        address: { socket_address: { address: "0.0.0.0", port_value: METADATA_PROXY_PORT } },
        filter_chains: FILTERS.filterChains,
      },
    ],
    clusters: [
      {
        name: "store",
        type: "STRICT_DNS",
        connect_timeout: "10s",
        typed_extension_protocol_options: FILTERS.protocol,
        load_assignment: {
          cluster_name: "store",
          endpoints: [
            {
              lb_endpoints: [
                {
                  endpoint: {
                    address: {
                      socket_address: { address: METADATA_SERVICE, port_value: METADATA_PORT },
                    },
                  },
                },
              ],
            },
          ],
        },
      },
    ],
  },
});
