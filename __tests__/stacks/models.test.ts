import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import * as fc from "fast-check";
import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform-json/stack-json";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";
import { podTrust } from "../support/pod-trust";

const ML = "ml-inference-prod";
const API = "ml_inference_api";
const DIGEST = `sha256:${"0a".repeat(32)}`;

const once = (make: () => Plan): (() => Plan) => {
  let plan: Plan | undefined;
  return () => (plan ??= make());
};

/** Every reference environment, then all that a model can have at once, and the opposite. */
const variants: Readonly<Record<string, () => Plan>> = {
  ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, () => planOf(name)])),
  "everything on": once(() =>
    planWith(ML, {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
      prometheusRelease: "monitoring",
      models: [
        {
          name: "large",
          image: { repository: "example.com/large", tag: "1.0.0", digest: DIGEST },
          port: 8501,
          cpuRequest: "2",
          cpuLimit: "4",
          memoryRequest: "4Gi",
          memoryLimit: "8Gi",
          replicas: { min: 3, max: 6, cpuPercent: 60, memoryPercent: 75 },
          runAsUser: 20002,
          secrets: ["large/one", "large/two"],
          kubernetesApi: true,
          nodeGroup: "gpu",
          gpus: 1,
          metricsPath: "/metrics",
        },
        { name: "small", image: { tag: "1.0.0" }, metricsPath: "/stats", replicas: { min: 1, max: 1 } },
        { name: "quiet", image: { tag: "1.0.0" } },
      ],
    }),
  ),
  "everything off": once(() =>
    planWith("retail-forecast", { entry: { httpOnly: true, host: null, certificateArn: null } }),
  ),
};
const VARIANTS = Object.keys(variants);
const planNamed = (variant: string): Plan => (variants[variant] as () => Plan)();
const full = () => planNamed("everything on");

const resources = (plan: Plan, type: string) => plan.stack("models").resources(`kubernetes_${type}`);
const config = (plan: Plan, address: string): JsonObject => {
  const found = plan.stack("models").find(address);
  if (!found) throw new Error(`no ${address}`);
  return found.config;
};

/** What lies at a path of keys and indices. */
function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (here, key) => (typeof key === "number" ? asArray(here)[key] : asObject(here)[key]),
    value,
  );
}

const podOf = (deployment: JsonObject) => asObject(at(deployment, "spec", "template", "spec"));
const pod = (plan: Plan, name: string) => podOf(config(plan, `kubernetes_deployment_v1.${name}`));
const container = (plan: Plan, name: string) => asObject(at(pod(plan, name), "container", 0));
const statementsOf = (plan: Plan, name: string) =>
  asArray(at(JSON.parse(config(plan, `aws_iam_role_policy.${name}`)["policy"] as string), "Statement"));
const customResources = (plan: Plan, name: string) =>
  asArray(at(JSON.parse(at(config(plan, `helm_release.${name}`), "values", 0) as string), "resources"));

