import { plain } from "../../../src/tools/review/phrase";
import { type Review, type Side, reviewEnvironment } from "../../../src/tools/review/review";
import { TODAY, within } from "../../support/findings";
import { type Layers, edited, reviewOf } from "./pairs";
import { NO_RECORD } from "../../../src/proof/terraform-json/environment-record";

const B = "retail-forecast-option-b";

function review(edit: (layers: Layers) => void, environment = B): Review {
  return reviewOf(edited(environment, edit));
}

/** Lines of a topic after an edit; empty if the review does not have the topic. */
function lines(title: string, edit: (layers: Layers) => void, environment = B): string[] {
  const section = review(edit, environment).topics.find((each) => each.title === title);
  return (section?.lines ?? []).map(({ level, text }) => `${level}: ${plain(text)}`);
}

test("an unchanged environment has no topic, finding, plan or cost difference", () => {
  const { verdict, topics, checks, cost, plans } = review(() => undefined);
  expect(verdict).toBe("no change");
  expect([topics, plans, checks.found, checks.gone, cost.differences]).toEqual([[], [], [], [], []]);
});

describe("access logs", () => {
  const HARDENED = "ml-inference-hardened";

  test("a bucket and a load balancer that no longer log are reported", () => {
    const edit = ({ cluster, models }: Layers): void => {
      delete cluster.resource.aws_s3_bucket_logging;
      const service = models.resource.kubernetes_service_v1.ml_inference_api_nlb as {
        metadata: { annotations: Record<string, string> };
      };
      service.metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-attributes"] =
        "load_balancing.cross_zone.enabled=true";
    };
    expect(lines("Access logs", edit, HARDENED)).toEqual([
      "attention: access logs: aws_s3_bucket.models no longer logs its requests",
      "attention: access logs: kubernetes_service_v1.ml_inference_api_nlb no longer logs its requests",
    ]);
  });

  test("a load balancer that begins to log elsewhere needs attention", () => {
    const edit = ({ network }: Layers): void => {
      network.resource.aws_lb.demo.access_logs = { enabled: true, bucket: "logs", prefix: "lb" };
    };
    expect(lines("Access logs", edit)).toEqual([
      "attention: access logs: aws_lb.demo now logs its requests to logs, a bucket that is not of this environment",
    ]);
  });

  test("a shorter retention loses logs", () => {
    const edit = ({ state }: Layers): void => {
      state.resource.aws_s3_bucket_lifecycle_configuration.access_logs.rule[0].expiration[0].days = 30;
    };
    expect(lines("Retention", edit, HARDENED)).toEqual([
      "attention: aws_s3_bucket_lifecycle_configuration.access_logs: objects: 365 → 30; the rest is deleted",
    ]);
  });
});

describe("the stacks that a stack is applied after", () => {
  const pair = edited(B, () => undefined);
  const ordered = (models: readonly string[]) =>
    pair.before.map((stack) => (stack.layer === "models" ? { ...stack, after: models } : stack));
  const fileLines = (before: readonly string[], after: readonly string[]) =>
    reviewOf({ ...pair, before: ordered(before), after: ordered(after) }).files.map(({ text }) =>
      plain(text),
    );

  test.each([
    [["a", "b"], ["a"], "applied after: a, b → a"],
    [[], ["a"], "applied after: no stack → a"],
  ])("a change from %j to %j is reported", (before, after, line) => {
    expect(fileLines(before, after)).toEqual([line]);
  });

  test("another order of the same stacks is no change", () => {
    expect(fileLines(["a", "b"], ["b", "a"])).toEqual([]);
  });
});

