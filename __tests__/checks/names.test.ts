import { NAME_LIMITS, UNIQUE_NAMES, objectNameLimit } from "../../src/catalog/name-limits";
import { type Check } from "../../src/checks/check";
import { NAME_CHECKS } from "../../src/checks/names/checks";
import { defaultQuotas } from "../../src/checks/names/default-quotas";
import { documentSize } from "../../src/checks/names/document-size";
import { emittedNames } from "../../src/checks/names/emitted-names";
import { hardLimits } from "../../src/checks/names/hard-limits";
import { nameLimits } from "../../src/checks/names/name-limits";
import { tags } from "../../src/checks/names/tags";
import { uniqueNames } from "../../src/checks/names/unique-names";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { type Edit, foundBy } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const model = (over: object = {}) => ({ name: "model", image: { tag: "1.0.0" }, ...over });

describe("environments without errors", () => {
  const plans = ENVIRONMENTS.map((environment) => environmentPlan(planOf(environment)));

  test.each(ENVIRONMENTS)("%s, beside all others", (environment) => {
    const plan = plans.find(({ name }) => name === environment) as EnvironmentPlan;
    const others = plans.filter((other) => other !== plan);
    const errors = NAME_CHECKS.filter(({ severity }) => severity === "error");
    expect(errors.flatMap((check) => foundBy(check, plan, { others }))).toEqual([]);
  });

  test("are warned that an account which never asked for more may run 5 vCPUs, and nothing else", () => {
    const messages = plans.flatMap((plan) => foundBy(defaultQuotas, plan));
    expect(
      messages.filter((message) => message.includes("8 vCPUs of running On-Demand Standard")),
    ).toHaveLength(5);
    expect(messages.filter((message) => !message.includes("vCPUs"))).toEqual([]);
    expect(foundBy(defaultQuotas, environmentPlan(planOf("mlapp")))).toContainEqual(
      expect.stringContaining("6.5 Fargate On-Demand vCPUs are more than the 6"),
    );
  });
});

