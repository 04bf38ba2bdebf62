import { fargatePaths } from "../../../src/parts/fargate/paths";

test("FAR-01 the load balancer reaches every model port, and nodes reach the ports that Prometheus scrapes", () => {
  const ports = (from: string) =>
    fargatePaths({
      modelPorts: [8000, 8501],
      scrapedPorts: [8501],
      hasLoadBalancer: true,
      hasInterfaceEndpoints: true,
    })
      .filter((path) => path.from === from && path.to === "cluster" && path.port !== 10250)
      .map((path) => path.port);
  expect(ports("alb")).toEqual([8000, 8501]);
  expect(ports("nodes")).toEqual([8501]);
});

test("FAR-01 pods resolve names over TCP and UDP", () => {
  const dns = fargatePaths({
    modelPorts: [],
    scrapedPorts: [],
    hasLoadBalancer: true,
    hasInterfaceEndpoints: true,
  }).filter((path) => path.port === 53);
  expect(dns.map(({ from, to, protocol }) => [from, to, protocol])).toEqual([
    ["cluster", "nodes", "tcp"],
    ["cluster", "nodes", "udp"],
  ]);
});
