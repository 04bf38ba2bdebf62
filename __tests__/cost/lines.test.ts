import { totalOf } from "../../src/cost/estimate";
import { formulaOf } from "../../src/cost/formula";
import { estimated, linesOf, usd } from "../support/estimates";
import { planWith } from "../support/changed-plans";
import { trainingPlan } from "../support/training-vpcs";
import { ENVIRONMENTS } from "../support/environments";

const RETAIL = "retail-forecast";
const OPTION_B = "retail-forecast-option-b";
const CONSOLE = "retail-forecast-console";

describe("every line of every environment", () => {
  const lines = ENVIRONMENTS.flatMap((environment) => estimated(environment).lines);

  test("has an assumption", () => {
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ assumption }) => assumption === "")).toEqual([]);
  });

  test("has a formula with a price", () => {
    for (const line of lines) {
      expect(formulaOf(line)).toMatch(
        /[\d.]+ [^×]+ × [\d.]+ USD per [\w -]+( \((unconfirmed|own price|price of [a-z0-9-]+)\))?$/,
      );
    }
  });

  test("has the source and the date of its price", () => {
    for (const { price } of lines) {
      expect(price?.source).not.toBe("");
      expect(price?.read).toMatch(/^2026-\d\d-\d\d$/);
    }
  });

  test("has the address of a resource in the synthesized stacks", () => {
    for (const environment of ENVIRONMENTS) {
      const plan = planWith(environment, {});
      const { lines: own } = estimated(plan);
      expect(own.length).toBeGreaterThan(15);
      for (const { layer, address } of own) {
        expect(plan.stack(layer).find(address)).toBeDefined();
      }
    }
  });
});

describe("nodes", () => {
  const withGroup = (group: object, region = "us-east-1") =>
    estimated(planWith(RETAIL, { region, cluster: { nodeGroups: { general: group } } }));

  test("are counted from min_size to max_size", () => {
    const [line] = linesOf(withGroup({ minPerZone: 2, maxPerZone: 5 }), "node (t3.medium)");
    expect(line?.factors[0]).toEqual({ min: 2, max: 5, unit: "node" });
    expect(line?.assumption).toContain("min_size 2, max_size 5, desired_size 2");
  });

  test("on Spot have the on-demand price as an upper bound", () => {
    const spot = linesOf(withGroup({ capacityType: "SPOT" }), "node (t3.medium)");
    expect(usd(spot)).toBe(usd(linesOf(withGroup({}), "node (t3.medium)")));
    expect(spot[0]?.assumption).toContain("an upper bound, because Spot prices vary hourly");
  });

  test("of several types have the price of the most expensive type", () => {
    const [line] = linesOf(
      withGroup({ instanceTypes: ["t3.medium", "m6i.xlarge"] }),
      "node (t3.medium/m6i.xlarge)",
    );
    expect(line?.price?.usd).toBeCloseTo(0.192, 9);
  });

  test("of a type without a price in the region have that of the nearest, and the total is incomplete", () => {
    const estimate = withGroup({ instanceTypes: ["m5.large"] }, "us-west-2");
    const [line] = linesOf(estimate, "node (m5.large)");
    expect(line && formulaOf(line)).toBe("1 to 2 nodes × 730 h × 0.096 USD per hour (price of us-east-1)");
    expect(totalOf(estimate.lines)).toMatchObject({ unpriced: [], isComplete: false });
  });

  test("of an unknown type have no price", () => {
    const [line] = linesOf(withGroup({ instanceTypes: ["x99.large"] }), "node (x99.large)");
    expect(line?.unknown).toBe("no price for x99.large");
  });
});