describe("name-limits", () => {
  test.each(ENVIRONMENTS)("%s: names of every kind are looked at", (environment) => {
    const names = emittedNames(environmentPlan(planOf(environment)));
    expect(names.length).toBeGreaterThan(100);
    const kinds = new Set(names.map(({ resource }) => resource.type));
    for (const kind of ["aws_iam_role", "aws_eks_cluster", "helm_release", "kubernetes_deployment_v1"]) {
      expect(kinds).toContain(kind);
    }
  });

  test.each([
    ["aws_iam_role", "name", "x".repeat(64), "x".repeat(65)],
    ["aws_iam_role", "name", "a_+=,.@-B", "a b"],
    ["aws_eks_cluster", "name", "A_b-1", "-a"],
    ["aws_eks_node_group", "node_group_name", "general-a", "general.a"],
    ["aws_launch_template", "name", "a(b)./c", "ab"],
    ["aws_security_group", "name", "a b.c", "sg-1234"],
    ["aws_security_group", "description", "Load balancer (public)", "the models' load balancer"],
    [
      "aws_vpc_security_group_ingress_rule",
      "description",
      "from 10.0.0.0/8, port: 80",
      "clients — load balancer",
    ],
    ["aws_lb", "name", "x".repeat(32), "internal-alb"],
    ["aws_lb_target_group", "name", "api-tg", "-api-tg"],
    ["aws_s3_bucket", "bucket", "models-111122223333", "Models"],
    ["aws_s3_bucket", "bucket", "a.b-c", "a..b"],
    ["aws_s3_bucket", "bucket", "abc", "10.0.0.1"],
    ["aws_kms_alias", "name", "alias/a-b/c_d", "alias/aws/s3"],
    ["aws_cloudwatch_log_group", "name", "/aws/eks/a.b_c-d#1/cluster", "/aws/eks/a b"],
    ["aws_ecr_repository", "name", "mlapp/model-service", "mlapp/Model"],
    ["aws_ecr_repository", "name", "a/b_c.d", "a//b"],
    ["aws_route53_record", "name", "*.example.com", "exa mple.com"],
  ])("%s.%s takes %p and not %p", (type, attribute, good, bad) => {
    const limits = (NAME_LIMITS[type] ?? []).filter((limit) => limit.attribute === attribute);
    const taken = (text: string): boolean =>
      limits.every(
        ({ min = 0, max, pattern }) => text.length >= min && text.length <= max && pattern.test(text),
      );
    expect(limits).toHaveLength(1);
    expect([taken(good), taken(bad)]).toEqual([true, false]);
  });

  test.each([
    ["namespace", "a-1", "a.b"],
    ["service", "model-service", "1-service"],
    ["deployment", "a.b", "A"],
    ["role", "system:reader", "a/b"],
    ["job", "nightly", "a.b"],
  ])("a Kubernetes %s takes %p and not %p", (kind, good, bad) => {
    const { pattern } = objectNameLimit(kind);
    expect([pattern.test(good), pattern.test(bad)]).toEqual([true, false]);
  });

  test("finds names that are too long once they are derived", () => {
    const plan = altered("ml-inference-prod", ({ platform, models, network }) => {
      platform.resource.helm_release.load_balancer_controller.name = "c".repeat(54);
      models.resource.aws_iam_role.ml_inference_api.name = "m".repeat(65);
      network.resource.aws_security_group.alb.name = "a|b";
      models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0].port[0].name =
        "a-name-of-sixteen";
      models.resource.kubernetes_config_map_v1.ml_inference_api.data["no key"] = "value";
      models.resource.kubernetes_namespace_v1.models.metadata.labels["a b"] = "value";
      models.resource.kubernetes_service_v1.ml_inference_api.metadata.labels["app.kubernetes.io/name"] = "-a";
    });
    const messages = foundBy(nameLimits, plan).join("\n");
    expect(messages).toContain("has 54 characters, at most 53 are taken");
    expect(messages).toContain("has 65 characters, at most 64 are taken");
    expect(messages).toContain('name "a|b" is not made of letters');
    expect(messages).toContain('port name "a-name-of-sixteen" has 17 characters');
    expect(messages).toContain('key "no key" is not made of');
    expect(messages).toContain('label "a b" is not made of');
    expect(messages).toContain('label app.kubernetes.io/name "-a" is not made of');
    expect(foundBy(nameLimits, plan)).toHaveLength(7);
  });

  test("finds the name of an ALB's group, and of a custom resource, that is refused", () => {
    const plan = altered("retail-forecast-option-b", ({ models }) => {
      const release = models.resource.helm_release.retail_forecast_api;
      release.values = [release.values[0].replace('"name": "retail-forecast-api"', '"name": "Retail"')];
    });
    expect(foundBy(nameLimits, plan)).toEqual([
      expect.stringContaining('name of TargetGroupBinding "Retail"'),
    ]);
    const grouped = altered("mlapp", ({ models }) => {
      models.resource.kubernetes_ingress_v1.models.metadata.annotations[
        "alb.ingress.kubernetes.io/group.name"
      ] = "A_b";
    });
    expect(foundBy(nameLimits, grouped)).toEqual([expect.stringContaining('group.name "A_b"')]);
  });
});

