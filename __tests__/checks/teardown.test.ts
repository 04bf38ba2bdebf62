import { TEARDOWN_CHECKS } from "../../src/checks/teardown/checks";
import { dependenciesOf } from "../../src/checks/teardown/dependency-graph";
import { namesOf, remoteReadsOf } from "../../src/checks/teardown/references";
import { referencesResolve } from "../../src/checks/teardown/references-resolve";
import { teardownCluster } from "../../src/checks/teardown/teardown-cluster";
import { teardownController } from "../../src/checks/teardown/teardown-controller";
import { teardownNames } from "../../src/checks/teardown/teardown-names";
import { teardownNamespace } from "../../src/checks/teardown/teardown-namespace";
import { teardownNetwork } from "../../src/checks/teardown/teardown-network";
import { teardownPermissions } from "../../src/checks/teardown/teardown-permissions";
import { teardownWorkload } from "../../src/checks/teardown/teardown-workload";
import { type Layer } from "../../src/core/layers";
import { referencesIn } from "../../src/core/terraform-references";
import { templatesOf } from "../../src/core/terraform-templates";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type JsonObject } from "../../src/terraform-json/stack-json";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { foundBy } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const all = (plan: EnvironmentPlan): string[] => TEARDOWN_CHECKS.flatMap((check) => foundBy(check, plan));

describe("environments without findings", () => {
  test.each(ENVIRONMENTS)("%s", (environment) => {
    expect(all(environmentPlan(planOf(environment)))).toEqual([]);
  });

  test("with secrets, GPUs and every model behind one Ingress", () => {
    const plan = planWith("retail-forecast", {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
      models: [
        { name: "a", image: { tag: "1" }, paths: ["/a"], secrets: ["a/b"], kubernetesApi: true },
        { name: "b", image: { tag: "1" }, paths: ["/b"], nodeGroup: "gpu", gpus: 1 },
      ],
    });
    expect(all(environmentPlan(plan))).toEqual([]);
  });
});

describe("references", () => {
  const PROVIDERS = new Set(["aws", "kubernetes", "helm", "terraform"]);
  const named = (text: string): string[] => [
    ...new Set(namesOf(templatesOf(text).expressions.flatMap(referencesIn), PROVIDERS)),
  ];

  test.each([
    ["${aws_vpc.main.id}", ["aws_vpc.main"]],
    ["${data.aws_vpc.main.id}", ["data.aws_vpc.main"]],
    ["${one(aws_lb.demo[*].arn)}", ["aws_lb.demo"]],
    ["a ${local.oidc_issuer}:aud ${var.demo_enabled ? 1 : 0}", ["local.oidc_issuer", "var.demo_enabled"]],
    ["${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}", ["aws_eks_cluster.main"]],
    ["${aws_x.y.some_block.attribute}", ["aws_x.y"]],
    [
      "${[for rule in data.aws_vpc_security_group_rule.rules : rule.security_group_id == self.id]}",
      ["data.aws_vpc_security_group_rule.rules"],
    ],
    ['${jsonencode({"a": "${aws_vpc.main.id}"})}', ["aws_vpc.main"]],
    ["$${aws_vpc.main.id}", []],
    ["aws_vpc.main.id", []],
    ["${to_value.x} ${each.value} ${path.module}", []],
  ])("%s names %p", (text, names) => {
    expect(named(text).sort()).toEqual(names);
  });

  test("reads of other layers are read with their index", () => {
    const expression = "data.terraform_remote_state.network.outputs.private_workload_subnet_ids[1]";
    expect(remoteReadsOf(referencesIn(expression))).toEqual([
      { layer: "network", output: "private_workload_subnet_ids", index: 1 },
    ]);
  });

  test("what is ignored is no reference", () => {
    const vpcThat = (lifecycle: object): EnvironmentPlan =>
      altered("mlapp", ({ network }) => {
        network.resource.aws_vpc.main.lifecycle = lifecycle;
      });
    expect(foundBy(referencesResolve, vpcThat({ ignore_changes: ["${aws_x.y}"] }))).toEqual([]);
    expect(foundBy(referencesResolve, vpcThat({ replace_triggered_by: ["${aws_x.y}"] }))).toEqual([
      "aws_vpc.main: it names aws_x.y, which is not there",
    ]);
  });

  test("a local value stands for what its expression names", () => {
    const plan = environmentPlan(planOf("mlapp"));
    const graph = dependenciesOf(plan);
    const [role] = plan.resources("aws_iam_role").filter(({ name }) => name === "vpc_cni");
    const [cluster] = plan.resources("aws_eks_cluster");
    expect(role && cluster && graph.outlives(cluster, role)).toBe(true);
    expect(role && cluster && graph.outlives(role, cluster)).toBe(false);
  });
});