describe("namespace", () => {
  const restricted = Object.fromEntries(
    ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [`pod-security.kubernetes.io/${mode}-version`, "v1.36"],
    ]),
  );

  test("API-01 the namespace is the environment's and admits restricted pods only", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(NamespaceV1, {
      metadata: {
        name: "ml-inference",
        labels: { ...restricted, "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" },
      },
    });
  });

  test("API-01 the standard is that of the cluster's version", () => {
    const plan = planWith("retail-forecast", { cluster: { version: "1.35" } });
    expect(at(config(plan, "kubernetes_namespace_v1.models"), "metadata", "labels")).toMatchObject({
      "pod-security.kubernetes.io/enforce-version": "v1.35",
    });
  });

  test.each(["retail-forecast-option-b", "retail-forecast-console"])(
    "ALB-02 %s has no readiness gates: they would never open while the demo is off",
    (environment) => {
      expect(planOf(environment).text("models")).toHaveResourceWithProperties(NamespaceV1, {
        metadata: { name: "models", labels: restricted },
      });
    },
  );

  test("API-01 the quota is what the models can use at most", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(ResourceQuotaV1, {
      metadata: { name: "models", namespace: "ml-inference" },
      spec: {
        hard: {
          pods: "13",
          "requests.cpu": "3250m",
          "requests.memory": `${13 * 512}Mi`,
          "limits.memory": `${13 * 1024}Mi`,
          "requests.nvidia.com/gpu": "0",
          "services.loadbalancers": "1",
          "services.nodeports": "0",
        },
      },
    });
  });

  test("API-01 a container that says nothing gets small requests and a memory limit", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(LimitRangeV1, {
      metadata: { name: "models", namespace: "ml-inference" },
      spec: {
        limit: [
          {
            type: "Container",
            default: { memory: "128Mi" },
            default_request: { cpu: "100m", memory: "128Mi" },
          },
        ],
      },
    });
  });

  test.each(VARIANTS)("API-08 %s lets nothing in or out of its namespace that no policy names", (variant) => {
    expect(config(planNamed(variant), "kubernetes_network_policy_v1.models_default_deny")["spec"]).toEqual({
      pod_selector: {},
      policy_types: ["Ingress", "Egress"],
    });
  });

  test.each(VARIANTS)("%s puts everything into its namespace, and after it", (variant) => {
    const objects = planNamed(variant)
      .stack("models")
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes_") && type !== "kubernetes_namespace_v1");
    expect(objects.length).toBeGreaterThan(8);
    const namespace = at(config(planNamed(variant), "kubernetes_namespace_v1.models"), "metadata", "name");
    for (const { config } of objects) {
      expect(at(config, "metadata", "namespace")).toBe(namespace);
      expect(asArray(config["depends_on"])).not.toEqual([]);
    }
  });
});