describe("disks of nodes", () => {
  test("are billed by size for each node", () => {
    const disks = linesOf(
      estimated(planWith(RETAIL, { cluster: { nodeGroups: { general: { diskGiB: 100 } } } })),
      "node disk (gp3)",
    );
    expect(usd(disks, "min")).toBe("19.20");
    expect(usd(disks, "max")).toBe("38.40");
  });

  const withDisk = (ebs: object) =>
    estimated(planWith("mlapp", {}), {}, ({ cluster }) => {
      Object.assign(cluster.resource.aws_launch_template.general.block_device_mappings[0].ebs, ebs);
    });

  test("cost extra above the gp3 baseline of IOPS and throughput", () => {
    const estimate = withDisk({ iops: 4000, throughput: 250 });
    expect(usd(linesOf(estimate, "node disk iops"), "min")).toBe("10.00");
    expect(usd(linesOf(estimate, "node disk throughput"), "min")).toBe("10.00");
  });

  test("cost nothing extra within the gp3 baseline", () => {
    const items = withDisk({ iops: 3000, throughput: 125 }).lines.map(({ item }) => item);
    expect(items).not.toContain("node disk iops");
    expect(items).not.toContain("node disk throughput");
  });

  test("of another type have no price", () => {
    const [line] = linesOf(withDisk({ volume_type: "io2" }), "node disk (io2)");
    expect(line?.unknown).toBe("no price for io2 disks");
  });

  describe("without a mapping in the launch template", () => {
    const sized = (diskSize: number | undefined) =>
      linesOf(
        estimated("mlapp", {}, ({ cluster }) => {
          delete cluster.resource.aws_launch_template.general.block_device_mappings;
          for (const group of Object.values<Record<string, unknown>>(cluster.resource.aws_eks_node_group)) {
            group["disk_size"] = diskSize;
          }
        }),
        "node disk (gp3)",
      )[0]?.factors.find(({ unit }) => unit === "GB")?.max;

    test("have the size of the node group", () => {
      expect(sized(80)).toBe(80);
    });

    test("have the EKS default without a size in the node group", () => {
      expect(sized(undefined)).toBe(20);
    });
  });
});

describe("the EKS control plane", () => {
  const onVersion = (version: string, today: string, supportType = "EXTENDED") =>
    linesOf(
      estimated(RETAIL, { today }, ({ cluster }) => {
        Object.assign(cluster.resource.aws_eks_cluster.main, {
          version,
          upgrade_policy: { support_type: supportType },
        });
      }),
      "EKS control plane",
    )[0];

  test.each([
    ["1.36", "2027-08-02", 0.1, "standard support for 1.36 until 2027-08-02"],
    ["1.36", "2027-08-03", 0.6, "extended support for 1.36 until 2028-08-02"],
    ["1.33", "2026-11-20", 0.6, "extended support for 1.33 until 2027-07-29"],
    ["1.33", "2027-07-30", 0.6, "extended support for 1.33 ended on 2027-07-29"],
  ])("of Kubernetes %s on %s costs %d USD an hour", (version, today, price, assumption) => {
    const line = onVersion(version, today);
    expect(line?.price?.usd).toBe(price);
    expect(line?.assumption).toContain(assumption);
  });

  test("has no extended support price if EKS upgrades the cluster instead", () => {
    const line = onVersion("1.33", "2026-11-20", "STANDARD");
    expect(line?.price?.usd).toBe(0.1);
    expect(line?.assumption).toContain("EKS upgrades it and bills no extended support");
  });

  test("of a version without support dates has no price", () => {
    expect(onVersion("1.99", "2026-11-20")?.unknown).toBe("no support dates for Kubernetes 1.99");
  });
});

describe("Fargate", () => {
  const estimate = estimated("mlapp");

  test("is billed by the vCPU of the size that each pod is rounded up to", () => {
    const [cpu] = linesOf(estimate, "Fargate CPU", /model_service/);
    expect(cpu && formulaOf(cpu)).toBe("2 to 10 pods × 0.25 vCPU × 730 h × 0.04048 USD per vCPU-hour");
  });

  test("is billed by the memory of that size, with 256 MiB for Fargate itself", () => {
    // 512 MiB and 256 MiB need the next size, 1 GB
    const [memory] = linesOf(estimate, "Fargate memory", /model_service/);
    expect(memory && formulaOf(memory)).toBe("2 to 10 pods × 1 GB × 730 h × 0.004445 USD per GB-hour");
  });

  test("is not billed for pods that run on nodes", () => {
    expect(estimated(RETAIL).lines.map(({ item }) => item)).not.toContain("Fargate CPU");
  });
});

describe("public addresses", () => {
  test("are one in each zone of an internet-facing load balancer", () => {
    const addresses = linesOf(estimated(RETAIL), "public IPv4 address");
    expect(addresses.map(({ address, factors }) => [address, factors[0]?.max])).toEqual([
      ["kubernetes_ingress_v1.models", 2],
    ]);
  });

  test("do not exist for an internal load balancer", () => {
    const internal = planWith(RETAIL, { entry: { scheme: "internal" } });
    expect(estimated(internal).lines.map(({ item }) => item)).not.toContain("public IPv4 address");
  });

  test("are one for each NAT gateway", () => {
    const three = planWith("ml-inference-prod", { network: { zones: ["a", "b", "c"] } });
    expect(linesOf(estimated(three), "public IPv4 address")).toHaveLength(3);
  });

  test("of a load balancer with Elastic IPs are not counted twice", () => {
    const estimate = estimated(OPTION_B, {}, ({ network }) => {
      network.resource.aws_eip = { a: { domain: "vpc" } };
      network.resource.aws_lb.demo.subnet_mapping = [
        { subnet_id: "${aws_subnet.public_a.id}", allocation_id: "${aws_eip.a.id}" },
      ];
    });
    expect(linesOf(estimate, "public IPv4 address").map(({ address }) => address)).toEqual(["aws_eip.a"]);
  });
});

