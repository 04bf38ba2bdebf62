import { type UnknownAttribute } from "../../../../src/terraform/unknown-values";
import { apiObject } from "../../../../src/infrastructure/kubernetes/api/api-object";
import { type Json, type JsonObject, isJsonObject } from "../../../../src/terraform/stack-json";
import { PLANS } from "../../../support/every-option";
import { type Plan } from "../../../support/plan";
import { providerObjects } from "../../../support/kubernetes-objects";
import { UnknownValue, PartialJson } from "../../../../src/terraform/plans/partial-json";

test("blocks become objects and lists by the names of the API", () => {
  const config = {
    metadata: { name: "a", labels: { "app.kubernetes.io/name": "a", the_key: "b" } },
    spec: {
      selector: { match_labels: { the_key: "b" } },
      template: [
        {
          spec: {
            host_ipc: true,
            security_context: [{ run_as_user: "1000", sysctl: { name: "a", value: "1" } }],
            container: { name: "a", port: [{ container_port: 80 }], env: [] },
            init_container: [{ name: "b" }, { name: "c", command: ["x"] }],
            node_selector: { the_key: "b" },
          },
        },
      ],
    },
  };
  expect(apiObject(config)).toEqual({
    metadata: { name: "a", labels: { "app.kubernetes.io/name": "a", the_key: "b" } },
    spec: {
      selector: { matchLabels: { the_key: "b" } },
      template: {
        spec: {
          hostIPC: true,
          securityContext: { runAsUser: "1000", sysctls: [{ name: "a", value: "1" }] },
          containers: [{ name: "a", ports: [{ containerPort: 80 }], env: [] }],
          initContainers: [{ name: "b" }, { name: "c", command: ["x"] }],
          nodeSelector: { the_key: "b" },
        },
      },
    },
  });
});

test("a name is a list in one place and a single value in another", () => {
  const backend = { service: { name: "a", port: { number: 80 } } };
  expect(apiObject({ spec: { rule: { http: { path: { path: "/", backend } } } } })).toEqual({
    spec: { rules: [{ http: { paths: [{ path: "/", backend }] } }] },
  });
  expect(apiObject({ spec: { type: "ClusterIP", selector: { app_name: "a" }, port: { port: 80 } } })).toEqual(
    {
      spec: { type: "ClusterIP", selector: { app_name: "a" }, ports: [{ port: 80 }] },
    },
  );
  const node = { required_during_scheduling_ignored_during_execution: { node_selector_term: {} } };
  const pod = { required_during_scheduling_ignored_during_execution: { topology_key: "a" } };
  expect(apiObject({ spec: { affinity: { node_affinity: node, pod_affinity: pod } } })).toEqual({
    spec: {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } },
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "a" }] },
      },
    },
  });
});

test("fields of the source of a persistent volume are those of its spec", () => {
  const source = { csi: { driver: "a", volume_attributes: { the_key: "b" } } };
  expect(apiObject({ spec: { persistent_volume_source: source, capacity: { storage: "1Gi" } } })).toEqual({
    spec: { csi: { driver: "a", volumeAttributes: { the_key: "b" } }, capacity: { storage: "1Gi" } },
  });
});

test("arguments of Terraform and of the provider are no fields", () => {
  const config = { depends_on: ["a"], lifecycle: {}, "//": {}, timeouts: {}, wait_for_rollout: false };
  expect(
    apiObject({ ...config, spec: { container: { lifecycle: { pre_stop: {} } }, paused: null } }),
  ).toEqual({
    spec: { containers: [{ lifecycle: { preStop: {} } }] },
  });
});

test("an expression stays as it is", () => {
  const spec = {
    container: [{ args: "${var.args}", env: "${var.env}" }, "${var.more}"],
    node_selector: "${a.b}",
  };
  expect(apiObject({ spec })).toEqual({
    spec: { containers: [{ args: "${var.args}", env: "${var.env}" }], nodeSelector: "${a.b}" },
  });
});

test("the content of a dynamic block is converted in its place", () => {
  const to = { for_each: "${a.b}", content: { ip_block: { cidr: "${to.value}" } } };
  expect(apiObject({ spec: { egress: { dynamic: { to }, ports: { port: "443" } } } })).toEqual({
    spec: {
      egress: [
        {
          dynamic: { to: { for_each: "${a.b}", content: { ipBlock: { cidr: "${to.value}" } } } },
          ports: [{ port: "443" }],
        },
      ],
    },
  });
});

/** Numbers as the provider has them, without kind and version. */
function written(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(written);
  if (!isJsonObject(value)) return typeof value === "number" ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, written(item)]));
}

const configsOf = (plan: Plan): JsonObject[] =>
  plan.stacks.flatMap((stack) =>
    stack
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes_") && type !== "kubernetes_manifest")
      .map(({ config }) => config),
  );

/** The content of a dynamic block as one block, as the objects of the tests have it. */
function expanded(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(expanded);
  if (!isJsonObject(value)) return value;
  const { dynamic, ...others } = value;
  const to =
    isJsonObject(dynamic) && isJsonObject(dynamic["to"]) ? [dynamic["to"]["content"] ?? null] : undefined;
  const fields = Object.entries({ ...others, ...(to ? { to } : {}) });
  return Object.fromEntries(fields.map(([name, item]) => [name, expanded(item)]));
}

test.each(PLANS)("%s: objects are those that the provider sends, by its schema", (_, plan) => {
  const sent = providerObjects(plan).map(({ object }) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => name !== "apiVersion" && name !== "kind")),
  );
  const read = configsOf(plan).map((config) => expanded(apiObject(config)));
  expect(read.length).toBeGreaterThan(10);
  expect(read.map(written)).toEqual(sent.map(written));
});

test.each(PLANS)("%s: an object of the API stays as it is", (_, plan) => {
  const objects = configsOf(plan)
    .map((config) => apiObject(config))
    .filter((object) => object["provisioner"] === undefined);
  expect(objects.map((object) => apiObject(object))).toEqual(objects);
});

describe("values that a plan does not contain", () => {
  const gap = (attribute: string, nearest?: string) =>
    new UnknownValue({ address: "kubernetes_pod_v1.a", attribute, why: "known after apply" }, nearest, true);
  const asked: UnknownAttribute[] = [];
  const object = apiObject(
    new PartialJson({
      spec: {
        host_network: true,
        priority_class_name: gap("spec.priority_class_name", "high"),
        container: [{ name: "a", env: gap("spec.container.env") }, gap("spec.container.1")],
      },
    }).withReadCallback((unread) => asked.push(unread)),
  );
  const spec = object["spec"] as Record<string, unknown>;

  beforeEach(() => asked.splice(0));

  test("are asked for by each reader of the field, and by no other", () => {
    expect(spec["hostNetwork"]).toBe(true);
    expect(asked).toEqual([]);
    for (let reader = 0; reader < 2; reader += 1) expect(spec["priorityClassName"]).toBe("high");
    expect(asked.map(({ attribute }) => attribute)).toEqual([
      "spec.priority_class_name",
      "spec.priority_class_name",
    ]);
  });

  test("are asked for in lists", () => {
    const [container] = spec["containers"] as Record<string, unknown>[];
    expect(asked.map(({ attribute }) => attribute)).toEqual(["spec.container.1"]);
    expect(container?.["env"]).toBeUndefined();
    expect(asked.map(({ attribute }) => attribute)).toEqual(["spec.container.1", "spec.container.env"]);
  });
});
