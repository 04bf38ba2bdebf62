import { type Layers } from "./pairs";
import { topicLines } from "./topic-lines";

describe("network paths", () => {
  const NETWORK = "Network paths";
  const rules = ({ network }: Layers) => network.resource.aws_vpc_security_group_ingress_rule;
  const open = (cidr: string) =>
    topicLines(NETWORK, (layers) => (rules(layers).control_plane_from_10_20_0_0_24_443.cidr_ipv4 = cidr));

  const OPERATORS = "aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443";

  test("another range in a rule opens a path and closes one", () => {
    expect(open("10.21.0.0/24")).toEqual([
      `attention: opened: 10.21.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${OPERATORS}`,
      `attention: closed: 10.20.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${OPERATORS}: who connects from there is cut off`,
    ]);
  });

  test("a path from the internet is marked as such", () => {
    expect(open("0.0.0.0/0")[0]).toMatch(/, TCP 443 \(the internet\), by /);
  });

  test("a path between groups is closed if one of its two rules is removed", () => {
    const gone = topicLines(NETWORK, (layers) =>
      Reflect.deleteProperty(rules(layers), "nodes_from_alb_8080"),
    );
    expect(gone).toEqual([
      "attention: closed: load balancers (mlops-hybrid-alb-sg) → nodes (mlops-hybrid-eks-nodes-sg), TCP 8080, by aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
    ]);
  });

  test("another address of a rule without a moved block changes no path, and AWS refuses the second rule", () => {
    const same = topicLines(NETWORK, (layers) => {
      const own = rules(layers);
      own.renamed = { ...own.nodes_from_alb_8080, description: "another" };
      Reflect.deleteProperty(own, "nodes_from_alb_8080");
    });
    expect(same).toEqual([
      expect.stringMatching(/renamed is the rule of \S+nodes_from_alb_8080 again: AWS refuses it/),
    ]);
  });
});

describe("internet exposure", () => {
  const EXPOSURE = "Internet exposure";

  test.each<[what: string, line: RegExp, edit: (layers: Layers) => void]>([
    [
      "a public API endpoint",
      /the Kubernetes API of \S+ is open to the internet/,
      ({ cluster }) => {
        cluster.resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
      },
    ],
    [
      "a subnet with public addresses",
      /instances in subnet \S+ get a public address/,
      ({ network }) => {
        network.resource.aws_subnet.private_a.map_public_ip_on_launch = true;
      },
    ],
    [
      "a bucket without a public access block",
      /bucket \S+ does not enable block_public_acls/,
      ({ cluster }) => {
        const [block] = Object.values<Record<string, boolean>>(
          cluster.resource.aws_s3_bucket_public_access_block,
        );
        if (block) block["block_public_acls"] = false;
      },
    ],
    [
      "a route to the internet",
      /→ the internet \(0\.0\.0\.0\/0\) through aws_internet_gateway\.internet/,
      ({ network }) => {
        const { aws_route: routes, aws_route_table: tables } = network.resource;
        const [table = ""] = Object.keys(tables).filter((name) => !/public/.test(name));
        routes.wide = {
          route_table_id: `\${aws_route_table.${table}.id}`,
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "${aws_internet_gateway.internet.id}",
        };
      },
    ],
  ])("%s is reported", (_, line, edit) => {
    const found = [EXPOSURE, "Kubernetes API", "Routes"].flatMap((title) => topicLines(title, edit));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^attention: (now|opened): .*${line.source}`))]);
  });

  test("an internal load balancer is no longer exposed", () => {
    expect(topicLines(EXPOSURE, ({ network }) => (network.resource.aws_lb.demo.internal = true))).toEqual([
      "info: no longer: the load balancer aws_lb.demo is open to the internet (internet-facing) on port 80, 443",
    ]);
  });
});

describe("VPC endpoints", () => {
  test("a removed endpoint is reported", () => {
    const gone = topicLines("VPC endpoints", ({ network }) =>
      Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts"),
    );
    expect(gone).toEqual([
      "attention: calls to sts fail: aws_vpc_endpoint.sts is removed, and not every caller has a default route",
    ]);
  });

  test("an endpoint that loses private DNS is reported", () => {
    const dns = topicLines(
      "VPC endpoints",
      ({ network }) => (network.resource.aws_vpc_endpoint.sts.private_dns_enabled = false),
    );
    expect(dns).toEqual([
      "attention: aws_vpc_endpoint.sts, endpoint for sts: private DNS on → off: its name resolves to public addresses, to which no route leads",
    ]);
  });
});
