import { egressRules, ingressRules } from "../../../src/constructs/model-api/network-rules";

const input = { port: 8501, loadBalancerCidrs: ["10.0.1.0/24"], endpointCidrs: ["10.0.101.0/24"] };

test("API-08 only the load balancer's subnets reach the pods, on the container port", () => {
  expect(ingressRules(input)).toEqual([
    { from: [{ ipBlock: { cidr: "10.0.1.0/24" } }], ports: [{ port: "8501", protocol: "TCP" }] },
  ]);
});

test("API-09 Prometheus reaches the same port if it scrapes metrics", () => {
  expect(ingressRules({ ...input, scraped: true }).at(-1)).toEqual({
    from: [
      {
        namespaceSelector: {},
        podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
      },
    ],
    ports: [{ port: "8501", protocol: "TCP" }],
  });
});

test("API-08 without the Kubernetes API pods reach DNS and the endpoints", () => {
  const ports = egressRules(input).map((rule) => rule.ports);
  expect(ports).toEqual([
    [
      { port: "53", protocol: "UDP" },
      { port: "53", protocol: "TCP" },
    ],
    [{ port: "443", protocol: "TCP" }],
  ]);
});

test("API-08 the Kubernetes API is one address", () => {
  expect(egressRules({ ...input, apiServerIp: "172.20.0.1" }).at(-1)).toEqual({
    to: [{ ipBlock: { cidr: "172.20.0.1/32" } }],
    ports: [{ port: "443", protocol: "TCP" }],
  });
});