describe("pods", () => {
  test("API-02 the API listens on 5000 with the document's requests and limits", () => {
    const api = container(planOf(ML), API);
    expect(api["port"]).toEqual([{ name: "http", container_port: 5000, protocol: "TCP" }]);
    expect(api["resources"]).toEqual({
      requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "1088Mi" },
      limits: { cpu: "1000m", memory: "1Gi" },
    });
  });

  test("API-02 start-up, readiness and liveness ask the health path on the container port", () => {
    const api = container(planOf(ML), API);
    const httpGet = { path: "/health", port: "http", scheme: "HTTP" };
    for (const probe of ["startup_probe", "readiness_probe", "liveness_probe"]) {
      expect(at(api, probe, "http_get")).toEqual(httpGet);
    }
  });

  test("API-02 a rollout never goes below the wanted number, and Terraform does not wait for it", () => {
    const deployment = config(planOf(ML), `kubernetes_deployment_v1.${API}`);
    expect(at(deployment, "spec", "strategy")).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_unavailable: "0", max_surge: "25%" },
    });
    expect(deployment["wait_for_rollout"]).toBe(false);
  });

  test("API-02 a rollout may take as long as the model's start", () => {
    const plan = planWith(ML, { models: [{ name: "slow", image: { tag: "1" }, startupSeconds: 3600 }] });
    const { spec } = config(plan, "kubernetes_deployment_v1.slow");
    expect(at(spec, "progress_deadline_seconds")).toBeGreaterThan(3600);
  });

  test("API-02 pods are spread over zones and nodes, each revision for itself", () => {
    const selector = {
      "app.kubernetes.io/name": "ml-inference-api",
      "app.kubernetes.io/component": "model-api",
    };
    const constraint = (topologyKey: string) => ({
      topology_key: topologyKey,
      max_skew: 1,
      when_unsatisfiable: "ScheduleAnyway",
      match_label_keys: ["pod-template-hash"],
      label_selector: [{ match_labels: selector }],
    });
    expect(pod(planOf(ML), API)["topology_spread_constraint"]).toEqual([
      constraint("topology.kubernetes.io/zone"),
      constraint("kubernetes.io/hostname"),
    ]);
  });

  test("API-02 a pod answers on while load balancers forget it, and has time for what it holds", () => {
    expect(pod(planOf(ML), API)["termination_grace_period_seconds"]).toBe(90);
    expect(at(container(planOf(ML), API), "lifecycle")).toEqual({
      pre_stop: [{ exec: { command: ["sleep", "15"] } }],
    });
  });

  test("API-02 the image is the environment's own repository with the exact tag", () => {
    expect(container(planOf(ML), API)).toMatchObject({
      image: "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/ml-inference-api:1.4.2",
      image_pull_policy: "IfNotPresent",
    });
  });

  test("API-02 a given repository and digest stand in the image", () => {
    expect(container(full(), "large")["image"]).toBe(`example.com/large:1.0.0@${DIGEST}`);
  });

  test("API-02 GPU pods run on their node group, tolerate its taint and ask for the device", () => {
    expect(pod(full(), "large")).toMatchObject({
      node_selector: { "private-eks-inference/node-group": "gpu" },
      toleration: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
    });
    expect(at(container(full(), "large"), "resources", "limits")).toMatchObject({ "nvidia.com/gpu": "1" });
  });

  describe.each(VARIANTS)("%s", (variant) => {
    const deployments = () => resources(planNamed(variant), "deployment_v1").map(({ config }) => config);
    const containers = () => deployments().flatMap((each) => asArray(podOf(each)["container"]).map(asObject));

    test("API-02 no Deployment says how many replicas run", () => {
      expect(deployments()).not.toEqual([]);
      for (const deployment of deployments())
        expect(asObject(deployment["spec"])).not.toHaveProperty("replicas");
    });

    test("API-03 every container is confined", () => {
      expect(containers()).not.toEqual([]);
      for (const { security_context } of containers()) {
        expect(security_context).toMatchObject({
          run_as_non_root: true,
          read_only_root_filesystem: true,
          allow_privilege_escalation: false,
          privileged: false,
          capabilities: { drop: ["ALL"] },
          seccomp_profile: { type: "RuntimeDefault" },
        });
        expect(Number(at(security_context, "run_as_user"))).toBeGreaterThan(0);
      }
    });

    test("API-03 every pod is not root, and its volumes are sized", () => {
      expect(deployments()).not.toEqual([]);
      for (const deployment of deployments()) {
        const { security_context, volume } = podOf(deployment);
        expect(security_context).toMatchObject({
          run_as_non_root: true,
          seccomp_profile: { type: "RuntimeDefault" },
        });
        const scratch = asArray(volume).filter((each) => at(each, "empty_dir"));
        expect(scratch.length).toBe(2);
        for (const each of scratch) expect(at(each, "empty_dir", "size_limit")).toMatch(/^\d+Mi$/);
      }
    });

    test("API-03 a pod holds a Kubernetes token only where the model asks for it", () => {
      const tokens = deployments().map((each) => [
        at(each, "metadata", "name"),
        podOf(each)["automount_service_account_token"],
      ]);
      const asking = resources(planNamed(variant), "role_v1").map(({ config }) =>
        at(config, "metadata", "name"),
      );
      expect(tokens).not.toEqual([]);
      expect(tokens.filter(([, token]) => token === true).map(([name]) => name)).toEqual(asking);
      expect(tokens.filter(([, token]) => typeof token !== "boolean")).toEqual([]);
    });

    test("API-02 every container has requests, a memory limit and three probes", () => {
      expect(containers()).not.toEqual([]);
      for (const each of containers()) {
        expect(each).toMatchObject({
          resources: {
            requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
            limits: { memory: expect.any(String) as string },
          },
        });
        for (const probe of ["startup_probe", "readiness_probe", "liveness_probe"])
          expect(each).toHaveProperty(probe);
      }
    });

    test("every model has its own account, role, config, autoscaler, budget, policy and Service", () => {
      const models = resources(planNamed(variant), "deployment_v1").map(({ name }) => name);
      const stack = planNamed(variant).stack("models");
      expect(models).not.toEqual([]);
      for (const model of models) {
        for (const type of [
          "kubernetes_service_account_v1",
          "kubernetes_config_map_v1",
          "kubernetes_horizontal_pod_autoscaler_v2",
          "kubernetes_pod_disruption_budget_v1",
          "kubernetes_network_policy_v1",
          "kubernetes_service_v1",
          "aws_iam_role",
          "aws_iam_role_policy",
        ]) {
          expect(stack.find(`${type}.${model}`)?.address).toBe(`${type}.${model}`);
        }
      }
    });

    test("objects of a model name and select each other", () => {
      for (const { name, config: deployment } of resources(planNamed(variant), "deployment_v1")) {
        const plan = planNamed(variant);
        const labels = asObject(at(deployment, "spec", "template", "metadata", "labels"));
        const selectors = [
          at(deployment, "spec", "selector", "match_labels"),
          at(config(plan, `kubernetes_service_v1.${name}`), "spec", "selector"),
          at(config(plan, `kubernetes_network_policy_v1.${name}`), "spec", "pod_selector", "match_labels"),
          at(config(plan, `kubernetes_pod_disruption_budget_v1.${name}`), "spec", "selector", "match_labels"),
        ];
        for (const selector of selectors) {
          expect(Object.keys(asObject(selector))).not.toEqual([]);
          expect(labels).toMatchObject(asObject(selector));
        }
        const model = at(deployment, "metadata", "name");
        const autoscaler = config(plan, `kubernetes_horizontal_pod_autoscaler_v2.${name}`);
        expect(at(autoscaler, "spec", "scale_target_ref", "name")).toBe(model);
        expect(podOf(deployment)["service_account_name"]).toBe(
          at(config(plan, `kubernetes_service_account_v1.${name}`), "metadata", "name"),
        );
        expect(at(podOf(deployment), "container", 0, "env_from", 0, "config_map_ref", "name")).toBe(
          at(config(plan, `kubernetes_config_map_v1.${name}`), "metadata", "name"),
        );
      }
    });
  });
});

