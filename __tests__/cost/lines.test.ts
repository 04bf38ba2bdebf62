import { totalOf } from "../../src/cost/estimate";
import { formulaOf } from "../../src/cost/formula";
import { estimated, linesOf, usd } from "../support/estimates";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";

const RETAIL = "retail-forecast";
const OPTION_B = "retail-forecast-option-b";
const CONSOLE = "retail-forecast-console";

describe("every line of every environment", () => {
  const lines = ENVIRONMENTS.flatMap((environment) => estimated(environment).lines);

  test("says what it assumes, what it multiplies and where its price is from", () => {
    expect(lines.length).toBeGreaterThan(100);
    for (const line of lines) {
      expect(line.assumption).not.toBe("");
      expect(formulaOf(line)).toMatch(/ × [\d.]+ USD per [\w-]+( \(unconfirmed\))?$/);
      expect(line.price?.source).not.toBe("");
      expect(line.price?.read).toMatch(/^2026-\d\d-\d\d$/);
    }
  });

  test("is of a resource that the plan has", () => {
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

  test("are counted from the fewest to the most, and the line says which is which", () => {
    const [line] = linesOf(withGroup({ minPerZone: 2, maxPerZone: 5 }), "node (t3.medium)");
    expect(line?.factors[0]).toEqual({ min: 2, max: 5, unit: "node" });
    expect(line?.assumption).toContain("from min_size 2 to max_size 5, desired_size 2");
  });

  test("of Spot have the on-demand price as an upper bound, and say so", () => {
    const spot = linesOf(withGroup({ capacityType: "SPOT" }), "node (t3.medium)");
    expect(usd(spot)).toBe(usd(linesOf(withGroup({}), "node (t3.medium)")));
    expect(spot[0]?.assumption).toContain("this is the upper bound");
  });

  test("of several types are counted at the dearest", () => {
    const [line] = linesOf(
      withGroup({ instanceTypes: ["t3.medium", "m6i.xlarge"] }),
      "node (t3.medium/m6i.xlarge)",
    );
    expect(line?.price?.usd).toBeCloseTo(0.192, 9);
  });

  test("of a type without a price are not free: the total is incomplete", () => {
    const estimate = withGroup({ instanceTypes: ["m7i.large"] }, "eu-west-1");
    const [line] = linesOf(estimate, "node (m7i.large)");
    expect(line && formulaOf(line)).toBe("1 to 2 nodes × 730 h; no price is known in eu-west-1");
    expect(totalOf(estimate.lines).unpriced).toHaveLength(2);
  });

  test("of a type that nobody knows say that no price of it is known", () => {
    const [line] = linesOf(withGroup({ instanceTypes: ["x99.large"] }), "node (x99.large)");
    expect(line?.unknown).toBe("no price of x99.large is known");
  });
});

describe("disks of nodes", () => {
  test("cost by size and come with each node", () => {
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

  test("cost extra beyond gp3's baseline of operations and throughput", () => {
    const estimate = withDisk({ iops: 4000, throughput: 250 });
    expect(usd(linesOf(estimate, "node disk iops"), "min")).toBe("10.00");
    expect(usd(linesOf(estimate, "node disk throughput"), "min")).toBe("10.00");
  });

  test("cost nothing extra within it", () => {
    const items = withDisk({ iops: 3000, throughput: 125 }).lines.map(({ item }) => item);
    expect(items).not.toContain("node disk iops");
    expect(items).not.toContain("node disk throughput");
  });

  test("of another type have no known price", () => {
    const [line] = linesOf(withDisk({ volume_type: "io2" }), "node disk (io2)");
    expect(line?.unknown).toBe("no price of io2 disks is known");
  });

  test("have the size that the group gives, or EKS's own, where no template maps one", () => {
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
    expect([sized(80), sized(undefined)]).toEqual([80, 20]);
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
    ["1.36", "2027-08-02", 0.1, "standard support of 1.36 until 2027-08-02"],
    ["1.36", "2027-08-03", 0.6, "extended support of 1.36, until 2028-08-02"],
    ["1.33", "2026-11-20", 0.6, "extended support of 1.33, until 2027-07-29"],
    ["1.33", "2027-07-30", 0.6, "extended support of 1.33 ended on 2027-07-29"],
  ])("of Kubernetes %s on %s costs %d USD an hour", (version, today, price, assumption) => {
    const line = onVersion(version, today);
    expect(line?.price?.usd).toBe(price);
    expect(line?.assumption).toContain(assumption);
  });

  test("never costs extended support where the cluster is to be upgraded instead", () => {
    const line = onVersion("1.33", "2026-11-20", "STANDARD");
    expect(line?.price?.usd).toBe(0.1);
    expect(line?.assumption).toContain("EKS upgrades it, and bills no extended support");
  });

  test("of a version without a calendar has no known price", () => {
    expect(onVersion("1.99", "2026-11-20")?.unknown).toBe(
      "how long 1.99 of Kubernetes is supported is not known",
    );
  });
});

describe("Fargate", () => {
  test("is billed by the size that each pod is rounded up to, with what Fargate adds", () => {
    const estimate = estimated("mlapp");
    const [cpu] = linesOf(estimate, "Fargate CPU", /model_service/);
    const [memory] = linesOf(estimate, "Fargate memory", /model_service/);
    expect(cpu && formulaOf(cpu)).toBe("2 to 10 pods × 0.25 vCPU × 730 h × 0.04048 USD per vCPU-hour");
    // 512 MiB and the 256 of its own need the next size, 1 GB.
    expect(memory && formulaOf(memory)).toBe("2 to 10 pods × 1 GB × 730 h × 0.004445 USD per GB-hour");
  });

  test("is not billed for pods that run on nodes", () => {
    expect(estimated(RETAIL).lines.map(({ item }) => item)).not.toContain("Fargate CPU");
  });
});

describe("public addresses", () => {
  test("are one in each zone of a public load balancer, and none of an internal one", () => {
    const addresses = linesOf(estimated(RETAIL), "public IPv4 address");
    expect(addresses.map(({ address, factors }) => [address, factors[0]?.max])).toEqual([
      ["kubernetes_ingress_v1.models", 2],
    ]);
    const internal = planWith(RETAIL, { entry: { scheme: "internal" } });
    expect(estimated(internal).lines.map(({ item }) => item)).not.toContain("public IPv4 address");
  });

  test("are one of each NAT gateway", () => {
    const three = planWith("ml-inference-prod", { network: { zones: ["a", "b", "c"] } });
    expect(linesOf(estimated(three), "public IPv4 address")).toHaveLength(3);
  });

  test("of load balancers that bring their own are not counted twice", () => {
    const estimate = estimated(OPTION_B, {}, ({ network }) => {
      network.resource.aws_eip = { a: { domain: "vpc" } };
      network.resource.aws_lb.demo.subnet_mapping = [
        { subnet_id: "${aws_subnet.public_a.id}", allocation_id: "${aws_eip.a.id}" },
      ];
    });
    expect(linesOf(estimate, "public IPv4 address").map(({ address }) => address)).toEqual(["aws_eip.a"]);
  });
});

test("Ingresses of one group share a load balancer", () => {
  const estimate = estimated(RETAIL, {}, ({ models }) => {
    models.resource.kubernetes_ingress_v1.other = structuredClone(
      models.resource.kubernetes_ingress_v1.models,
    );
  });
  expect(linesOf(estimate, "ALB")).toHaveLength(1);
});

describe("what was found and not made", () => {
  const estimate = estimated(CONSOLE);
  const found = estimate.lines.filter((line) => line.found);

  test("is shown with what it costs, and is in no total", () => {
    expect(usd(linesOf(estimate, "interface endpoint"))).toBe("113.88");
    expect(usd(linesOf(estimate, "public IPv4 address"))).toBe("7.30");
    expect(usd(linesOf(estimate, "traffic to the internet"))).toBe("12.00");
    expect(found).not.toEqual([]);
    expect(found.every(({ assumption }) => assumption.includes("on the bill of whoever made it"))).toBe(true);
    expect(totalOf(estimate.lines)).toEqual(totalOf(estimate.lines.filter((line) => !line.found)));
    expect(totalOf(estimate.lines.filter(({ layer }) => layer === "network")).usd).toEqual({
      min: 0,
      max: 0,
    });
  });

  test("is every billed data source", () => {
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter(({ address }) => !address.startsWith("data."))).toEqual([]);
    expect(
      estimate.lines.filter(({ found: isFound, address }) => !isFound && address.startsWith("data.")),
    ).toEqual([]);
  });
});

describe("switches and counts", () => {
  test("what a variable turns off costs nothing at the least, and all of it at the most", () => {
    const alb = linesOf(estimated(OPTION_B), "ALB");
    expect([usd(alb, "min"), usd(alb, "max")]).toEqual(["0.00", "18.40"]);
    expect(alb[0]?.switchedBy).toBe("demo_enabled");
  });

  test.each([
    [3, "98.55"],
    [0, "0.00"],
  ])("a count of %d is counted so", (count, expected) => {
    const estimate = estimated("mlapp", {}, ({ network }) => {
      network.resource.aws_nat_gateway.main.count = count;
    });
    expect(usd(linesOf(estimate, "NAT gateway"))).toBe(expected);
  });

  test("a count that only an apply knows is counted once, and says so", () => {
    const [line] = linesOf(
      estimated("mlapp", {}, ({ network }) => {
        network.resource.aws_nat_gateway.main.for_each = "${toset(var.zones)}";
      }),
      "NAT gateway",
    );
    expect(line?.factors).toHaveLength(1);
    expect(line?.assumption).toContain("counted once, since only an apply knows its count");
  });
});

describe("traffic", () => {
  test("of --gb goes through load balancers, endpoints and NAT, each split over what carries it", () => {
    const estimate = estimated("ml-inference-prod", { gb: 1000 });
    const gb = (item: string) =>
      linesOf(estimate, item).reduce((sum, { factors }) => sum + (factors.at(-1)?.max ?? NaN), 0);
    expect([gb("endpoint traffic"), gb("NAT traffic"), gb("NLB capacity")]).toEqual([
      expect.closeTo(1000, 6),
      1000,
      1000,
    ]);
  });

  test("COST-02 crosses zones through a single NAT gateway and through an NLB, and not through a gateway in each zone", () => {
    const crossing = (environment: string) =>
      estimated(environment)
        .lines.filter(({ item }) => item === "cross-zone traffic")
        .map(({ address, factors }) => [address, factors[0]?.max]);
    expect(crossing("mlapp")).toEqual([["aws_nat_gateway.main", 50]]);
    expect(crossing("ml-inference-prod")).toEqual([["kubernetes_service_v1.ml_inference_api_nlb", 50]]);
    expect(crossing(RETAIL)).toEqual([]);
  });

  test("goes to the internet from public load balancers only", () => {
    expect(usd(linesOf(estimated(RETAIL), "traffic to the internet"))).toBe("12.00");
    expect(estimated("ml-inference-prod").lines.map(({ item }) => item)).not.toContain(
      "traffic to the internet",
    );
  });

  test("of none costs nothing", () => {
    const [none, some] = [0, 100].map((gb) => totalOf(estimated("mlapp", { gb }).lines).usd.max) as [
      number,
      number,
    ];
    expect(some - none).toBeCloseTo(1 + 4.5 + 1 + 0.8 + 9, 6);
  });
});

describe("logs", () => {
  test("cost by what each group takes in; flow logs are told apart", () => {
    const estimate = estimated(RETAIL, { logGb: 10 });
    expect(usd(linesOf(estimate, "flow logs"))).toBe("7.00");
    expect(linesOf(estimate, "flow logs").map(({ address }) => address)).toEqual([
      "aws_cloudwatch_log_group.flow_logs",
    ]);
    expect(usd(linesOf(estimate, "logs"))).toBe("35.00");
  });
});

describe("keys, secrets, repositories and alarms", () => {
  test("each key is a dollar a month", () => {
    const keys = linesOf(estimated(RETAIL), "KMS key");
    expect(keys.map(({ address }) => address)).toEqual([
      "aws_kms_key.state_key",
      "aws_kms_key.cost_alarm_key",
      "aws_kms_key.flow_logs_key",
      "aws_kms_key.cluster",
    ]);
    expect(usd(keys)).toBe("4.00");
  });

  test("a secret that two models mount is paid for once", () => {
    const model = (name: string) => ({
      name,
      image: { tag: "1" },
      secrets: ["shared", name],
      paths: [`/${name}`],
    });
    const secrets = linesOf(estimated(planWith("mlapp", { models: [model("one"), model("two")] })), "secret");
    expect(usd(secrets)).toBe("1.20");
  });

  test("an alarm of high resolution has no known price", () => {
    const [alarm] = linesOf(
      estimated(RETAIL, {}, ({ network }) => {
        network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc.period = 10;
      }),
      "alarm",
    );
    expect(alarm?.unknown).toBe("no price of high-resolution alarms is known");
  });

  test("a repository is billed by the month for what it is taken to keep", () => {
    const repositories = linesOf(estimated("mlapp"), "image repository");
    expect(repositories).toHaveLength(2);
    expect(usd(repositories)).toBe("0.40");
  });
});

describe("what nobody priced", () => {
  test.each(ENVIRONMENTS)("%s has nothing of the kind", (environment) => {
    const { lines } = estimated(environment);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter(({ price }) => price === undefined)).toEqual([]);
  });

  test.each([
    ["network", "aws_db_instance", "no price of aws_db_instance is known"],
    ["network", "aws_vpc_ipam", "no price of aws_vpc_ipam is known"],
    ["network", "aws_acmpca_certificate_authority", "no price of aws_acmpca_certificate_authority is known"],
    [
      "models",
      "kubernetes_persistent_volume_claim_v1",
      "no price of kubernetes_persistent_volume_claim_v1 is known",
    ],
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
      "no price of GatewayLoadBalancer endpoints is known",
    ]);
  });

  test("a region without prices says so on every line, and costs nowhere zero", () => {
    const { lines } = estimated(planWith(RETAIL, { region: "eu-south-2", network: { costAlarm: null } }));
    expect(lines.length).toBeGreaterThan(15);
    expect([...new Set(lines.map(({ unknown }) => unknown))]).toEqual(["no price is known in eu-south-2"]);
    expect(totalOf(lines).unpriced).toHaveLength(lines.length);
  });

  test("what is made in another region by an alias has that region's price", () => {
    const { lines } = estimated(
      planWith(RETAIL, { region: "eu-south-2", network: { costAlarm: { thresholdUsd: 200 } } }),
    );
    const priced = lines.filter(({ price }) => price !== undefined).map(({ address }) => address);
    expect(priced).toEqual(["aws_kms_key.cost_alarm_key", "aws_cloudwatch_metric_alarm.cost_alarm_vpc"]);
  });
});

describe("what is not counted", () => {
  test("is told in words, where it is there", () => {
    expect(estimated(RETAIL).notCounted.join("\n")).toMatch(/S3 buckets[^]*Container Insights[^]*emails/);
    expect(estimated("mlapp").notCounted.join("\n")).not.toContain("Container Insights");
    expect(estimated("mlapp").notCounted.join("\n")).toMatch(/web ACL[^]*Route 53/);
  });
});