test("the Ingresses of a group share a load balancer", () => {
  const estimate = estimated(RETAIL, {}, ({ models }) => {
    models.resource.kubernetes_ingress_v1.other = structuredClone(
      models.resource.kubernetes_ingress_v1.models,
    );
  });
  expect(linesOf(estimate, "ALB")).toHaveLength(1);
});

describe("existing resources", () => {
  const estimate = estimated(CONSOLE);
  const found = estimate.lines.filter((line) => line.found);

  test("have amounts", () => {
    expect(usd(linesOf(estimate, "interface endpoint"))).toBe("113.88");
    expect(usd(linesOf(estimate, "public IPv4 address"))).toBe("7.30");
    expect(usd(linesOf(estimate, "traffic to the internet"))).toBe("12.00");
  });

  test("are billed to their owner", () => {
    expect(found).not.toEqual([]);
    expect(found.every(({ assumption }) => assumption.includes("billed to its owner"))).toBe(true);
  });

  test("are in no total", () => {
    expect(totalOf(estimate.lines)).toEqual(totalOf(estimate.lines.filter((line) => !line.found)));
    expect(totalOf(estimate.lines.filter(({ layer }) => layer === "network")).usd).toEqual({
      min: 0,
      max: 0,
    });
  });

  test("are all billed data sources", () => {
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter(({ address }) => !address.startsWith("data."))).toEqual([]);
    expect(
      estimate.lines.filter(({ found: isFound, address }) => !isFound && address.startsWith("data.")),
    ).toEqual([]);
  });
});

describe("variables and counts", () => {
  test("a resource that a variable turns off costs 0 USD at the least and its full price at the most", () => {
    const alb = linesOf(estimated(OPTION_B), "ALB");
    expect([usd(alb, "min"), usd(alb, "max")]).toEqual(["0.00", "18.40"]);
    expect(alb[0]?.switchedBy).toBe("demo_enabled");
  });

  test.each([
    [3, "98.55"],
    [0, "0.00"],
  ])("a count of %d multiplies the price", (count, expected) => {
    const estimate = estimated("mlapp", {}, ({ network }) => {
      network.resource.aws_nat_gateway.main.count = count;
    });
    expect(usd(linesOf(estimate, "NAT gateway"))).toBe(expected);
  });

  test("a resource whose count is known after apply counts once", () => {
    const [line] = linesOf(
      estimated("mlapp", {}, ({ network }) => {
        network.resource.aws_nat_gateway.main.for_each = "${toset(var.zones)}";
      }),
      "NAT gateway",
    );
    expect(line?.factors).toHaveLength(1);
    expect(line?.assumption).toContain("counted once, because its count is known after apply");
  });
});

describe("traffic", () => {
  test("passes in full through load balancers, through endpoints and through NAT", () => {
    const estimate = estimated("ml-inference-prod", { gb: 1000 });
    const gb = (item: string) =>
      linesOf(estimate, item).reduce((sum, { factors }) => sum + (factors.at(-1)?.max ?? NaN), 0);
    expect([gb("endpoint traffic"), gb("NAT traffic"), gb("NLB capacity")]).toEqual([
      expect.closeTo(1000, 6),
      1000,
      1000,
    ]);
  });

  test.each([
    ["a single NAT gateway", "mlapp", [["aws_nat_gateway.main", 50]]],
    [
      "an NLB, and not through NAT gateways in each zone",
      "ml-inference-prod",
      [["kubernetes_service_v1.ml_inference_api_nlb", 50]],
    ],
    ["nothing without NAT and NLB", RETAIL, []],
  ])("COST-02 crosses zones through %s", (_through, environment, expected) => {
    const crossing = estimated(environment).lines.filter(({ item }) => item === "cross-zone traffic");
    expect(crossing.map(({ address, factors }) => [address, factors[0]?.max])).toEqual(expected);
  });

  test("to the internet from an internet-facing load balancer is billed", () => {
    expect(usd(linesOf(estimated(RETAIL), "traffic to the internet"))).toBe("12.00");
  });

  test("to the internet does not exist for an internal load balancer", () => {
    expect(estimated("ml-inference-prod").lines.map(({ item }) => item)).not.toContain(
      "traffic to the internet",
    );
  });

  test("of 0 GB costs nothing", () => {
    const [none, some] = [0, 100].map((gb) => totalOf(estimated("mlapp", { gb }).lines).usd.max) as [
      number,
      number,
    ];
    expect(some - none).toBeCloseTo(1 + 4.5 + 1 + 0.8 + 9 + 1, 6);
  });
});

