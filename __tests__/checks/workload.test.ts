import { type Check } from "../../src/checks/check";
import { PORTS_CHECKS } from "../../src/checks/ports/checks";
import { WORKLOAD_CHECKS } from "../../src/checks/workload/checks";
import { type Layer } from "../../src/core/layers";
import { type Editable, environmentPlan } from "../support/altered";
import { ENVIRONMENTS } from "../support/environments";
import {
  type Edit,
  type Path,
  at,
  found,
  newlyFound,
  places,
  put,
  remove,
  within,
} from "../support/findings";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

const CHECKS: readonly Check[] = [...PORTS_CHECKS, ...WORKLOAD_CHECKS];
const ML = "ml-inference-prod";
const OPTION_B = "retail-forecast-option-b";
const CONSOLE = "retail-forecast-console";

const noticed = (from: string | Plan, edit: Edit): string[] => newlyFound(CHECKS, from, edit);
const idsOf = (findings: readonly string[]): string[] =>
  findings.map((finding) => finding.split(" ")[0] ?? "");

/** What stands in the models layer of an environment with one model. */
const KIND = {
  deployment: "kubernetes_deployment_v1",
  service: "kubernetes_service_v1",
  account: "kubernetes_service_account_v1",
  config: "kubernetes_config_map_v1",
  policy: "kubernetes_network_policy_v1",
  namespace: "kubernetes_namespace_v1",
  quota: "kubernetes_resource_quota_v1",
  limits: "kubernetes_limit_range_v1",
  autoscaler: "kubernetes_horizontal_pod_autoscaler_v2",
  role: "kubernetes_role_v1",
  binding: "kubernetes_role_binding_v1",
  ingress: "kubernetes_ingress_v1",
} as const;

const object =
  (kind: keyof typeof KIND, name: string, edit: (config: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource[KIND[kind]][name]);
  };

const MODEL = "ml_inference_api";
const deployment = (edit: (spec: Editable) => void): Edit =>
  object("deployment", MODEL, ({ spec }) => {
    edit(spec);
  });
const pod = (edit: (spec: Editable) => void): Edit =>
  deployment(({ template }) => {
    edit(template.spec);
  });
const container = (edit: (container: Editable) => void): Edit =>
  pod((spec) => {
    edit(spec["container"][0]);
  });
const context = (edit: (context: Editable) => void): Edit =>
  container((each) => {
    edit(each["security_context"]);
  });

/** The custom resources that a model's release makes. */
const custom =
  (name: string, edit: (resources: Editable[]) => void): Edit =>
  ({ models }) => {
    within(models.resource.helm_release[name].values, "0", ({ resources }) => {
      edit(resources as Editable[]);
    });
  };