describe("scaling", () => {
  test("API-04 2 to 10 replicas, by CPU above 70 % and memory above 80 %, given up slowly", () => {
    const metric = (name: string, percent: number) => ({
      type: "Resource",
      resource: { name, target: { type: "Utilization", average_utilization: percent } },
    });
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(HorizontalPodAutoscalerV2, {
      spec: {
        scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "ml-inference-api" },
        min_replicas: 2,
        max_replicas: 10,
        metric: [metric("cpu", 70), metric("memory", 80)],
        behavior: {
          scale_down: [
            {
              stabilization_window_seconds: 300,
              select_policy: "Max",
              policy: [{ type: "Percent", value: 25, period_seconds: 60 }],
            },
          ],
        },
      },
    });
  });

  test("API-04 memory counts only where a target is given", () => {
    const { spec } = config(planOf("mlapp"), "kubernetes_horizontal_pod_autoscaler_v2.model_service");
    expect(asArray(at(spec, "metric")).map((each) => at(each, "resource", "name"))).toEqual(["cpu"]);
  });

  test("API-04 a drain takes one pod at a time, so one of two stays up", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(PodDisruptionBudgetV1, {
      spec: {
        max_unavailable: "1",
        selector: {
          match_labels: {
            "app.kubernetes.io/name": "ml-inference-api",
            "app.kubernetes.io/component": "model-api",
          },
        },
      },
    });
  });

  test("API-04 a single replica blocks no drain", () => {
    const budget = config(full(), "kubernetes_pod_disruption_budget_v1.small");
    expect(asObject(budget["spec"])).not.toHaveProperty("min_available");
    expect(at(budget, "spec", "max_unavailable")).toBe("1");
  });
});