describe("unique-names", () => {
  /** The same plan as that of another environment. */
  const renamed = (plan: EnvironmentPlan) =>
    Object.create(plan, { name: { value: "twin" } }) as EnvironmentPlan;

  test("finds each kind of name that two environments of one account and region share", () => {
    const twin = planWith("retail-forecast", {});
    const other = renamed(environmentPlan(twin));
    const messages = foundBy(uniqueNames, environmentPlan(twin), { others: [other] });
    for (const type of [
      "aws_s3_bucket",
      "aws_iam_role",
      "aws_eks_cluster",
      "aws_launch_template",
      "aws_kms_alias",
      "aws_cloudwatch_log_group",
      "aws_ecr_repository",
    ]) {
      expect(messages).toContainEqual(expect.stringMatching(new RegExp(`^${type}\\..*of twin-`)));
    }
    // Groups of another VPC and objects of another cluster may have the same names.
    expect(messages.filter((message) => /^(aws_security_group|kubernetes|helm)/.test(message))).toEqual([]);
  });

  test("environments in other accounts share nothing but buckets; in another region no roles", () => {
    const elsewhere = (change: (provider: Editable) => void) =>
      renamed(
        altered("retail-forecast", (layers) => {
          for (const layer of Object.values(layers)) change(layer.provider.aws[0]);
        }),
      );
    const plan = environmentPlan(planOf("retail-forecast"));
    const account = elsewhere((provider) => (provider.allowed_account_ids = ["999988887777"]));
    expect(
      new Set(foundBy(uniqueNames, plan, { others: [account] }).map((message) => message.split(".")[0])),
    ).toEqual(new Set(["aws_s3_bucket"]));
    const region = foundBy(uniqueNames, plan, {
      others: [elsewhere((provider) => (provider.region = "eu-west-1"))],
    });
    expect(region).toContainEqual(expect.stringContaining("aws_iam_role."));
    expect(region.filter((message) => message.startsWith("aws_eks_cluster."))).toEqual([]);
  });

  test.each(Object.entries(UNIQUE_NAMES).map(([type, { attribute }]) => [type, attribute] as const))(
    "finds two %s with the same %s",
    (type, attribute) => {
      const twice = { [attribute]: "same", region: "eu-west-1" };
      const plan = altered("mlapp", ({ cluster }) => {
        cluster.resource = {
          [type]: { one: { ...twice }, two: { ...twice }, third: { ...twice, [attribute]: "other" } },
        };
      });
      expect(foundBy(uniqueNames, plan)).toEqual([
        `${type}.two: same is the name of ${type}.one of layer cluster, too`,
      ]);
    },
  );

  test("finds two objects of one kind, namespace and name, of whatever version of the resource", () => {
    const plan = altered("mlapp", ({ models }) => {
      const twin = models.resource.kubernetes_service_v1.model_service;
      models.resource.kubernetes_service = { twin };
      models.resource.helm_release = {
        a: { name: "x", namespace: "mlapp" },
        b: { name: "x", namespace: "mlapp" },
      };
    });
    expect(foundBy(uniqueNames, plan)).toHaveLength(2);
  });
});

describe("tags", () => {
  test.each<[string, (network: Editable) => void, string]>([
    [
      "a value that AWS refuses",
      (network) => (network.resource.aws_vpc.main.tags.Name = "a & b"),
      "tag Name has the value",
    ],
    [
      "a value that is too long",
      (network) => (network.resource.aws_vpc.main.tags.Name = "a".repeat(257)),
      "at most 256",
    ],
    [
      "a key of AWS's own",
      (network) => (network.resource.aws_vpc.main.tags["aws:name"] = "a"),
      'tag key "aws:name"',
    ],
    [
      "more than 50",
      (network) =>
        Object.assign(
          network.resource.aws_vpc.main.tags,
          Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, ""])),
        ),
      "at most 50",
    ],
    [
      "a tag of the provider",
      (network) => (network.provider.aws[0].default_tags[0].tags.owner = "me, you"),
      "tag owner has the value",
    ],
  ])("finds %s", (_, edit, message) => {
    const plan = altered("mlapp", ({ network }) => edit(network));
    expect(foundBy(tags, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("finds a tag of instances that AWS refuses", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource.aws_launch_template.general.tag_specifications[0].tags.Name = "a;b";
    });
    expect(foundBy(tags, plan)).toEqual([expect.stringContaining("aws_launch_template.general")]);
  });
});