/** Warnings that are right. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  mlapp: [
    "policies-on-fargate kubernetes_namespace_v1.models: namespace mlapp: its pods run on Fargate, which does not enforce its 3 network policies",
  ],
};

describe("what is emitted", () => {
  test.each(ENVIRONMENTS)("%s: pods are restricted, and all around them fits together", (environment) => {
    expect(found(CHECKS, environmentPlan(planOf(environment)))).toEqual(WARNINGS[environment] ?? []);
  });

  const model = { name: "api", image: { tag: "1" } };
  test.each<readonly [string, string, object]>([
    [
      "metrics for Prometheus",
      ML,
      { prometheusRelease: "monitoring", models: [{ ...model, metricsPath: "/metrics" }] },
    ],
    [
      "GPUs",
      "mlapp",
      {
        cluster: { fargate: false, nodeGroups: { gpu: { instanceTypes: ["g5.xlarge"], maxPerZone: 4 } } },
        models: [{ ...model, gpus: 1, nodeGroup: "gpu" }],
      },
    ],
    [
      "plain HTTP in a classroom",
      "retail-forecast",
      { entry: { httpOnly: true, host: null, certificateArn: null } },
    ],
    [
      "ports of its own",
      ML,
      { models: [{ ...model, port: 80, servicePort: 8080, healthPath: "/v1/healthz" }] },
    ],
    ["a slow start", ML, { models: [{ ...model, startupSeconds: 3600 }] }],
    [
      "models with and without the Kubernetes API",
      ML,
      {
        models: [
          { ...model, kubernetesApi: true },
          { ...model, name: "b" },
        ],
      },
    ],
    [
      "an Ingress beside nothing but its defaults",
      CONSOLE,
      { entry: { type: "ingress", scheme: "internal", httpOnly: true } },
    ],
  ])("nothing is found where an environment has %s", (_, environment, change) => {
    expect(found(CHECKS, environmentPlan(planWith(environment, change)))).toEqual([]);
  });
});

test.each<readonly [string, string, string, Edit]>([
  // One port and one path.
  [
    "probe-port",
    "a probe of another port",
    ML,
    container((each) => (each["liveness_probe"].http_get.port = 9999)),
  ],
  [
    "probe-port",
    "a probe of a port without a name",
    ML,
    container((each) => (each["readiness_probe"].http_get.port = "web")),
  ],
  ["probe-port", "a container without a port", ML, container((each) => delete each["port"])],
  [
    "service-port",
    "a Service that leads elsewhere",
    ML,
    object("service", MODEL, ({ spec }) => (spec.port[0].target_port = 80)),
  ],
  [
    "service-port",
    "a Service by UDP",
    ML,
    object("service", MODEL, ({ spec }) => (spec.port[0].protocol = "UDP")),
  ],
  [
    "service-port",
    "a model without a Service",
    ML,
    ({ models }) => delete models.resource.kubernetes_service_v1.ml_inference_api,
  ],
  [
    "service-port",
    "a Service on every node",
    ML,
    object("service", MODEL, ({ spec }) => (spec.type = "NodePort")),
  ],
  [
    "entry-backend",
    "an Ingress for a Service that is not there",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[0].backend.service.name = "other")),
  ],
  [
    "entry-backend",
    "an Ingress for a port that is not there",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[0].backend.service.port.number = 8080)),
  ],
  [
    "entry-backend",
    "an Ingress of another class",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.ingress_class_name = "nginx")),
  ],
  [
    "entry-backend",
    "two models on one path",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[1].path = "/predict")),
  ],
  [
    "entry-backend",
    "a model that no way leads to",
    "mlapp",
    object("ingress", "models", ({ spec }) => spec.rule[0].http.path.pop()),
  ],
  [
    "entry-backend",
    "an NLB of no class",
    ML,
    object("service", "ml_inference_api_nlb", ({ spec }) => delete spec.load_balancer_class),
  ],
  [
    "entry-backend",
    "a target group that is not there",
    OPTION_B,
    custom("retail_forecast_api", ([first]) => ((first as Editable)["spec"].targetGroupARN = "arn:other")),
  ],
  [
    "target-group-port",
    "a target group on another port",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.port = 80),
  ],
  [
    "target-group-port",
    "a target group of instances",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.target_type = "instance"),
  ],
  [
    "target-group-port",
    "a health check on another port",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.health_check.port = "9999"),
  ],
  [
    "target-group-port",
    "a controller that changes Terraform's rules",
    OPTION_B,
    custom("retail_forecast_api", ([first]) => ((first as Editable)["spec"].networking = {})),
  ],
  [
    "target-group-port",
    "a found group whose port nothing verifies",
    CONSOLE,
    ({ network }) => network.data.aws_lb_target_group.api.lifecycle.postcondition.splice(1, 1),
  ],
  [
    "found-entry",
    "a found load balancer whose group nothing verifies",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(1, 1),
  ],
  [
    "found-entry",
    "a found load balancer whose scheme nothing verifies",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(2, 1),
  ],
  [
    "found-entry",
    "a found load balancer whose subnets nothing verifies",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(3, 1),
  ],
  [
    "health-path",
    "probes of two paths",
    ML,
    container((each) => (each["startup_probe"].http_get.path = "/ready")),
  ],
  [
    "health-path",
    "an NLB that asks for another path",
    ML,
    object(
      "service",
      "ml_inference_api_nlb",
      ({ metadata }) =>
        (metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-healthcheck-path"] = "/"),
    ),
  ],
  [
    "health-path",
    "an ALB that asks for the root",
    "mlapp",
    object("service", "model_service", ({ metadata }) => delete metadata.annotations),
  ],
  [
    "health-path",
    "a target group that asks for another path",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.health_check.path = "/"),
  ],
  [
    "health-path",
    "a found group that asks for another path",
    CONSOLE,
    ({ network }) => network.data.aws_lb_target_group.api.lifecycle.postcondition.splice(2, 1),
  ],
  // The restricted standard.
  ["pod-security", "a privileged container", ML, context((each) => (each["privileged"] = true))],
  [
    "pod-security",
    "a container that may gain privileges",
    ML,
    context((each) => delete each["allow_privilege_escalation"]),
  ],
  ["pod-security", "a capability", ML, context((each) => (each["capabilities"].add = ["NET_ADMIN"]))],
  ["pod-security", "root", ML, context((each) => (each["run_as_user"] = "0"))],
  [
    "pod-security",
    "no seccomp profile",
    ML,
    context((each) => (each["seccomp_profile"].type = "Unconfined")),
  ],
  ["pod-security", "the node's network", ML, pod((spec) => (spec["host_network"] = true))],
  [
    "pod-security",
    "a folder of the node",
    ML,
    pod((spec) => spec["volume"].push({ name: "host", host_path: { path: "/" } })),
  ],
  ["pod-security", "a port of the node", ML, container((each) => (each["port"][0].host_port = 5000))],
  [
    "pod-security",
    "a probe of another host",
    ML,
    container((each) => (each["liveness_probe"].http_get.host = "10.0.0.1")),
  ],
  [
    "pod-security",
    "a sysctl that is not safe",
    ML,
    pod((spec) => (spec["security_context"].sysctl = [{ name: "kernel.msgmax", value: "1" }])),
  ],
  [
    "pod-security",
    "an init container that says nothing",
    ML,
    pod((spec) => (spec["init_container"] = [{ name: "init", image: "a:1" }])),
  ],
  [
    "security-context",
    "a root filesystem that can be written to",
    ML,
    context((each) => delete each["read_only_root_filesystem"]),
  ],
  ["security-context", "a pod that says nothing itself", ML, pod((spec) => delete spec["security_context"])],
  [
    "security-context",
    "a container as another user than its pod",
    ML,
    context((each) => (each["run_as_user"] = "10002")),
  ],
  ["low-user-id", "a user that a node may know", ML, context((each) => (each["run_as_user"] = "1000"))],
  [
    "writable-volumes",
    "a volume without a size",
    ML,
    pod((spec) => delete spec["volume"][0].empty_dir.size_limit),
  ],
  ["writable-volumes", "no /tmp", ML, container((each) => each["volume_mount"].shift())],
  [
    "writable-volumes",
    "a disk that is not reserved",
    ML,
    container((each) => delete each["resources"].requests["ephemeral-storage"]),
  ],
  [
    "writable-volumes",
    "secrets that can be written to",
    ML,
    container((each) => delete each["volume_mount"][2].read_only),
  ],
  ["container-resources", "no memory limit", ML, container((each) => delete each["resources"].limits.memory)],
  [
    "container-resources",
    "more reserved than the limit",
    ML,
    container((each) => (each["resources"].requests.memory = "2Gi")),
  ],
  ["container-resources", "no CPU", ML, container((each) => delete each["resources"].requests.cpu)],
  // Lifecycle of pods.
  ["probes", "no startup probe", ML, container((each) => delete each["startup_probe"])],
  [
    "probes",
    "a restart before the pod is taken out",
    ML,
    container((each) => (each["liveness_probe"].period_seconds = 1)),
  ],
  [
    "probes",
    "a rollout shorter than a start",
    ML,
    deployment((spec) => (spec["progress_deadline_seconds"] = 60)),
  ],
  ["graceful-stop", "a pod that stops at once", ML, container((each) => delete each["lifecycle"])],
  [
    "graceful-stop",
    "a pod that is killed while it answers",
    ML,
    pod((spec) => (spec["termination_grace_period_seconds"] = 30)),
  ],
  [
    "graceful-stop",
    "a load balancer that holds on",
    ML,
    object(
      "service",
      "ml_inference_api_nlb",
      ({ metadata }) =>
        delete metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"],
    ),
  ],
  [
    "readiness-gates",
    "pods that do not wait for their load balancer",
    "mlapp",
    object(
      "namespace",
      "models",
      ({ metadata }) => delete metadata.labels["elbv2.k8s.aws/pod-readiness-gate-inject"],
    ),
  ],
  [
    "readiness-gates",
    "pods that wait for a load balancer that is off",
    OPTION_B,
    object(
      "namespace",
      "models",
      ({ metadata }) => (metadata.labels["elbv2.k8s.aws/pod-readiness-gate-inject"] = "enabled"),
    ),
  ],
  [
    "rolling-update",
    "a rollout that loses pods",
    ML,
    deployment((spec) => (spec["strategy"].rolling_update.max_unavailable = "1")),
  ],
  [
    "rolling-update",
    "a rollout that stops all pods",
    ML,
    deployment((spec) => (spec["strategy"] = { type: "Recreate" })),
  ],
  ["pod-spread", "pods of one zone", ML, pod((spec) => spec["topology_spread_constraint"].shift())],
  [
    "pod-spread",
    "spread that stops a rollout",
    ML,
    pod((spec) => (spec["topology_spread_constraint"][0].when_unsatisfiable = "DoNotSchedule")),
  ],
  ["few-replicas", "one pod", ML, object("autoscaler", MODEL, ({ spec }) => (spec.min_replicas = 1))],
  [
    "few-replicas",
    "a model that nothing scales",
    ML,
    ({ models }) => delete models.resource.kubernetes_horizontal_pod_autoscaler_v2,
  ],
  // What they name.
  [
    "pod-references",
    "a ConfigMap that is not there",
    ML,
    ({ models }) => delete models.resource.kubernetes_config_map_v1,
  ],
  [
    "pod-references",
    "a service account that is not there",
    ML,
    pod((spec) => (spec["service_account_name"] = "other")),
  ],
  ["pod-references", "the default service account", ML, pod((spec) => delete spec["service_account_name"])],
  ["pod-references", "a secret class that is not there", ML, custom(MODEL, (resources) => resources.pop())],
  [
    "pod-references",
    "a namespace that is not there",
    ML,
    object("service", MODEL, ({ metadata }) => (metadata.namespace = "other")),
  ],
  [
    "pod-references",
    "a secret in the environment",
    ML,
    container(
      (each) => (each["env"] = [{ name: "KEY", value_from: { secret_key_ref: { name: "a", key: "b" } } }]),
    ),
  ],
  [
    "pod-references",
    "an image that is never pulled",
    ML,
    container((each) => (each["image_pull_policy"] = "Never")),
  ],
  [
    "pod-references",
    "every Service in the environment",
    ML,
    pod((spec) => delete spec["enable_service_links"]),
  ],
  [
    "pod-references",
    "pods that miss a changed ConfigMap",
    ML,
    deployment(({ template }) => delete template.metadata.annotations),
  ],
  [
    "custom-resources",
    "a kind that nobody defines",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["kind"] = "ExternalSecret")),
  ],
  [
    "custom-resources",
    "a version that nobody defines",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["apiVersion"] = "secrets-store.csi.x-k8s.io/v1alpha1")),
  ],
  [
    "secret-files",
    "no driver",
    ML,
    ({ platform }) => delete platform.resource.helm_release.secrets_store_driver,
  ],
  [
    "secret-files",
    "a driver without tokens",
    ML,
    ({ platform }) => {
      within(
        platform.resource.helm_release.secrets_store_driver.values,
        "0",
        (values) => delete values["tokenRequests"],
      );
    },
  ],
  [
    "secret-files",
    "a copy in a Kubernetes Secret",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["spec"].secretObjects = [])),
  ],
  [
    "rbac",
    "a token that nobody needs",
    "mlapp",
    object(
      "deployment",
      "model_service",
      ({ spec }) => (spec.template.spec.automount_service_account_token = true),
    ),
  ],
  ["rbac", "a role without a token", ML, pod((spec) => (spec["automount_service_account_token"] = false))],
  ["rbac", "every resource", ML, object("role", MODEL, ({ rule }) => (rule[0].resources = ["*"]))],
  ["rbac", "secrets", ML, object("role", MODEL, ({ rule }) => (rule[0].resources = ["secrets"]))],
  [
    "rbac",
    "every ConfigMap of the namespace",
    ML,
    object("role", MODEL, ({ rule }) => delete rule[0].resource_names),
  ],
  ["rbac", "a writing verb", ML, object("role", MODEL, ({ rule }) => (rule[0].verbs = ["get", "update"]))],
  ["rbac", "a binding of nobody", ML, object("binding", MODEL, ({ subject }) => (subject[0].name = "other"))],
  [
    "selectors",
    "pods without the labels that are selected by",
    ML,
    deployment(({ template }) => (template.metadata.labels["app.kubernetes.io/name"] = "other")),
  ],
  [
    "selectors",
    "a Service of all models",
    "mlapp",
    object("service", "model_service", ({ spec }) => delete spec.selector["app.kubernetes.io/name"]),
  ],
  [
    "selectors",
    "a policy for nobody",
    ML,
    object(
      "policy",
      MODEL,
      ({ spec }) => (spec.pod_selector.match_labels["app.kubernetes.io/name"] = "other"),
    ),
  ],
  [
    "selectors",
    "spread that counts others",
    ML,
    pod(
      (spec) =>
        delete spec["topology_spread_constraint"][0].label_selector[0].match_labels["app.kubernetes.io/name"],
    ),
  ],
  [
    "common-labels",
    "a ConfigMap without its model's name",
    ML,
    object("config", MODEL, ({ metadata }) => delete metadata.labels["app.kubernetes.io/name"]),
  ],
  // The namespace.
  [
    "namespace-pod-security",
    "a namespace that admits everything",
    ML,
    object(
      "namespace",
      "models",
      ({ metadata }) => (metadata.labels["pod-security.kubernetes.io/enforce"] = "baseline"),
    ),
  ],
  [
    "namespace-pod-security",
    "a standard that changes by itself",
    ML,
    object(
      "namespace",
      "models",
      ({ metadata }) => delete metadata.labels["pod-security.kubernetes.io/warn-version"],
    ),
  ],
  [
    "namespace-default-deny",
    "a namespace that is open for what goes out",
    ML,
    object("policy", "models_default_deny", ({ spec }) => spec.policy_types.pop()),
  ],
  ["namespace-quota", "no quota", ML, ({ models }) => delete models.resource.kubernetes_resource_quota_v1],
  [
    "namespace-quota",
    "no values for containers that say nothing",
    ML,
    object("limits", "models", ({ spec }) => delete spec.limit[0].default_request.cpu),
  ],
  [
    "namespace-quota",
    "a load balancer too many",
    "mlapp",
    object("quota", "models", ({ spec }) => (spec.hard["services.loadbalancers"] = "1")),
  ],
  [
    "namespace-quota",
    "an NLB that takes ports of nodes",
    ML,
    object("service", "ml_inference_api_nlb", ({ spec }) => delete spec.allocate_load_balancer_node_ports),
  ],
  [
    "policy-peers",
    "a rule for everybody",
    ML,
    object("policy", MODEL, ({ spec }) => delete spec.ingress[0].from),
  ],
  [
    "policy-peers",
    "a rule for the internet",
    ML,
    object("policy", MODEL, ({ spec }) => (spec.egress[1].to = [{ ip_block: { cidr: "0.0.0.0/0" } }])),
  ],
  [
    "policies-enforced",
    "policies that nobody enforces",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_addon.vpc_cni.configuration_values,
  ],
  [
    "policies-on-fargate",
    "policies on Fargate",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_fargate_profile = { a: { selector: [{ namespace: "ml-inference" }] } }),
  ],
  [
    "fargate-log-router",
    "logs that Fargate ignores",
    "mlapp",
    ({ platform }) => delete platform.resource.kubernetes_namespace_v1.fargate_logging.metadata.labels,
  ],
  [
    "fargate-log-router",
    "a parser that is not there",
    "mlapp",
    ({ platform }) => delete platform.resource.kubernetes_config_map_v1.fargate_logging.data["parsers.conf"],
  ],
])("%s finds %s", (id, _, environment, edit) => {
  expect(idsOf(noticed(environment, edit))).toContain(id);
});

test("selectors finds a ServiceMonitor for a port that its Service does not have", () => {
  const plan = planWith(ML, {
    prometheusRelease: "monitoring",
    models: [{ name: "api", image: { tag: "1" }, metricsPath: "/metrics" }],
  });
  const edit = custom("api", ([first]) => ((first as Editable)["spec"].endpoints[0].port = "metrics"));
  expect(idsOf(noticed(plan, edit))).toEqual(["selectors"]);
});

describe("every field of it counts", () => {
  /** Mutants of what stands below a place of each resource of some types. */
  const mutants = (
    environment: string,
    types: readonly string[],
    holder: (config: Editable) => readonly Path[],
    change: (config: Editable, path: Path) => void,
  ) =>
    planOf(environment).stacks.flatMap((stack) =>
      types.flatMap((type) =>
        stack.resources(type).flatMap(({ name, address, config }) =>
          holder(config).flatMap((start) =>
            places(at(config, start)).map((rest) => {
              const path = [...start, ...rest];
              return {
                what: `${address} ${path.join(".")}`,
                edit: ((layers) => {
                  const layer = stack.name.slice(environment.length + 1) as Layer;
                  change(layers[layer].resource[type][name], path);
                }) satisfies Edit,
              };
            }),
          ),
        ),
      ),
    );

  const unnoticed = (environment: string, all: readonly { what: string; edit: Edit }[]): string[] =>
    all.filter(({ edit }) => noticed(environment, edit).length === 0).map(({ what }) => what);

  const POD: Path = ["spec", "template", "spec"];

  test.each<readonly [string, (config: Editable, path: Path) => void]>([
    ["removed", remove],
    [
      "changed",
      (config, path) => {
        const old = at(config, path);
        put(config, path, typeof old === "boolean" ? !old : `${String(old)}-x`);
      },
    ],
  ])("whatever of a security context is %s is noticed", (_, change) => {
    const contexts = () => [
      [...POD, "security_context"],
      [...POD, "container", 0, "security_context"],
    ];
    const all = mutants(ML, [KIND.deployment], contexts, change);
    expect(all.length).toBeGreaterThan(15);
    expect(unnoticed(ML, all)).toEqual([]);
  });

  test("a label that is removed from an object or a selector is noticed", () => {
    const labels = (config: Editable): Path[] =>
      places(config)
        .filter((path) => ["labels", "match_labels", "selector"].includes(String(path.at(-1))))
        .filter(
          (path) =>
            !path.includes("to") &&
            typeof at(config, path) === "object" &&
            !("match_labels" in (at(config, path) as object)),
        );
    const all = mutants("mlapp", Object.values(KIND), labels, remove);
    expect(all.length).toBeGreaterThan(60);
    expect(unnoticed("mlapp", all)).toEqual([]);
  });

  test("what names another object is noticed once it names something else", () => {
    const references: readonly (readonly [keyof typeof KIND, Path])[] = [
      ["deployment", [...POD, "service_account_name"]],
      ["deployment", [...POD, "container", 0, "env_from", 0, "config_map_ref", "name"]],
      ["deployment", [...POD, "volume", 2, "csi", "volume_attributes", "secretProviderClass"]],
      ["deployment", [...POD, "container", 0, "volume_mount", 0, "name"]],
      ["service", ["spec", "port", 0, "target_port"]],
      ["binding", ["role_ref", "name"]],
      ["binding", ["subject", 0, "name"]],
      ["role", ["rule", 0, "resource_names", 0]],
    ];
    const missed = references.filter(([kind, path]) => {
      const edit = object(kind, MODEL, (config) => {
        put(config, path, "other");
      });
      return noticed(ML, edit).length === 0;
    });
    expect(missed).toEqual([]);
  });
});
