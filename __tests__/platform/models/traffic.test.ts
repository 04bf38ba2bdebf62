import { ownEgress, ownIngress, sharedEgress, sharedIngress } from "../../../src/platform/models/traffic";

const shared = { loadBalancerCidrs: ["10.0.1.0/24"], serviceCidrs: ["10.0.101.0/24"], s3Cidrs: [] };
const HTTP = [{ port: "http", protocol: "TCP" }];

test("API-08 only the load balancer's subnets reach the pods of all models, on the container port's name", () => {
  expect(sharedIngress(shared)).toEqual([{ from: [{ ipBlock: { cidr: "10.0.1.0/24" } }], ports: HTTP }]);
});

test("API-08 pods of all models reach DNS and the endpoints", () => {
  expect(sharedEgress(shared).map((rule) => rule.ports)).toEqual([
    [
      { port: "53", protocol: "UDP" },
      { port: "53", protocol: "TCP" },
    ],
    [{ port: "443", protocol: "TCP" }],
  ]);
});

test.each([
  ["of others from every namespace", { release: "kps" }, {}],
  [
    "of this environment from its namespace",
    { release: "kps", namespace: "monitoring" },
    { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
  ],
])("API-09 Prometheus %s reaches the same port if it scrapes metrics", (_, scraper, namespaceSelector) => {
  expect(ownIngress({ scraper })).toEqual([
    {
      from: [
        {
          namespaceSelector,
          podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
        },
      ],
      ports: HTTP,
    },
  ]);
});

test("API-08 the Kubernetes API is one address", () => {
  expect(ownEgress({ apiServerIp: "172.20.0.1" })).toEqual([
    { to: [{ ipBlock: { cidr: "172.20.0.1/32" } }], ports: [{ port: "443", protocol: "TCP" }] },
  ]);
});

test("API-08 a model without metrics and the Kubernetes API has no rules of its own", () => {
  expect([ownIngress({}), ownEgress({})]).toEqual([[], []]);
});
