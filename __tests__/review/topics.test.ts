import { plain } from "../../src/review/phrase";
import { type Review } from "../../src/review/review";
import { within } from "../support/findings";
import { type Layers, edited, reviewOf } from "./pairs";

const B = "retail-forecast-option-b";

function review(edit: (layers: Layers) => void, environment = B): Review {
  return reviewOf(edited(environment, edit));
}

/** What a subject says of an edit; nothing where it does not stand on the page. */
function lines(title: string, edit: (layers: Layers) => void, environment = B): string[] {
  const section = review(edit, environment).topics.find((each) => each.title === title);
  return (section?.lines ?? []).map(({ level, text }) => `${level}: ${plain(text)}`);
}

test("an environment that is what it was has no meaning, no finding and no cost to tell", () => {
  const { verdict, topics, checks, cost, plans } = review(() => undefined);
  expect(verdict).toBe("no change");
  expect(topics).toEqual([]);
  expect(plans).toEqual([]);
  expect([checks.found, checks.gone, cost.differences]).toEqual([[], [], []]);
});

test("another order of applying is told; the same stacks in another order are no change", () => {
  const pair = edited(B, () => undefined);
  const ordered = (models: readonly string[]) =>
    pair.before.map((stack) => (stack.layer === "models" ? { ...stack, after: models } : stack));
  const told = (before: readonly string[], after: readonly string[]) =>
    reviewOf({ ...pair, before: ordered(before), after: ordered(after) }).files.map(({ text }) =>
      plain(text),
    );
  expect(told(["a", "b"], ["a"])).toEqual(["is applied after a; it was after a, b"]);
  expect(told(["a", "b"], ["b", "a"])).toEqual([]);
});

describe("who reaches whom", () => {
  const NETWORK = "Network: who reaches whom";
  const rules = ({ network }: Layers) => network.resource.aws_vpc_security_group_ingress_rule;

  test("a range that is let in is opened, and the internet is called by its name", () => {
    const open = (cidr: string) =>
      lines(NETWORK, (layers) => (rules(layers).control_plane_from_10_20_0_0_24_443.cidr_ipv4 = cidr));
    expect(open("10.21.0.0/24")).toEqual([
      "attention: opened: 10.21.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443",
      "attention: closed: 10.20.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443",
    ]);
    expect(open("0.0.0.0/0")[0]).toMatch(/that is the internet$/);
  });

  test("between groups a path is closed as soon as one side is", () => {
    const gone = lines(NETWORK, (layers) => Reflect.deleteProperty(rules(layers), "nodes_from_alb_8080"));
    expect(gone).toEqual([
      "attention: closed: load balancers (mlops-hybrid-alb-sg) → nodes (mlops-hybrid-eks-nodes-sg), TCP 8080",
    ]);
  });

  test("another description or address of a rule is no path", () => {
    const same = lines(NETWORK, (layers) => {
      const own = rules(layers);
      own.renamed = { ...own.nodes_from_alb_8080, description: "another" };
      Reflect.deleteProperty(own, "nodes_from_alb_8080");
    });
    expect(same).toEqual([]);
  });
});

describe("identities", () => {
  const IDENTITIES = "Identities: who may do what";

  test("actions that a role gains and loses are told with its service account", () => {
    const found = lines(IDENTITIES, ({ models }) =>
      within(models.resource.aws_iam_role_policy.retail_forecast_api, "policy", (policy) => {
        policy["Statement"][0].Action = ["s3:GetObject", "s3:DeleteObject"];
      }),
    );
    expect(found[0]).toMatch(
      /^attention: role \S+ \(service account models:retail-forecast-api\) gains s3:DeleteObject.* on arn:aws:s3:::/,
    );
  });

  test("somebody who may take on a role is told", () => {
    const found = lines(IDENTITIES, ({ models }) =>
      within(models.resource.aws_iam_role.retail_forecast_api, "assume_role_policy", (trust) => {
        trust["Statement"].push({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
      }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^attention: trust of role \S+ gains sts:AssumeRole for everybody$/),
    ]);
  });

  test("a denial that is lost is worth attention", () => {
    const found = lines(IDENTITIES, ({ state }) =>
      within(state.resource.aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
        policy["Statement"] = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }];
      }),
    );
    expect(found.filter((line) => /^attention: .* loses the denial of s3:/.test(line))).not.toEqual([]);
  });

  test("another order and layout of a policy is nobody's gain", () => {
    const found = lines(IDENTITIES, ({ models }) => {
      const holder = models.resource.aws_iam_role_policy.retail_forecast_api;
      holder.policy = JSON.stringify(JSON.parse(holder.policy), null, 2);
    });
    expect(found).toEqual([]);
  });

  test("who administers the cluster is told", () => {
    const found = lines(IDENTITIES, ({ cluster }) => {
      const [entry] = Object.values<Record<string, string>>(
        cluster.resource.aws_eks_access_policy_association,
      );
      if (entry) entry["principal_arn"] = "arn:aws:iam::555566667777:role/another";
    });
    expect(found[0]).toMatch(
      /^attention: arn:aws:iam::555566667777:role\/another gains arn:aws:eks::aws:cluster-access-policy/,
    );
  });
});