describe("a changed provider lock", () => {
  const unchanged = edited(B, () => undefined);
  const sideWith = (stacks: typeof unchanged.before, path: string, text: string): Side => ({
    stacks,
    record: NO_RECORD,
    files: new Map([[path, text]]),
  });
  const reviewOfFile = (path: string, before = "before", after = "after") =>
    reviewEnvironment({
      environment: B,
      before: sideWith(unchanged.before, path, before),
      after: sideWith(unchanged.after, path, after),
      others: [[], []],
      plans: [],
      today: TODAY,
    });

  test("needs attention, since it can select other versions", () => {
    const lock = (version: string) =>
      `provider "registry.terraform.io/hashicorp/aws" {\n  version = "${version}"\n  hashes  = ["h1:${version}"]\n}\n`;
    const path = `${B}-network/.terraform.lock.hcl`;
    const { verdict, files } = reviewOfFile(path, lock("6.1.0"), lock("6.2.0"));
    expect(verdict).toBe("needs attention");
    expect(files.map(({ text }) => plain(text))).toEqual([
      `${path}: hashicorp/aws 6.1.0 → 6.2.0: another program makes the plan and the apply`,
    ]);
  });

  test("is unlike other files, which are safe", () => {
    expect(reviewOfFile(`${B}-network/notes.txt`).verdict).toBe("safe");
  });
});

describe("network paths", () => {
  const NETWORK = "Network paths";
  const rules = ({ network }: Layers) => network.resource.aws_vpc_security_group_ingress_rule;
  const open = (cidr: string) =>
    lines(NETWORK, (layers) => (rules(layers).control_plane_from_10_20_0_0_24_443.cidr_ipv4 = cidr));

  const OPERATORS = "aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443";

  test("another range in a rule opens a path and closes one", () => {
    expect(open("10.21.0.0/24")).toEqual([
      `attention: opened: 10.21.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${OPERATORS}`,
      `info: closed: 10.20.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${OPERATORS}`,
    ]);
  });

  test("a path from the internet is marked as such", () => {
    expect(open("0.0.0.0/0")[0]).toMatch(/, TCP 443 \(the internet\), by /);
  });

  test("a path between groups is closed if one of its two rules is removed", () => {
    const gone = lines(NETWORK, (layers) => Reflect.deleteProperty(rules(layers), "nodes_from_alb_8080"));
    expect(gone).toEqual([
      "attention: closed: load balancers (mlops-hybrid-alb-sg) → nodes (mlops-hybrid-eks-nodes-sg), TCP 8080, by aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
    ]);
  });

  test("another address of a rule without a moved block changes no path, and AWS refuses the second rule", () => {
    const same = lines(NETWORK, (layers) => {
      const own = rules(layers);
      own.renamed = { ...own.nodes_from_alb_8080, description: "another" };
      Reflect.deleteProperty(own, "nodes_from_alb_8080");
    });
    expect(same).toEqual([
      expect.stringMatching(/renamed is the rule of \S+nodes_from_alb_8080 again: AWS refuses it/),
    ]);
  });
});

