import { METADATA_PORT, METADATA_PROXY_PORT, METADATA_SERVICE } from "./metadata-ports";

const TYPES = "type.googleapis.com/envoy.extensions";

/** Settings of Envoy: it turns the gRPC-Web of browsers into gRPC for the store of metadata. */
export const proxyConfig = () => ({
  static_resources: {
    listeners: [
      {
        name: "browsers",
        address: { socket_address: { address: "0.0.0.0", port_value: METADATA_PROXY_PORT } },
        filter_chains: [
          {
            filters: [
              {
                name: "envoy.filters.network.http_connection_manager",
                typed_config: {
                  "@type": `${TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
                  codec_type: "AUTO",
                  stat_prefix: "metadata",
                  route_config: {
                    virtual_hosts: [
                      {
                        name: "metadata",
                        domains: ["*"],
                        // A stream has no limit, as the store has none.
                        routes: [{ match: { prefix: "/" }, route: { cluster: "store", timeout: "0s" } }],
                      },
                    ],
                  },
                  http_filters: [
                    {
                      name: "envoy.filters.http.grpc_web",
                      typed_config: { "@type": `${TYPES}.filters.http.grpc_web.v3.GrpcWeb` },
                    },
                    {
                      name: "envoy.filters.http.router",
                      typed_config: { "@type": `${TYPES}.filters.http.router.v3.Router` },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
    clusters: [
      {
        name: "store",
        type: "STRICT_DNS",
        connect_timeout: "10s",
        typed_extension_protocol_options: {
          "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
            "@type": `${TYPES}.upstreams.http.v3.HttpProtocolOptions`,
            explicit_http_config: { http2_protocol_options: {} },
          },
        },
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