describe("configuration and secrets", () => {
  test("API-06 the ConfigMap holds what the file says, and where the model's files are", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(ConfigMapV1, {
      metadata: expect.objectContaining({ name: "ml-inference-api", namespace: "ml-inference" }) as object,
      data: {
        MODEL_NAME: "ml-inference",
        LOG_LEVEL: "info",
        MODEL_BUCKET: "ml-inference-prod-models-222233334444",
        MODEL_PREFIX: "ml-inference-api/",
      },
    });
  });

  test("API-06 a changed variable replaces the pods", () => {
    const change = (level: string) =>
      planWith("retail-forecast", {
        models: [{ name: "api", image: { tag: "1" }, environment: { LOG_LEVEL: level } }],
      });
    const sum = (plan: Plan) =>
      at(
        config(plan, "kubernetes_deployment_v1.api"),
        "spec",
        "template",
        "metadata",
        "annotations",
        "checksum/config",
      );
    expect(sum(change("info"))).toMatch(/^[0-9a-f]{64}$/);
    expect(sum(change("info"))).toBe(sum(change("info")));
    expect(sum(change("info"))).not.toBe(sum(change("debug")));
  });

  test("API-06 text that Terraform would evaluate arrives as it was written", () => {
    const environment = { FILE: '${file("/etc/passwd")}', IF: "%{if true}x%{endif}", BOTH: "$${x} %%{y}" };
    const plan = planWith("retail-forecast", { models: [{ name: "api", image: { tag: "1" }, environment }] });
    expect(config(plan, "kubernetes_config_map_v1.api")["data"]).toMatchObject({
      FILE: '$${file("/etc/passwd")}',
      IF: "%%{if true}x%%{endif}",
      BOTH: "$$${x} %%%{y}",
    });
  });

  test("API-06 secrets are mounted as read-only files that the pod's own role fetches", () => {
    const [secretClass] = customResources(planOf(ML), API);
    expect(secretClass).toMatchObject({
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { name: "ml-inference-api", namespace: "ml-inference" },
    });
    expect(asArray(pod(planOf(ML), API)["volume"]).at(-1)).toEqual({
      name: "secrets",
      csi: {
        driver: "secrets-store.csi.k8s.io",
        read_only: true,
        volume_attributes: { secretProviderClass: "ml-inference-api" },
      },
    });
    expect(asArray(container(planOf(ML), API)["volume_mount"]).at(-1)).toEqual({
      name: "secrets",
      mount_path: "/mnt/secrets",
      read_only: true,
    });
    expect(statementsOf(planOf(ML), API).at(-1)).toEqual({
      Sid: "ReadSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: ["arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/api-key-??????"],
    });
  });

  test.each(VARIANTS)("API-06 %s keeps no secret in Terraform or in Kubernetes", (variant) => {
    const stack = planNamed(variant).stack("models");
    const types = [...stack.resources(), ...stack.dataSources()].map(({ type }) => type);
    expect(types).toContain("kubernetes_deployment_v1");
    expect(types.filter((type) => /secret/.test(type))).toEqual([]);
  });
});