describe("permissions", () => {
  const PERMISSIONS = "Permissions";

  test("an action that a role gains is reported with its service account", () => {
    const found = lines(PERMISSIONS, ({ models }) =>
      within(models.resource.aws_iam_role_policy.retail_forecast_api, "policy", (policy) => {
        policy["Statement"][0].Action = ["s3:GetObject", "s3:DeleteObject"];
      }),
    );
    expect(found[0]).toMatch(
      /^attention: role \S+ \(service account models:retail-forecast-api\) gains s3:DeleteObject.* on arn:aws:s3:::/,
    );
  });

  test("a new principal in a trust policy is reported", () => {
    const found = lines(PERMISSIONS, ({ models }) =>
      within(models.resource.aws_iam_role.retail_forecast_api, "assume_role_policy", (trust) => {
        trust["Statement"].push({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
      }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^attention: trust policy of role \S+ gains sts:AssumeRole for everyone$/),
    ]);
  });

  test("a removed Deny statement needs attention", () => {
    const found = lines(PERMISSIONS, ({ state }) =>
      within(state.resource.aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
        policy["Statement"] = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }];
      }),
    );
    expect(found.filter((line) => /^attention: .* loses a Deny of s3:/.test(line))).not.toEqual([]);
  });

  test("another layout of a policy changes no permission", () => {
    const found = lines(PERMISSIONS, ({ models }) => {
      const holder = models.resource.aws_iam_role_policy.retail_forecast_api;
      holder.policy = JSON.stringify(JSON.parse(holder.policy), null, 2);
    });
    expect(found).toEqual([]);
  });

  test("a new cluster administrator is reported", () => {
    const found = lines(PERMISSIONS, ({ cluster }) => {
      const [entry] = Object.values<Record<string, string>>(
        cluster.resource.aws_eks_access_policy_association,
      );
      if (entry) entry["principal_arn"] = "arn:aws:iam::555566667777:role/another";
    });
    expect(found[0]).toMatch(
      /^attention: arn:aws:iam::555566667777:role\/another gains AmazonEKSClusterAdminPolicy in the whole cluster$/,
    );
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
    const found = [EXPOSURE, "Kubernetes API", "Routes"].flatMap((title) => lines(title, edit));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^attention: (now|opened): .*${line.source}`))]);
  });

  test("an internal load balancer is no longer exposed", () => {
    expect(lines(EXPOSURE, ({ network }) => (network.resource.aws_lb.demo.internal = true))).toEqual([
      "info: no longer: the load balancer aws_lb.demo is open to the internet (internet-facing) on port 80, 443",
    ]);
  });
});

describe("VPC endpoints", () => {
  test("a removed endpoint is reported", () => {
    const gone = lines("VPC endpoints", ({ network }) =>
      Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts"),
    );
    expect(gone).toEqual(["attention: endpoint for sts was removed: its callers reach it no more"]);
  });

  test("an endpoint that loses private DNS is reported", () => {
    const dns = lines(
      "VPC endpoints",
      ({ network }) => (network.resource.aws_vpc_endpoint.sts.private_dns_enabled = false),
    );
    expect(dns).toEqual([
      "attention: aws_vpc_endpoint.sts, endpoint for sts: private DNS on → off: its name resolves to public addresses, to which no route leads",
    ]);
  });
});

test("an image is reported with both versions", () => {
  const image = lines("Images and charts", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].image =
      "example.com/api:2";
  });
  expect(image).toEqual([
    expect.stringMatching(
      /^attention: retail-forecast-api, container retail-forecast-api: \S+:1\.0\.0 → example\.com\/api:2; a public registry decides what runs/,
    ),
  ]);
});

describe("the program of a container", () => {
  const container = ({ models }: Layers) =>
    models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0] as Record<
      string,
      unknown
    >;
  const edit = (layers: Layers): void => {
    container(layers)["command"] = ["python", "server.py"];
    container(layers)["args"] = ["--debug"];
  };

  test("another command and other arguments need attention", () => {
    expect(lines("Programs and files", edit, "ml-inference-prod")).toEqual([
      'attention: command of kubernetes_deployment_v1.ml_inference_api: not set → ["python","server.py"]',
      'attention: args of kubernetes_deployment_v1.ml_inference_api: not set → ["--debug"]',
    ]);
  });

  test("another text of a file is reported", () => {
    const edit = ({ models }: Layers): void => {
      const { data } = models.resource.kubernetes_config_map_v1.demand_forecast_files_settings as {
        data: Record<string, string>;
      };
      data["demand-forecast.json"] = data["demand-forecast.json"]?.replace("28", "14") ?? "";
    };
    expect(lines("Variables and files", edit, "ml-platform")).toEqual([
      "info: file demand-forecast.json.horizonDays of kubernetes_config_map_v1.demand_forecast_files_settings: 28 → 14",
    ]);
  });
});

test("a chart is reported with both versions", () => {
  const chart = lines("Images and charts", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.version = "9.9.9";
  });
  expect(chart).toEqual([
    expect.stringMatching(
      /^info: chart of release aws-load-balancer-controller: .*→ aws-load-balancer-controller 9\.9\.9/,
    ),
  ]);
});

test("replicas and node counts are sizes", () => {
  const found = lines("Replicas and sizes", ({ models, cluster }) => {
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec.max_replicas = 20;
    cluster.resource.aws_eks_node_group.general_a.scaling_config.max_size = 9;
  });
  expect(found).toEqual([
    "info: maximum replicas of kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api: 10 → 20",
    "info: most nodes of aws_eks_node_group.general_a: 2 → 9",
  ]);
});

test("the life of a terminating pod and the evictions of a drain are sizes", () => {
  const found = lines("Replicas and sizes", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.termination_grace_period_seconds = 375;
    models.resource.kubernetes_pod_disruption_budget_v1.retail_forecast_api.spec.max_unavailable = "1";
  });
  expect(found).toEqual([
    "info: seconds until a terminating pod is killed of kubernetes_deployment_v1.retail_forecast_api: 90 → 375",
    "info: disruption budget of kubernetes_pod_disruption_budget_v1.retail_forecast_api: 50% → 1",
  ]);
});

describe("the Kubernetes version", () => {
  const version =
    (to: string) =>
    ({ cluster }: Layers) =>
      (cluster.resource.aws_eks_cluster.main.version = to);

  test("an upgrade is irreversible after seven days, or with upgraded nodes and add-ons", () => {
    expect(lines("Versions", version("1.37"))).toEqual([
      expect.stringMatching(
        /^attention: Kubernetes version of aws_eks_cluster\.main: 1\.36 → 1\.37; EKS returns a control plane to the previous minor version only within 7 days of the upgrade, and while nodes and add-ons run with that version$/,
      ),
    ]);
  });

  test("a downgrade by one minor version is possible for seven days", () => {
    expect(lines("Versions", version("1.35"))).toEqual([
      expect.stringMatching(
        /EKS accepts it within 7 days of an in-place upgrade from 1\.35, and rejects it later$/,
      ),
    ]);
  });

  test("a downgrade by more minor versions is reported as rejected by EKS", () => {
    expect(lines("Versions", version("1.34"))).toEqual([
      expect.stringMatching(/EKS rejects a downgrade by more than one minor version$/),
    ]);
  });
});

test.each<[subject: string, edit: (layers: Layers) => void]>([
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
])("a change of %s is irreversible", (subject, edit) => {
  const found = lines("Irreversible changes", edit);
  expect(found).toEqual([expect.stringMatching(new RegExp(`^attention: ${subject}`))]);
});

describe("the state", () => {
  const HARMS: readonly [subject: string, harm: string, edit: (layers: Layers) => void][] = [
    [
      "backend.s3.key of the state of network",
      "cannot go back",
      ({ network }) => (network.terraform.backend.s3.key = "another"),
    ],
    [
      "region of provider.aws in network",
      "cannot go back",
      ({ network }) => (network.provider.aws[0].region = "eu-west-1"),
    ],
    [
      "backend.s3.encrypt of the state of network",
      "in place",
      ({ network }) => (network.terraform.backend.s3.encrypt = false),
    ],
  ];

  test.each(HARMS)("a change of %s has the harm %s", (subject, harm, edit) => {
    const section = review(edit).topics.find(({ title }) => title === "State");
    expect((section?.lines ?? []).map((line) => [line.harm, plain(line.text)])).toEqual([
      [harm, expect.stringContaining(subject)],
    ]);
  });

  test("a change of the access to the state moves no state", () => {
    expect(
      lines("State", ({ network }) => (network.terraform.backend.s3.allowed_account_ids = ["1"])),
    ).toEqual([]);
  });
});

describe("findings", () => {
  const { environment, before, after } = edited(
    B,
    ({ network }) => (network.resource.aws_vpc.main.enable_dns_support = false),
  );
  const { checks, verdict } = reviewOf({ environment, before, after });
  const ids = checks.found.map(({ check }) => check.id);

  test("a new finding is reported, and names that no longer resolve are an outage", () => {
    expect(verdict).toBe("destructive");
    expect(ids).toContain("vpc-settings");
  });

  test("a resolved finding is reported", () => {
    const reverted = reviewOf({ environment, before: after, after: before });
    expect(reverted.checks.gone.map(({ check }) => check.id)).toEqual(ids);
  });
});

test("a removed resource lowers the cost", () => {
  const { cost } = review(({ network }) => Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts"));
  const endpoint = cost.differences.find(({ address }) => address === "aws_vpc_endpoint.sts");
  expect(endpoint?.change?.max).toBeLessThan(0);
});