describe("references-resolve", () => {
  test.each(ENVIRONMENTS)("%s: whatever is named cannot go unnoticed", (environment) => {
    const plan = environmentPlan(planOf(environment));
    const graph = dependenciesOf(plan);
    const named = new Set(
      plan.all.flatMap((each) => [...graph.namedBy(each).names].map((name) => `${each.layer}/${name}`)),
    );
    const targets = plan.all.filter(({ layer, address }) => named.has(`${layer}/${address}`));
    expect(targets.length).toBeGreaterThan(20);
    const unnoticed = targets.filter(({ layer, address }) => {
      const gone = altered(environment, (layers) => remove(layers, layer, address));
      return foundBy(referencesResolve, gone).length === 0;
    });
    expect(unnoticed.map(({ address }) => address)).toEqual([]);
  });

  test("finds a read of an output that is not exported, or of an item that is not there", () => {
    const gone = altered("mlapp", ({ network }) => {
      delete network.output.vpc_id;
    });
    expect(foundBy(referencesResolve, gone)).toEqual([
      "helm_release.load_balancer_controller: it names output vpc_id of network, which is not there",
    ]);
    const short = altered("mlapp", ({ network }) => {
      network.output.private_workload_subnet_ids.value.pop();
    });
    expect(foundBy(referencesResolve, short).length).toBeGreaterThan(2);
  });

  test("finds missing variables, locals, providers, and outputs that name nothing", () => {
    const plan = altered("retail-forecast-option-b", ({ network, cluster }) => {
      delete network.variable;
      delete cluster.locals;
      network.resource.aws_vpc.main.provider = "aws.us_east_1";
      network.output.vpc_id.value = "${aws_vpc.other.id}";
    });
    const messages = foundBy(referencesResolve, plan).join("\n");
    for (const name of ["var.demo_enabled", "local.oidc_issuer", "provider aws.us_east_1", "aws_vpc.other"]) {
      expect(messages).toContain(name);
    }
    expect(messages).toContain("output.vpc_id");
  });
});

function remove(layers: Record<Layer, Editable>, layer: Layer, address: string): void {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  const section = address.startsWith("data.") ? "data" : "resource";
  Reflect.deleteProperty(layers[layer][section][type] as object, name);
}

describe("what is said to be depended on", () => {
  /** Edges that only the way up needs, or that a reference already is. */
  const NOT_FOR_THE_WAY_DOWN = [
    // S3 takes both in any order on the way down.
    /^aws_s3_bucket_(lifecycle_configuration|policy)\./,
    // A binding to nothing binds nothing.
    /^kubernetes_role_binding_v1\./,
  ];

  test.each(ENVIRONMENTS)("%s: no depends_on can go unnoticed", (environment) => {
    const plan = environmentPlan(planOf(environment));
    const holders = plan.all
      .filter(({ config }) => config["depends_on"] !== undefined)
      .filter(({ address }) => !NOT_FOR_THE_WAY_DOWN.some((known) => known.test(address)));
    expect(holders.length).toBeGreaterThan(15);
    const unnoticed = holders.filter(({ layer, type, name }) => {
      const without = altered(environment, (layers) => {
        delete layers[layer].resource[type][name].depends_on;
      });
      return all(without).length === 0;
    });
    expect(unnoticed.map(({ address }) => address)).toEqual([]);
  });
});