describe("identity", () => {
  test("API-07 one service account may take the role, and is told so", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(IamRole, {
      name: "ml-inference-model-ml-inference-api",
      assume_role_policy: podTrust("ml-inference", "ml-inference-api"),
    });
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(ServiceAccountV1, {
      automount_service_account_token: false,
      metadata: expect.objectContaining({
        name: "ml-inference-api",
        namespace: "ml-inference",
        annotations: {
          "eks.amazonaws.com/role-arn": `\${aws_iam_role.${API}.arn}`,
          "eks.amazonaws.com/sts-regional-endpoints": "true",
        },
      }) as object,
    });
  });

  test("API-07 the role reads exactly its own prefix, and decrypts with the bucket's key", () => {
    const bucket = "arn:aws:s3:::ml-inference-prod-models-222233334444";
    expect(statementsOf(planOf(ML), API).slice(0, 3)).toEqual([
      {
        Sid: "ReadModelFiles",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `${bucket}/ml-inference-api/*`,
      },
      {
        Sid: "ListModelFiles",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucket,
        Condition: { StringLike: { "s3:prefix": "ml-inference-api/*" } },
      },
      {
        Sid: "DecryptModelFiles",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "${data.terraform_remote_state.cluster.outputs.model_bucket_kms_key_arn}",
      },
    ]);
  });

  test("API-07 of a bucket that exists no key is known, and a given prefix is read", () => {
    const model = { name: "api", image: { tag: "1" }, bucketPrefix: "fraud/v2/" };
    const plan = planWith("mlapp", { models: [model] });
    expect(statementsOf(plan, "api").map((each) => at(each, "Sid"))).toEqual([
      "ReadModelFiles",
      "ListModelFiles",
    ]);
    expect(at(statementsOf(plan, "api")[0], "Resource")).toBe("arn:aws:s3:::mlapp-model-registry/fraud/v2/*");
    expect(plan.text("models")).not.toContain("model_bucket_kms_key_arn");
  });

  test.each(VARIANTS)("API-07 %s lets no model act on everything", (variant) => {
    const plan = planNamed(variant);
    const statements = plan
      .stack("models")
      .resources("aws_iam_role_policy")
      .flatMap(({ name }) => statementsOf(plan, name));
    expect(statements).not.toEqual([]);
    for (const statement of statements) {
      expect([at(statement, "Action")].flat().filter((action) => String(action).includes("*"))).toEqual([]);
      expect([at(statement, "Resource")].flat()).not.toContain("*");
    }
  });

  test("API-07 a model with the Kubernetes API reads its own ConfigMap and nothing else", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(RoleV1, {
      rule: [
        { api_groups: [""], resources: ["configmaps"], resource_names: ["ml-inference-api"], verbs: ["get"] },
      ],
    });
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(RoleBindingV1, {
      role_ref: { api_group: "rbac.authorization.k8s.io", kind: "Role", name: "ml-inference-api" },
      subject: [{ kind: "ServiceAccount", name: "ml-inference-api", namespace: "ml-inference" }],
    });
  });

  test("API-07 without it there is neither a Role nor a question to the cluster", () => {
    const stack = planOf("mlapp").stack("models");
    expect(stack.find("kubernetes_deployment_v1.model_service")).toBeDefined();
    expect(stack.resources("kubernetes_role_v1")).toEqual([]);
    expect(stack.resources("kubernetes_role_binding_v1")).toEqual([]);
    expect(stack.dataSources("kubernetes_service_v1")).toEqual([]);
  });
});