describe("exposure", () => {
  const EXPOSURE = "Exposure to the internet";

  test.each<[what: string, told: RegExp, edit: (layers: Layers) => void]>([
    [
      "a public API endpoint",
      /the Kubernetes API of \S+ is open to everybody/,
      ({ cluster }) => {
        cluster.resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
      },
    ],
    [
      "a subnet with public addresses",
      /whatever starts in subnet \S+ gets a public address/,
      ({ network }) => {
        network.resource.aws_subnet.private_a.map_public_ip_on_launch = true;
      },
    ],
    [
      "a bucket that is opened",
      /bucket \S+ without block_public_acls/,
      ({ cluster }) => {
        const [block] = Object.values<Record<string, boolean>>(
          cluster.resource.aws_s3_bucket_public_access_block,
        );
        if (block) block["block_public_acls"] = false;
      },
    ],
    [
      "a route to the internet",
      /route table \S+ leads to the internet and back/,
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
  ])("%s is told", (_, told, edit) => {
    expect(lines(EXPOSURE, edit)).toEqual([
      expect.stringMatching(new RegExp(`^attention: now: .*${told.source}`)),
    ]);
  });

  test("an internal load balancer is no longer exposed", () => {
    expect(lines(EXPOSURE, ({ network }) => (network.resource.aws_lb.demo.internal = true))).toEqual([
      expect.stringMatching(/^info: no longer: .*internet-facing on port 80/),
      expect.stringMatching(/^info: no longer: .*internet-facing on port 443/),
    ]);
  });
});

test("an endpoint that is gone, and one without private DNS, are told", () => {
  const gone = lines("VPC endpoints", ({ network }) =>
    Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts"),
  );
  expect(gone).toEqual(["attention: no endpoint for sts any more"]);
  const dns = lines(
    "VPC endpoints",
    ({ network }) => (network.resource.aws_vpc_endpoint.sts.private_dns_enabled = false),
  );
  expect(dns).toEqual(["attention: endpoint for sts: private DNS on → off"]);
});

test("images and charts are told with both versions", () => {
  const image = lines("Images and charts", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].image =
      "example.com/api:2";
  });
  expect(image).toEqual([
    expect.stringMatching(
      /^info: retail-forecast-api, container retail-forecast-api: \S+:1\.0\.0 → example\.com\/api:2$/,
    ),
  ]);
  const chart = lines("Images and charts", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.version = "9.9.9";
  });
  expect(chart).toEqual([
    expect.stringMatching(
      /^info: chart of release aws-load-balancer-controller: .*→ aws-load-balancer-controller 9\.9\.9/,
    ),
  ]);
});

test("replicas, nodes and requests are sizes", () => {
  const found = lines("Replicas and sizes", ({ models, cluster }) => {
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec.max_replicas = 20;
    cluster.resource.aws_eks_node_group.general_a.scaling_config.max_size = 9;
  });
  expect(found).toEqual([
    "info: number of nodes of aws_eks_node_group.general_a: 2 → 9",
    "info: replicas of kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api: 10 → 20",
  ]);
});

test("a newer Kubernetes is told as a version and as a one-way door, an older one as what AWS refuses", () => {
  const version =
    (to: string) =>
    ({ cluster }: Layers) =>
      (cluster.resource.aws_eks_cluster.main.version = to);
  expect(lines("Kubernetes version", version("1.37"))).toEqual([
    "attention: Kubernetes version of aws_eks_cluster.main: 1.36 → 1.37",
  ]);
  expect(lines("One-way doors", version("1.37"))).toEqual([
    expect.stringMatching(/cannot go back to an older one$/),
  ]);
  expect(lines("Kubernetes version", version("1.35"))).toEqual([
    expect.stringMatching(/AWS takes no older version$/),
  ]);
});

test.each<[door: string, edit: (layers: Layers) => void]>([
  [
    "authentication mode",
    ({ cluster }) => (cluster.resource.aws_eks_cluster.main.access_config.authentication_mode = "CONFIG_MAP"),
  ],
  [
    "service range or IP family",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.kubernetes_network_config = {
        service_ipv4_cidr: "172.20.0.0/16",
      }),
  ],
  [
    "service range or IP family",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.kubernetes_network_config = { ip_family: "ipv6" }),
  ],
  [
    "KMS key",
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.encryption_config.provider.key_arn = "arn:aws:kms:x"),
  ],
  [
    "subnets of the control plane",
    ({ cluster }) => (cluster.resource.aws_eks_cluster.main.vpc_config.subnet_ids = ["subnet-1"]),
  ],
  ["state of the layer", ({ network }) => (network.terraform.backend.s3.key = "another")],
  ["region of provider", ({ network }) => (network.provider.aws[0].region = "eu-west-1")],
])("%s is a one-way door", (door, edit) => {
  const found = lines("One-way doors", edit);
  expect(found).toEqual([expect.stringMatching(new RegExp(`^attention: ${door}`))]);
});

test("how to get to the state is no place of it", () => {
  expect(
    lines("One-way doors", ({ network }) => (network.terraform.backend.s3.allowed_account_ids = ["1"])),
  ).toEqual([]);
});

test("a finding that is new, and one that is gone, are told", () => {
  const pair = edited(B, ({ network }) => (network.resource.aws_vpc.main.enable_dns_support = false));
  const { checks, verdict } = reviewOf(pair);
  const ids = checks.found.map(({ check }) => check.id);
  expect(verdict).toBe("needs attention");
  expect(ids).toContain("vpc-settings");
  const mended = reviewOf({ environment: pair.environment, before: pair.after, after: pair.before });
  expect(mended.checks.gone.map(({ check }) => check.id)).toEqual(ids);
});

test("what costs more or less is told with the difference", () => {
  const { cost } = review(({ network }) => Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts"));
  const endpoint = cost.differences.find(({ address }) => address === "aws_vpc_endpoint.sts");
  expect(endpoint?.change?.max).toBeLessThan(0);
});