describe("document-size", () => {
  const statement = (length: number): string => JSON.stringify({ Statement: [{ Sid: "x".repeat(length) }] });

  test.each<[string, Edit]>([
    [
      "a trust policy",
      ({ cluster }) => (cluster.resource.aws_iam_role.nodes.assume_role_policy = statement(2048)),
    ],
    [
      "an endpoint's policy",
      ({ network }) => (network.resource.aws_vpc_endpoint.s3.policy = statement(20_480)),
    ],
    [
      "a bucket's policy",
      ({ state }) => (state.resource.aws_s3_bucket_policy.state_bucket.policy = statement(20_480)),
    ],
    ["a key's policy", ({ state }) => (state.resource.aws_kms_key.state_key.policy = statement(32_768))],
    [
      "user data",
      ({ cluster }) =>
        (cluster.resource.aws_launch_template.general.user_data = Buffer.alloc(16_385).toString("base64")),
    ],
    [
      "a ConfigMap",
      ({ models }) =>
        (models.resource.kubernetes_config_map_v1.model_service.data.big = "x".repeat(1_048_576)),
    ],
    [
      "annotations",
      ({ models }) =>
        (models.resource.kubernetes_service_v1.model_service.metadata.annotations.big = "x".repeat(262_144)),
    ],
  ])("finds that %s is too long", (_, edit) => {
    const plan = altered("mlapp", (layers) => edit(layers));
    expect(foundBy(documentSize, plan)).toEqual([expect.stringContaining("at most")]);
  });

  test("adds up the policies of a role, without white space", () => {
    const two = (length: number) =>
      altered("mlapp", ({ models }) => {
        const first = models.resource.aws_iam_role_policy.model_service;
        first.policy = statement(length).replace(/,/g, " ,\n".repeat(1000));
        models.resource.aws_iam_role_policy.second = { ...first, name: "second" };
      });
    expect(foundBy(documentSize, two(5000))).toEqual([]);
    expect(foundBy(documentSize, two(5200))).toEqual([expect.stringContaining("policies of its role")]);
  });
});