describe("network policies", () => {
  const policy = (plan: Plan, name: string) =>
    asObject(config(plan, `kubernetes_network_policy_v1.${name}`)["spec"]);
  const cidrs = (peers: Json | undefined) => asArray(peers).map((peer) => at(peer, "ip_block", "cidr"));
  const HTTPS = [{ port: "443", protocol: "TCP" }];

  test.each([
    ["retail-forecast", "retail_forecast_api", ["10.0.1.0/24", "10.0.2.0/24"], "its public load balancer"],
    [ML, API, ["10.0.0.0/19", "10.0.32.0/19"], "its internal load balancer"],
    [
      "retail-forecast-console",
      "retail_forecast_api",
      ["10.0.1.0/24", "10.0.2.0/24"],
      "a found load balancer, which a plan verifies",
    ],
  ])("API-08 %s admits to %s only %j, the subnets of %s", (environment, name, expected) => {
    const [rule, ...others] = asArray(policy(planOf(environment), name)["ingress"]);
    expect(others).toEqual([]);
    expect(cidrs(at(rule, "from"))).toEqual(expected);
  });

  test("API-08 pods reach DNS, the endpoints, the Kubernetes API and S3, by HTTPS", () => {
    expect(policy(planOf(ML), API)["egress"]).toEqual([
      {
        to: [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
            pod_selector: { match_labels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: [
          { port: "53", protocol: "UDP" },
          { port: "53", protocol: "TCP" },
        ],
      },
      { to: [{ ip_block: { cidr: "10.0.0.0/19" } }, { ip_block: { cidr: "10.0.32.0/19" } }], ports: HTTPS },
      {
        to: [{ ip_block: { cidr: "${data.kubernetes_service_v1.kubernetes_api.spec[0].cluster_ip}/32" } }],
        ports: HTTPS,
      },
      {
        dynamic: {
          to: {
            for_each: "${data.aws_prefix_list.s3.cidr_blocks}",
            content: { ip_block: { cidr: "${to.value}" } },
          },
        },
        ports: HTTPS,
      },
    ]);
    expect(planOf(ML).stack("models").find("data.aws_prefix_list.s3")?.config["name"]).toBe(
      "com.amazonaws.ap-southeast-2.s3",
    );
  });

  test.each(VARIANTS)("API-08 %s opens no policy to everywhere", (variant) => {
    const policies = resources(planNamed(variant), "network_policy_v1");
    const rules = policies.flatMap(({ config }) => [
      ...asArray(at(config, "spec", "ingress")).map((rule) => at(rule, "from")),
      ...asArray(at(config, "spec", "egress")).map((rule) => at(rule, "to") ?? at(rule, "dynamic", "to")),
    ]);
    expect(rules.length).toBeGreaterThan(2);
    // A rule without peers means everybody.
    expect(
      rules.filter((peers) => peers === undefined || asArray(peers).some((peer) => peer === null)),
    ).toEqual([]);
    expect(JSON.stringify(rules)).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
  });
});

describe("metrics", () => {
  test("API-09 a ServiceMonitor carries the release's label and reads the model's path by the port's name", () => {
    expect(customResources(full(), "small")).toEqual([
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: {
          name: "small",
          namespace: "ml-inference",
          labels: expect.objectContaining({ release: "monitoring" }) as object,
        },
        spec: {
          selector: {
            matchLabels: { "app.kubernetes.io/name": "small", "app.kubernetes.io/component": "model-api" },
          },
          endpoints: [{ port: "http", path: "/stats" }],
        },
      },
    ]);
  });

  test("API-09 a monitor finds exactly one Service, though the model has an NLB, too", () => {
    const { selector } = asObject(asObject(customResources(full(), "small")[0])["spec"]) as {
      selector: JsonObject;
    };
    const found = resources(full(), "service_v1").filter(({ config }) =>
      Object.entries(asObject(selector["matchLabels"])).every(
        ([key, value]) => at(config, "metadata", "labels", key) === value,
      ),
    );
    expect(found.map(({ name }) => name)).toEqual(["small"]);
  });

  test("API-09 Prometheus is admitted where it reads, and only there", () => {
    const from = (name: string) =>
      asArray(at(config(full(), `kubernetes_network_policy_v1.${name}`), "spec", "ingress")).map((rule) =>
        at(rule, "from", 0),
      );
    expect(from("small").at(-1)).toEqual({
      namespace_selector: {},
      pod_selector: { match_labels: { "app.kubernetes.io/name": "prometheus" } },
    });
    expect(from("quiet").length).toBe(1);
  });

  test("API-09 without Prometheus a metrics path makes no monitor", () => {
    const model = { name: "api", image: { tag: "1" }, metricsPath: "/metrics" };
    const stack = planWith("retail-forecast", { models: [model] }).stack("models");
    expect(stack.find("kubernetes_deployment_v1.api")).toBeDefined();
    expect(stack.resources("helm_release")).toEqual([]);
  });

  test("API-09 secrets and metrics of one model share a release", () => {
    expect(customResources(full(), "large").map((each) => at(each, "kind"))).toEqual([
      "SecretProviderClass",
      "ServiceMonitor",
    ]);
  });
});

describe("models", () => {
  /** Each path of the Ingress, and the Service that it leads to. */
  const pathsOf = (plan: Plan) =>
    asArray(at(config(plan, "kubernetes_ingress_v1.models"), "spec", "rule", 0, "http", "path")).map(
      (each) => [at(each, "path"), at(each, "backend", "service", "name")],
    );

  test("APP-01 the forecast API serves from 8080 behind the Ingress", () => {
    const plan = planOf("retail-forecast");
    expect(at(container(plan, "retail_forecast_api"), "port", 0, "container_port")).toBe(8080);
    expect(pathsOf(plan)).toEqual([
      ["/predict", "retail-forecast-api"],
      ["/health", "retail-forecast-api"],
    ]);
  });

  test("ML-01 each model of the list has its own image, port, size, paths and identity", () => {
    const plan = planWith("mlapp", {
      models: [
        {
          name: "a",
          image: { tag: "1.0.0" },
          port: 8001,
          paths: ["/a", "/first"],
          cpuRequest: "1",
          memoryRequest: "1Gi",
        },
        {
          name: "b",
          image: { tag: "2.0.0" },
          port: 8002,
          paths: ["/b"],
          cpuRequest: "2",
          memoryRequest: "4Gi",
        },
      ],
    });
    const seen = ["a", "b"].map((name) => [
      container(plan, name)["image"],
      at(container(plan, name), "port", 0, "container_port"),
      at(container(plan, name), "resources", "requests", "cpu"),
      at(container(plan, name), "resources", "requests", "memory"),
      config(plan, `aws_iam_role.${name}`)["name"],
    ]);
    expect(seen).toEqual([
      ["333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp/a:1.0.0", 8001, "1", "1Gi", "mlapp-model-a"],
      ["333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp/b:2.0.0", 8002, "2", "4Gi", "mlapp-model-b"],
    ]);
    expect(pathsOf(plan)).toEqual([
      ["/a", "a"],
      ["/first", "a"],
      ["/b", "b"],
    ]);
  });

  test("ML-01 models may have the names of what else stands in the stack", () => {
    const names = ["cluster", "network", "models", "aws", "s3", "alb"];
    const models = names.map((name) => ({ name, image: { tag: "1" }, paths: [`/${name}`] }));
    const plan = planWith("mlapp", { models });
    expect(
      resources(plan, "deployment_v1")
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
  });

  test("API-05 inside the cluster a model is a Service on its own port", () => {
    expect(planOf(ML).text("models")).toHaveResourceWithProperties(ServiceV1, {
      metadata: expect.objectContaining({ name: "ml-inference-api", namespace: "ml-inference" }) as object,
      spec: {
        type: "ClusterIP",
        selector: {
          "app.kubernetes.io/name": "ml-inference-api",
          "app.kubernetes.io/component": "model-api",
        },
        port: [{ name: "http", port: 5000, target_port: "http", protocol: "TCP" }],
      },
    });
  });

  test("API-05 one port of the file is the container's, the policy's and the security groups', whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65535 }), (port) => {
        const plan = planWith("retail-forecast", { models: [{ name: "api", image: { tag: "1" }, port }] });
        const api = container(plan, "api");
        expect(api["port"]).toEqual([{ name: "http", container_port: port, protocol: "TCP" }]);
        expect(at(api, "readiness_probe", "http_get", "port")).toBe("http");
        expect(at(config(plan, "kubernetes_service_v1.api"), "spec", "port", 0, "target_port")).toBe("http");
        const policy = config(plan, "kubernetes_network_policy_v1.api");
        expect(at(policy, "spec", "ingress", 0, "ports")).toEqual([{ port: String(port), protocol: "TCP" }]);
        const network = plan.stack("network");
        for (const address of [
          `aws_vpc_security_group_egress_rule.alb_to_nodes_${port}`,
          `aws_vpc_security_group_ingress_rule.nodes_from_alb_${port}`,
        ]) {
          expect(network.find(address)?.config).toMatchObject({ from_port: port, to_port: port });
        }
      }),
      { numRuns: 5 },
    );
  });
});