describe("logs", () => {
  const estimate = estimated(RETAIL, { logGb: 10 });

  test("are billed by the GB that each group ingests", () => {
    expect(usd(linesOf(estimate, "logs"))).toBe("35.00");
  });

  test("of flows have a line of their own", () => {
    expect(usd(linesOf(estimate, "flow logs"))).toBe("7.00");
    expect(linesOf(estimate, "flow logs").map(({ address }) => address)).toEqual([
      "aws_cloudwatch_log_group.flow_logs",
    ]);
  });
});

describe("keys, secrets, repositories and alarms", () => {
  test("each key costs 1 USD a month", () => {
    const keys = linesOf(estimated(RETAIL), "KMS key");
    expect(keys.map(({ address }) => address)).toEqual([
      "aws_kms_key.state_key",
      "aws_kms_key.cost_alarm_key",
      "aws_kms_key.flow_logs_key",
      "aws_kms_key.cluster",
    ]);
    expect(usd(keys)).toBe("4.00");
  });

  test("a secret that two models mount is billed once", () => {
    const model = (name: string) => ({
      name,
      image: { tag: "1" },
      secrets: ["shared", name],
      paths: [`/${name}`],
    });
    const secrets = linesOf(estimated(planWith("mlapp", { models: [model("one"), model("two")] })), "secret");
    expect(usd(secrets)).toBe("1.20");
  });

  test("a high-resolution alarm has no price", () => {
    const [alarm] = linesOf(
      estimated(RETAIL, {}, ({ network }) => {
        network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc.period = 10;
      }),
      "alarm",
    );
    expect(alarm?.unknown).toBe("no price for high-resolution alarms");
  });

  test("a repository is billed by the month for its assumed storage", () => {
    const repositories = linesOf(estimated("mlapp"), "image repository");
    expect(repositories).toHaveLength(2);
    expect(usd(repositories)).toBe("0.40");
  });

  test("a repository that Terraform forgets is billed, and no other forgotten object", () => {
    const forgotten = ["aws_ecr_repository.old", "aws_kms_key.old"].map((from) => ({
      from,
      lifecycle: { destroy: false },
    }));
    const estimate = estimated("mlapp", {}, ({ cluster }) => (cluster["removed"] = forgotten));
    const retained = linesOf(estimate, "retained image repository");
    expect(retained.map(({ address }) => address)).toEqual(["aws_ecr_repository.old"]);
  });
});

describe("attachments to other networks", () => {
  const attached = (attachment: object, region = "us-east-1") =>
    estimated(planWith("mlapp", { region, network: { attachments: [{ name: "far", ...attachment }] } }));
  const gateway = {
    type: "transit-gateway",
    transitGatewayId: "tgw-0123456789abcdef0",
    cidrs: ["10.96.0.0/24"],
  };
  const peering = { type: "peering", peerVpcId: "vpc-0123456789abcdef0", cidrs: ["10.96.0.0/24"] };

  test("OPS-03 to a transit gateway are billed by the hour, and by the GB that the VPC sends", () => {
    const estimate = attached(gateway);
    expect(usd(linesOf(estimate, "transit gateway attachment"))).toBe("36.50");
    expect(usd(linesOf(estimate, "transit gateway traffic"))).toBe("2.00");
  });

  test("OPS-03 by peering cost nothing within a zone, and this side's half between zones", () => {
    const traffic = linesOf(attached(peering), "peering traffic");
    expect([usd(traffic, "min"), usd(traffic)]).toEqual(["0.00", "1.00"]);
  });

  test("OPS-03 by peering with another region have no price, and the total states it", () => {
    const estimate = attached({ ...peering, peerRegion: "eu-west-1" });
    expect(linesOf(estimate, "peering traffic")[0]?.unknown).toBe("no price for traffic to eu-west-1");
    expect(totalOf(estimate.lines).unpriced.map(({ item }) => item)).toEqual(["peering traffic"]);
  });

  test("OPS-03 share the assumed traffic", () => {
    const both = estimated(
      planWith("mlapp", {
        network: {
          attachments: [
            { name: "one", ...gateway },
            { name: "two", ...peering, cidrs: ["10.97.0.0/24"] },
          ],
        },
      }),
    );
    expect(linesOf(both, "transit gateway traffic")[0]?.factors).toEqual([{ min: 50, max: 50, unit: "GB" }]);
    expect(linesOf(both, "peering traffic")[0]?.factors).toEqual([{ min: 0, max: 50, unit: "GB" }]);
  });
});