describe("quotas", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      model({ name: `model-${index}`, paths: [`/model-${index}`] }),
    );

  test("an ALB never has more than 100 target groups, and 100 rules unless somebody asked", () => {
    const fits = environmentPlan(planWith("retail-forecast", { models: many(100) }));
    expect(foundBy(hardLimits, fits)).toEqual([]);
    const over = environmentPlan(planWith("retail-forecast", { models: many(101) }));
    expect(foundBy(hardLimits, over)).toEqual([
      expect.stringContaining("101 target groups per Application Load Balancer"),
    ]);
    expect(foundBy(defaultQuotas, over)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("101 rules per Application Load Balancer are more than the 100"),
        expect.stringContaining("1313 targets per Application Load Balancer"),
      ]),
    );
  });

  test("distinct ports of models fill a security group", () => {
    const ports = many(61).map((each, index) => ({ ...each, port: 9000 + index }));
    const plan = environmentPlan(planWith("retail-forecast", { models: ports }));
    expect(foundBy(defaultQuotas, plan)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_security_group.nodes: \d+ inbound rules/),
        expect.stringMatching(/^aws_security_group.alb: 61 outbound rules/),
      ]),
    );
  });

  test("a prefix list counts for all entries that it may have", () => {
    const plan = altered("mlapp", ({ network }) => {
      network.resource.aws_ec2_managed_prefix_list = { partners: { max_entries: 55 } };
      const rules = network.resource.aws_vpc_security_group_egress_rule;
      rules.partners = {
        ...rules.nodes_to_s3_443,
        prefix_list_id: "${aws_ec2_managed_prefix_list.partners.id}",
      };
    });
    expect(foundBy(defaultQuotas, plan)).toContainEqual(
      expect.stringMatching(/aws_security_group.nodes: 6\d outbound rules/),
    );
  });

  test.each<[string, Edit, string, Check]>([
    [
      "routes",
      ({ network }) => {
        for (let index = 0; index < 50; index += 1) {
          network.resource.aws_route[`r${index}`] = { ...network.resource.aws_route.public_internet };
        }
      },
      "51 routes per route table",
      defaultQuotas,
    ],
    [
      "rules of a network ACL",
      ({ network }) => {
        network.resource.aws_network_acl_rule = Object.fromEntries(
          Array.from({ length: 21 }, (_, index) => [
            `r${index}`,
            { network_acl_id: "acl", rule_number: index },
          ]),
        );
      },
      "21 inbound rules per network ACL",
      defaultQuotas,
    ],
    [
      "groups of the control plane",
      ({ cluster }) => {
        cluster.resource.aws_eks_cluster.main.vpc_config.security_group_ids = ["a", "b", "c", "d", "e"];
      },
      "5 security groups per cluster",
      hardLimits,
    ],
    [
      "groups of a node's interface",
      ({ cluster }) => {
        cluster.resource.aws_launch_template.general.network_interfaces[0].security_groups = [
          "a",
          "b",
          "c",
          "d",
          "e",
          "f",
        ];
      },
      "6 security groups per network interface",
      defaultQuotas,
    ],
    [
      "nodes of a group",
      ({ cluster }) => {
        cluster.resource.aws_eks_node_group.general_a.scaling_config.max_size = 451;
      },
      "451 nodes per managed node group",
      defaultQuotas,
    ],
    [
      "policies of a role",
      ({ cluster }) => {
        for (let index = 0; index < 10; index += 1) {
          const attachments = cluster.resource.aws_iam_role_policy_attachment;
          attachments[`p${index}`] = { ...attachments.nodes_image_pull };
        }
      },
      "12 managed policies per role",
      defaultQuotas,
    ],
  ])("finds too many %s", (_, edit, message, check) => {
    const plan = altered("mlapp", (layers) => edit(layers));
    expect(foundBy(check, plan)).toContainEqual(expect.stringContaining(message));
  });

  test("environments of one account and region use its quotas together", () => {
    const plan = environmentPlan(planOf("ml-inference-prod"));
    const neighbours = Array.from({ length: 2 }, () => environmentPlan(planWith("ml-inference-prod", {})));
    expect(foundBy(defaultQuotas, plan, { others: neighbours })).toEqual(
      expect.arrayContaining([
        expect.stringContaining("24 vCPUs"),
        expect.stringContaining("6 EC2-VPC elastic IPs per Region"),
      ]),
    );
    const strangers = [environmentPlan(planOf("mlapp")), environmentPlan(planOf("retail-forecast"))];
    expect(foundBy(defaultQuotas, plan, { others: strangers })).toEqual([expect.stringContaining("8 vCPUs")]);
  });

  test("GPUs and Spot have quotas of their own", () => {
    const groups = (over: object) => ({
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], ...over } } },
    });
    const demand = environmentPlan(planWith("mlapp", groups({})));
    expect(foundBy(defaultQuotas, demand)).toContainEqual(
      expect.stringContaining("16 vCPUs of running On-Demand G and VT"),
    );
    const spot = environmentPlan(planWith("mlapp", groups({ capacityType: "SPOT" })));
    expect(foundBy(defaultQuotas, spot)).toContainEqual(
      expect.stringContaining("16 vCPUs of all G and VT Spot"),
    );
  });
});

test("nothing breaks where a plan is empty or odd", () => {
  const odd = altered("mlapp", ({ network, cluster, models }) => {
    network.provider = {};
    network.resource.aws_vpc.main.tags = "none";
    cluster.resource.aws_iam_role.nodes = { name: 5, assume_role_policy: {} };
    models.resource.kubernetes_ingress_v1.models = { metadata: [], spec: { rule: "any" } };
    models.resource.kubernetes_config_map_v1.model_service.data = null;
  });
  expect(() => NAME_CHECKS.flatMap((check) => foundBy(check, odd))).not.toThrow();
});