const without = (environment: string, layer: Layer, address: string, gone: string): EnvironmentPlan =>
  altered(environment, (layers) => {
    const [type = "", name = ""] = address.split(".");
    const resource = layers[layer].resource[type][name] as Editable;
    resource.depends_on = (resource.depends_on as string[]).filter((each) => each !== gone);
  });

describe("teardown-controller", () => {
  const CONTROLLER = "helm_release.load_balancer_controller";

  test("finds a release of the platform that does not depend on the controller", () => {
    const plan = without("ml-inference-prod", "platform", "helm_release.secrets_store_driver", CONTROLLER);
    expect(foundBy(teardownController, plan)).toEqual([
      `helm_release.secrets_store_driver: it does not depend on ${CONTROLLER}, whose webhooks refuse changes while no pod of it answers`,
    ]);
  });

  test.each([
    ["mlapp", "kubernetes_ingress_v1.models"],
    ["ml-inference-prod", "kubernetes_service_v1.ml_inference_api_nlb"],
    ["retail-forecast-option-b", "helm_release.retail_forecast_api"],
  ])("%s: finds %s beside its controller, or without one", (environment, address) => {
    const [type = "", name = ""] = address.split(".");
    const beside = altered(environment, ({ platform, models }) => {
      models.resource.helm_release = {
        ...models.resource.helm_release,
        load_balancer_controller: platform.resource.helm_release.load_balancer_controller,
      };
      delete platform.resource.helm_release.load_balancer_controller;
      delete models.resource.helm_release.load_balancer_controller.depends_on;
    });
    expect(foundBy(teardownController, beside)).toContainEqual(
      expect.stringContaining(`${address}: it does not depend on ${CONTROLLER}`),
    );
    const alone = altered(environment, ({ platform, models }) => {
      delete platform.resource.helm_release.load_balancer_controller;
      expect(models.resource[type][name]).toBeDefined();
    });
    expect(foundBy(teardownController, alone)).toEqual([
      expect.stringContaining(`${address}: no load balancer controller`),
    ]);
  });

  test("finds an Ingress that outlives a Service which it leads to", () => {
    const plan = without(
      "mlapp",
      "models",
      "kubernetes_ingress_v1.models",
      "kubernetes_service_v1.model_service",
    );
    expect(foundBy(teardownController, plan)).toEqual([
      expect.stringContaining("the Service that it leads to"),
    ]);
  });
});

describe("teardown-permissions", () => {
  test.each([
    ["platform", "helm_release.load_balancer_controller", "aws_iam_role_policy.load_balancer_controller"],
    [
      "platform",
      "helm_release.load_balancer_controller",
      "kubernetes_service_account_v1.load_balancer_controller",
    ],
    ["cluster", "aws_eks_cluster.main", "aws_iam_role_policy_attachment.cluster_eks"],
    ["cluster", "aws_eks_node_group.general_a", "aws_iam_role_policy_attachment.nodes_image_pull"],
    ["cluster", "aws_eks_node_group.general_b", "aws_iam_role_policy_attachment.nodes_worker_node"],
    ["cluster", "aws_eks_addon.vpc_cni", "aws_iam_role_policy_attachment.vpc_cni"],
    ["cluster", "aws_eks_fargate_profile.fargate", "aws_iam_role_policy_attachment.fargate_pod_execution"],
    ["cluster", "aws_eks_fargate_profile.fargate", "aws_iam_role_policy.fargate"],
    ["models", "kubernetes_deployment_v1.model_service", "kubernetes_service_account_v1.model_service"],
    ["models", "kubernetes_service_account_v1.model_service", "aws_iam_role_policy.model_service"],
  ] as const)("%s: finds that %s outlives %s", (layer, address, gone) => {
    const messages = foundBy(teardownPermissions, without("mlapp", layer, address, gone));
    expect(messages).toContainEqual(expect.stringContaining(`it does not depend on ${gone}`));
  });
});