describe("resources without a price", () => {
  test.each(ENVIRONMENTS)("%s has none", (environment) => {
    const { lines } = estimated(environment);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter(({ price }) => price === undefined)).toEqual([]);
  });

  test.each([
    ["network", "aws_elasticache_cluster", "no price for aws_elasticache_cluster"],
    ["network", "aws_vpc_ipam", "no price for aws_vpc_ipam"],
    ["network", "aws_acmpca_certificate_authority", "no price for aws_acmpca_certificate_authority"],
    ["models", "kubernetes_persistent_volume_claim_v1", "no price for kubernetes_persistent_volume_claim_v1"],
  ] as const)("in %s, %s makes the total incomplete", (layer, type, unknown) => {
    const estimate = estimated(RETAIL, {}, (layers) => {
      layers[layer].resource[type] = { store: {} };
    });
    expect(totalOf(estimate.lines).unpriced.map((line) => formulaOf(line))).toEqual([unknown]);
  });

  test("an endpoint of another kind makes the total incomplete", () => {
    const estimate = estimated(RETAIL, {}, ({ network }) => {
      network.resource.aws_vpc_endpoint.inspection = { vpc_endpoint_type: "GatewayLoadBalancer" };
    });
    expect(totalOf(estimate.lines).unpriced.map(({ unknown }) => unknown)).toEqual([
      "no price for GatewayLoadBalancer endpoints",
    ]);
  });
});

describe("charges that are not estimated", () => {
  const notCounted = (environment: string): string => estimated(environment).notCounted.join("\n");

  test("are listed for the resources of an environment", () => {
    expect(notCounted(RETAIL)).toMatch(/S3 storage[^]*emails/);
    expect(notCounted("mlapp")).toMatch(/web ACL[^]*Route 53/);
  });

  test("are listed for flow logs in a bucket, which no line has", () => {
    const flowLogs = { bucketArn: "arn:aws:s3:::company-flow-logs" };
    const estimate = estimated(planWith("ml-inference-prod", { network: { flowLogs } }));
    expect(estimate.notCounted.join("\n")).toContain("delivery of flow logs");
    expect(estimate.lines.filter(({ item }) => item === "flow logs")).toEqual([]);
  });

  test("are not listed without the resources", () => {
    expect(notCounted("mlapp")).not.toContain("emails");
  });
});

describe("names for a training VPC", () => {
  test("OPS-03 by a Resolver endpoint are billed for each address", () => {
    const [line] = linesOf(estimated(trainingPlan()), "Resolver endpoint");
    expect(line?.factors).toEqual([
      { min: 2, max: 2, unit: "address" },
      { min: 730, max: 730, unit: "h" },
    ]);
    expect(line?.price).toMatchObject({ usd: 0.125, confirmed: true });
    expect(estimated(trainingPlan()).notCounted.join()).toContain("DNS queries to the Resolver endpoint");
  });

  test("OPS-03 by hosted zones are billed for each zone", () => {
    const zones = linesOf(estimated(trainingPlan({ dns: "zones" })), "hosted zone");
    expect(zones).toHaveLength(5);
    expect(usd(zones)).toBe("2.50");
  });
});

describe("the logs of the control plane follow its types", () => {
  const ofTypes = (logTypes: readonly string[]) => {
    const plan = planWith(RETAIL, { cluster: { logTypes } });
    return linesOf(estimated(plan), "logs", /\.control_plane$/)[0];
  };

  test.each([
    [["api", "audit", "authenticator", "controllerManager", "scheduler"], 5],
    [["audit"], 4.975],
    [["api", "authenticator", "controllerManager", "scheduler"], 0.025],
    [[], 0],
  ])("%j: %f GB of 5", (logTypes, gb) => {
    expect(ofTypes(logTypes)?.factors).toEqual([{ min: gb, max: gb, unit: "GB" }]);
  });

  test("a part of the types says so", () => {
    expect(ofTypes(["audit"])?.assumption).toBe(
      "the log group of the control plane ingests 4.975 of 5 GB a month, since audit is 99.5 % of all five types",
    );
  });
});
