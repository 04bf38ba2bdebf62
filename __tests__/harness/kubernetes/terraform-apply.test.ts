import { type ApplyApi, announcedNodes, applyChanges } from "../../real/kubernetes/harness/terraform-apply";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";

const API = { name: "api", image: { tag: "1.0.0" }, secrets: ["api/key"], kubernetesApi: true };
const OTHER = { name: "other", image: { tag: "1.0.0" }, secrets: ["other/key"], kubernetesApi: true };

const pathOf = ({ kind, metadata }: JsonObject): string =>
  `${String(kind)} ${String(asObject(metadata)["namespace"] ?? "")}/${String(asObject(metadata)["name"])}`;

/** Calls of an apply, in their order, and what it reports. */
async function appliedOf(
  before: object,
  after: object,
  refuses = "none",
  nodes: ReadonlyMap<string, number> = new Map(),
) {
  const calls: string[] = [];
  const api: ApplyApi = {
    pathOf: (object) => Promise.resolve(pathOf(object)),
    apply: (object) => {
      const isRefused = pathOf(object).startsWith(refuses);
      calls.push(`${isRefused ? "refuse" : "apply"} ${pathOf(object)}`);
      return Promise.resolve({ status: isRefused ? 422 : 200, body: { message: "no" }, warnings: [] });
    },
    call: (method, path) => {
      if (method === "DELETE") calls.push(`delete ${path}`);
      return Promise.resolve({ status: 404, body: {}, warnings: [] });
    },
  };
  const [old, now] = [before, after].map((change) =>
    environmentPlan(planWith("ml-inference-prod", { namespace: "models", ...change })),
  );
  if (!old || !now) throw new Error("two plans");
  return { calls, refused: await applyChanges(api, old, now, undefined, nodes) };
}

const orderOf = (calls: readonly string[], ...wanted: readonly string[]): number[] =>
  wanted.map((each) => {
    expect(calls).toContain(each);
    return calls.indexOf(each);
  });
const rising = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

test("an apply without a change calls nothing", async () => {
  expect(await appliedOf({ models: [API] }, { models: [API] })).toEqual({ calls: [], refused: [] });
});

test("objects of a removed model are deleted in the reverse order of their references", async () => {
  const { calls } = await appliedOf({ models: [API, OTHER] }, { models: [API] });
  const order = orderOf(calls, "delete Deployment models/other", "delete ServiceAccount models/other");
  expect(order).toEqual(rising(order));
  const [pods = 0, policy = 0] = orderOf(
    calls,
    "delete Deployment models/other",
    "delete NetworkPolicy models/other",
  );
  expect(pods).toBeLessThan(policy);
  expect(calls.filter((call) => call.includes("models/api"))).toEqual([]);
});

test("objects of an added model are applied in the order of their references", async () => {
  const { calls } = await appliedOf({ models: [API] }, { models: [API, OTHER] });
  const order = orderOf(calls, "apply NetworkPolicy models/other", "apply Deployment models/other");
  expect(order).toEqual(rising(order));
});

test("another namespace deletes all objects before it creates any", async () => {
  const { calls } = await appliedOf({ models: [API] }, { models: [API], namespace: "others" });
  const order = orderOf(
    calls,
    "delete Deployment models/api",
    "delete Namespace /models",
    "apply Namespace /others",
    "apply Deployment others/api",
  );
  expect(order).toEqual(rising(order));
});

test("an object that a Deployment no longer needs is deleted before the Deployment changes", async () => {
  const { calls } = await appliedOf({ models: [API] }, { models: [{ ...API, secrets: [] }] });
  const order = orderOf(calls, "delete SecretProviderClass models/api", "apply Deployment models/api");
  expect(order).toEqual(rising(order));
});

test("a resource that refers to a refused one is not applied", async () => {
  const { calls, refused } = await appliedOf({ models: [API] }, { models: [API, OTHER] }, "NetworkPolicy");
  expect(refused).toEqual(["models kubernetes_network_policy_v1.other: no"]);
  expect(calls).not.toContain("apply Deployment models/other");
});

describe("a node group whose number of nodes an autoscaler sets", () => {
  const sizes = (minPerZone: number) => ({
    cluster: { externalNodeAutoscaler: true, nodeGroups: { general: { minPerZone, maxPerZone: 3 } } },
  });
  const [low, high] = [1, 2].map((min) => ({ models: [API], ...sizes(min) })) as [object, object];

  test("is refused by EKS with a minimum above that number, and later layers are not applied", async () => {
    const { calls, refused } = await appliedOf(low, { ...high, models: [API, OTHER] });
    expect(refused.length).toBeGreaterThan(0);
    expect(calls).toEqual([]);
    expect((await appliedOf(high, low)).refused).toEqual([]);
  });

  test("is accepted once the commands of the review have raised that number", async () => {
    const [old, now] = [low, high].map((change) =>
      environmentPlan(planWith("ml-inference-prod", { namespace: "models", ...change })),
    ) as [EnvironmentPlan, EnvironmentPlan];
    const nodes = announcedNodes(old, now);
    expect([...nodes]).toEqual([
      ["general-a", 2],
      ["general-b", 2],
    ]);
    expect((await appliedOf(low, high, "none", nodes)).refused).toEqual([]);
    expect((await appliedOf(low, high, "none", new Map([["general-a", 2]]))).refused).toHaveLength(1);
  });
});

test("without an autoscaler, a higher minimum is accepted, and a lower one would remove nodes, which is not supported", async () => {
  const sizes = (minPerZone: number) => ({
    models: [API],
    cluster: { nodeGroups: { general: { minPerZone, maxPerZone: 3 } } },
  });
  expect((await appliedOf(sizes(1), sizes(2))).refused).toEqual([]);
  await expect(appliedOf(sizes(2), sizes(1))).rejects.toThrow("nodes that leave are not supported");
});