describe("teardown-cluster", () => {
  test.each([
    ["aws_eks_cluster.main", "aws_cloudwatch_log_group.control_plane", "makes that log group itself"],
    [
      "aws_eks_addon.amazon_cloudwatch_observability",
      "aws_cloudwatch_log_group.insights_host",
      "makes that log group itself",
    ],
    ["aws_eks_node_group.general_a", "aws_eks_addon.kube_proxy", "which its nodes need"],
    ["aws_eks_node_group.general_b", "aws_eks_addon.vpc_cni", "which its nodes need"],
  ])("finds that %s does not depend on %s", (address, gone, message) => {
    const plan = without("ml-inference-prod", "cluster", address, gone);
    expect(foundBy(teardownCluster, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("finds an add-on with pods that waits for no nodes", () => {
    const plan = altered("ml-inference-prod", ({ cluster }) => {
      delete cluster.resource.aws_eks_addon.coredns.depends_on;
    });
    expect(foundBy(teardownCluster, plan)).toEqual([
      expect.stringContaining("aws_eks_addon.coredns: it depends on no node group"),
    ]);
  });

  test.each([
    "aws_eks_addon.kube_proxy",
    "aws_eks_node_group.general_a",
    "aws_eks_fargate_profile.fargate",
    "aws_eks_access_entry.admin_mlops_admin",
    "aws_eks_access_policy_association.admin_mlops_admin",
  ])("finds that %s names its cluster by text, or another one", (address) => {
    const [type = "", name = ""] = address.split(".");
    const named = (text: string) =>
      altered("mlapp", ({ cluster }) => {
        const member = cluster.resource[type][name] as Editable;
        for (const key of ["depends_on", "principal_arn", "pod_execution_role_arn"]) {
          Reflect.deleteProperty(member, key);
        }
        member.cluster_name = text;
      });
    expect(foundBy(teardownCluster, named("mlapp-cluster"))).toContainEqual(
      `${address}: it does not depend on aws_eks_cluster.main, the cluster that it belongs to`,
    );
    expect(foundBy(teardownCluster, named("other"))).toContainEqual(
      `${address}: it belongs to no cluster of this environment`,
    );
  });

  test("finds a policy that outlives its access entry", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource.aws_eks_access_policy_association.admin_mlops_admin.principal_arn =
        "arn:aws:iam::333344445555:role/mlops-admin";
    });
    expect(foundBy(teardownCluster, plan)).toEqual([
      expect.stringContaining("the access entry that it gives a policy to"),
    ]);
  });
});

describe("teardown-workload", () => {
  test.each([
    ["mlapp", "model_service", "kubernetes_network_policy_v1.model_service", "which lets its pods talk"],
    ["mlapp", "model_service", "kubernetes_config_map_v1.model_service", "which its pods mount"],
    ["ml-inference-prod", "ml_inference_api", "helm_release.ml_inference_api", "which its pods mount"],
  ])("%s: finds that pods outlive %s %s", (environment, name, gone, message) => {
    const plan = without(environment, "models", `kubernetes_deployment_v1.${name}`, gone);
    expect(foundBy(teardownWorkload, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("a policy that only denies may go at any time", () => {
    const plan = environmentPlan(planOf("mlapp"));
    const [deny] = plan
      .resources("kubernetes_network_policy_v1")
      .filter(({ name }) => name === "models_default_deny");
    const [deployment] = plan.resources("kubernetes_deployment_v1");
    expect(deny && deployment && dependenciesOf(plan).outlives(deny, deployment)).toBe(false);
    expect(foundBy(teardownWorkload, plan)).toEqual([]);
  });
});

describe("teardown-namespace", () => {
  test("finds an object that names its namespace by text alone", () => {
    const plan = without(
      "mlapp",
      "models",
      "kubernetes_service_v1.model_service",
      "kubernetes_namespace_v1.models",
    );
    expect(foundBy(teardownNamespace, plan)).toEqual([
      "kubernetes_service_v1.model_service: it does not depend on kubernetes_namespace_v1.models, the namespace that it stands in",
    ]);
  });

  test("takes a reference to the namespace for one", () => {
    const plan = altered("mlapp", ({ models }) => {
      const service = models.resource.kubernetes_service_v1.model_service;
      delete service.depends_on;
      service.metadata.namespace = "${kubernetes_namespace_v1.models.metadata[0].name}";
    });
    expect(foundBy(teardownNamespace, plan)).toEqual([]);
  });

  test("finds a release in a namespace that nothing makes, unless it makes it itself", () => {
    const plan = (over: object) =>
      altered("mlapp", ({ platform }) => {
        Object.assign(platform.resource.helm_release.load_balancer_controller, {
          namespace: "ingress",
          ...over,
        });
      });
    expect(foundBy(teardownNamespace, plan({}))).toEqual([
      expect.stringContaining("nothing makes the namespace ingress"),
    ]);
    expect(foundBy(teardownNamespace, plan({ create_namespace: true }))).toEqual([]);
  });
});

describe("teardown-network", () => {
  test.each([
    ["ml-inference-prod", "aws_nat_gateway", "a"],
    ["retail-forecast-option-b", "aws_lb", "demo"],
  ])("%s: finds that %s does not depend on the public route", (environment, type, name) => {
    const plan = altered(environment, ({ network }) => {
      delete network.resource[type][name].depends_on;
    });
    expect(foundBy(teardownNetwork, plan)).toEqual([expect.stringContaining("aws_route.public_internet")]);
  });

  test("asks nothing of what has no public address", () => {
    const plan = altered("retail-forecast-option-b", ({ network }) => {
      network.resource.aws_lb.demo.internal = true;
      delete network.resource.aws_lb.demo.depends_on;
      network.resource.aws_nat_gateway = { inner: { connectivity_type: "private" } };
      network.resource.aws_eip = { kept: { domain: "vpc" } };
    });
    expect(foundBy(teardownNetwork, plan)).toEqual([]);
  });
});

describe("teardown-names", () => {
  test.each([
    ["aws_iam_role_policy_attachment", "nodes_image_pull", "role", "mlapp-nodes"],
    ["aws_ecr_lifecycle_policy", "model_service", "repository", "mlapp/model-service"],
  ])("finds that %s.%s names %s by text", (type, name, attribute, text) => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource[type][name][attribute] = text;
    });
    expect(foundBy(teardownNames, plan)).toEqual([
      expect.stringContaining(`its ${attribute} is ${text} by text`),
    ]);
  });

  test("takes depends_on for a reference, and leaves names of others alone", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      Object.assign(cluster.resource.aws_iam_role_policy_attachment.nodes_image_pull, {
        role: "mlapp-nodes",
        depends_on: ["aws_iam_role.nodes"],
      });
      cluster.resource.aws_ecr_lifecycle_policy.model_service.repository = "somebody/else";
    });
    expect(foundBy(teardownNames, plan)).toEqual([]);
  });
});

test("nothing breaks where a plan is empty, odd, or runs in circles", () => {
  const odd = altered("mlapp", ({ cluster, models }) => {
    const one: JsonObject = { depends_on: ["aws_vpc.two"], text: "${local.a} ${unclosed" };
    cluster.resource.aws_vpc = { one, two: { depends_on: ["aws_vpc.one", 5, null] } };
    cluster.locals = { a: "${local.b}", b: "${local.a}" };
    models.resource.kubernetes_ingress_v1.models = { metadata: null, spec: [] };
    models.resource.helm_release = { odd: { values: [5], namespace: 7 } };
  });
  expect(() => all(odd)).not.toThrow();
});
