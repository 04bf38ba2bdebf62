import { asArray, asObject } from "../../../src/terraform/stack-json";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { environmentPlan } from "../../support/altered";
import { VARIANTS, planNamed, resources, config, at, podOf } from "../models-stack";

describe.each(VARIANTS)("%s", (variant) => {
  const deployments = () => resources(planNamed(variant), "deployment_v1").map(({ config }) => config);
  const containers = () => deployments().flatMap((each) => asArray(podOf(each)["container"]).map(asObject));

  test("API-02 no Deployment sets its replica count", () => {
    expect(deployments()).not.toEqual([]);
    for (const deployment of deployments())
      expect(asObject(deployment["spec"])).not.toHaveProperty("replicas");
  });

  test("API-03 every container has a restricted security context", () => {
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

  test("API-03 no pod runs as root", () => {
    expect(deployments()).not.toEqual([]);
    for (const deployment of deployments()) {
      expect(podOf(deployment)["security_context"]).toMatchObject({
        run_as_non_root: true,
        seccomp_profile: { type: "RuntimeDefault" },
      });
    }
  });

  test("API-03 every pod has two writable volumes on disk, all with size limits", () => {
    expect(deployments()).not.toEqual([]);
    for (const deployment of deployments()) {
      const scratch = asArray(podOf(deployment)["volume"]).filter((each) => at(each, "empty_dir"));
      expect(scratch.filter((each) => at(each, "empty_dir", "medium") === undefined).length).toBe(2);
      for (const each of scratch) expect(at(each, "empty_dir", "size_limit")).toMatch(/^\d+Mi$/);
    }
  });

  test("API-03 a pod has a Kubernetes token only if its model requires one", () => {
    const tokens = deployments().map((each) => [
      at(each, "metadata", "name"),
      podOf(each)["automount_service_account_token"],
    ]);
    const { namespace } = asObject(at(deployments()[0], "metadata"));
    // Argo CD has roles in a namespace of its own, and people have roles too.
    const asking = resources(planNamed(variant), "role_binding_v1")
      .filter(({ config }) => at(config, "metadata", "namespace") === namespace)
      .filter(({ config }) => at(asArray(config["subject"])[0], "kind") === "ServiceAccount")
      .map(({ config }) => at(config, "role_ref", "name"));
    expect(tokens).not.toEqual([]);
    expect(tokens.filter(([, token]) => token === true).map(([name]) => name)).toEqual(asking);
    expect(tokens.filter(([, token]) => typeof token !== "boolean")).toEqual([]);
  });

  test("API-02 every container has requests and a memory limit", () => {
    expect(containers()).not.toEqual([]);
    for (const each of containers()) {
      expect(each).toMatchObject({
        resources: {
          requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
          limits: { memory: expect.any(String) as string },
        },
      });
    }
  });

  test.each(["startup_probe", "readiness_probe", "liveness_probe"])(
    "API-02 every container has a %s",
    (probe) => {
      expect(containers()).not.toEqual([]);
      for (const each of containers()) expect(each).toHaveProperty(probe);
    },
  );

  test("every model has its own account, role, config, budget and Service", () => {
    const models = resources(planNamed(variant), "deployment_v1").map(({ name }) => name);
    const stack = planNamed(variant).stack("models");
    expect(models).not.toEqual([]);
    for (const model of models) {
      for (const type of [
        "kubernetes_service_account_v1",
        "kubernetes_config_map_v1",
        "kubernetes_pod_disruption_budget_v1",
        "kubernetes_service_v1",
        "aws_iam_role",
        "aws_iam_role_policy",
      ]) {
        expect(stack.find(`${type}.${model}`)?.address).toBe(`${type}.${model}`);
      }
    }
  });

  describe("the objects of each model", () => {
    const plan = planNamed(variant);
    const models = resources(plan, "deployment_v1");

    test.each([
      ["Deployment", "deployment_v1", ["spec", "selector", "match_labels"]],
      ["Service", "service_v1", ["spec", "selector"]],
      ["PodDisruptionBudget", "pod_disruption_budget_v1", ["spec", "selector", "match_labels"]],
    ])("the %s selects the pods", (_kind, type, path) => {
      expect(models).not.toEqual([]);
      for (const { name, config: deployment } of models) {
        const selector = asObject(at(config(plan, `kubernetes_${type}.${name}`), ...path));
        expect(Object.keys(selector)).not.toEqual([]);
        expect(at(deployment, "spec", "template", "metadata", "labels")).toMatchObject(selector);
      }
    });

    test("one autoscaler, of the stacks or of KEDA, scales the Deployment of each model", () => {
      const autoscalers = objectsOf(environmentPlan(plan)).ofKind("horizontal_pod_autoscaler");
      const scaled = autoscalers.map(({ spec }) => spec.scaleTargetRef?.name);
      expect(models).not.toEqual([]);
      for (const { config: deployment } of models) {
        const name = at(deployment, "metadata", "name");
        expect(scaled.filter((each) => each === name)).toEqual([name]);
      }
    });

    test("the pods use the service account", () => {
      for (const { name, config: deployment } of models) {
        expect(podOf(deployment)["service_account_name"]).toBe(
          at(config(plan, `kubernetes_service_account_v1.${name}`), "metadata", "name"),
        );
      }
    });

    test("the pods read the ConfigMap", () => {
      for (const { name, config: deployment } of models) {
        expect(at(podOf(deployment), "container", 0, "env_from", 0, "config_map_ref", "name")).toBe(
          at(config(plan, `kubernetes_config_map_v1.${name}`), "metadata", "name"),
        );
      }
    });
  });
});
