import { LAYERS, type Layer } from "../../../src/base/layers";
import { looking } from "../../../src/deploy/teardown/connected";
import { claimsStep } from "../../../src/deploy/teardown/kubernetes-steps";
import { runSteps } from "../../../src/deploy/teardown/run-steps";
import { stepsOf } from "../../../src/deploy/teardown/steps";
import { survey } from "../../../src/deploy/teardown/survey";
import { itemLines } from "../../../src/deploy/teardown/texts";
import { ENVIRONMENTS } from "../../support/environments";
import { everyOptionPlan } from "../../support/every-option-plan";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { AppliedWorld, KIND_COMMANDS } from "./applied-world";
import { type Simulated, tags, treated } from "./simulated";

const E = "ml-platform";
const { INGRESSES, SERVICES, BINDINGS, BALANCERS, CLAIMS } = KIND_COMMANDS;
const all: readonly (readonly [string, () => Plan])[] = [
  ...ENVIRONMENTS.map((name) => [name, () => planOf(name)] as const),
  ["every-option", everyOptionPlan],
];

/** Steps of a layer before its destroy that ask the cluster, or look for load balancers. */
const ABOUT_ENTRIES = ["entries", "load-balancers", "claims", "node-claims", "webhooks"];

async function before(machine: Simulated, layer: Layer) {
  const steps = stepsOf(machine.facts).filter(
    (step) => step.layer === layer && step.moment !== "after the destroy" && ABOUT_ENTRIES.includes(step.id),
  );
  const ended = await runSteps(machine.session(), machine.facts, steps);
  return { ended, said: machine.said, asked: machine.asked };
}

/** A world after the destroy of the models. */
function afterModels(plan: Plan): AppliedWorld {
  const world = new AppliedWorld(plan);
  world.destroy("models");
  return world;
}

describe.each(all)("OPS-02 %s", (_, planFor) => {
  test("each layer can be destroyed after the later ones, and nothing of the environment holds it up", async () => {
    const world = new AppliedWorld(planFor());
    for (const layer of [...LAYERS].reverse()) {
      expect([layer, await before(world.machine(), layer)]).toEqual([
        layer,
        { ended: "done", said: [], asked: [] },
      ]);
      world.destroy(layer);
    }
    expect(world.made).toBe(0);
  });

  test("a dry run with everything in place stops at nothing of the environment", async () => {
    const machine = new AppliedWorld(planFor()).machine();
    const layers = await survey(machine.session());
    const lines = layers.flatMap(({ steps }) =>
      steps.filter(({ id }) => ABOUT_ENTRIES.includes(id)).flatMap(({ found }) => found.flatMap(itemLines)),
    );
    expect(lines.filter((line) => /stops at|kubectl delete/.test(line))).toEqual([]);
  });
});

test("OPS-02 the worlds have each kind of entry, also in the layer of the controller", () => {
  const worlds = all.map(([, planFor]) => new AppliedWorld(planFor()));
  for (const kind of [INGRESSES, SERVICES, BINDINGS, CLAIMS])
    expect(worlds.flatMap((world) => world.named(kind)).length).toBeGreaterThan(0);
  expect(afterModels(planOf(E)).named(INGRESSES).length).toBeGreaterThan(1);
});

const foreign = (name: string, more: object = {}, metadata: object = {}) => ({
  metadata: { name, namespace: "team", ...metadata },
  ...more,
});
const entriesAmong = async (world: AppliedWorld, others: Record<string, readonly object[]>) =>
  treated(await world.machine(others).items("platform", "entries"));

test("OPS-02 entries of others still stop the run, beside those of the environment", async () => {
  const world = afterModels(planOf(E));
  const group = { annotations: { "alb.ingress.kubernetes.io/group.name": `${E}-models` } };
  expect(
    await entriesAmong(world, {
      [INGRESSES]: [foreign("open"), foreign("joined", {}, group)],
      [SERVICES]: [foreign("outer", { spec: { type: "LoadBalancer" } })],
      [BINDINGS]: [foreign("by-hand", { spec: { serviceRef: { name: "log-in-mlflow" } } })],
    }),
  ).toEqual([
    "block ingresses.networking.k8s.io team/open",
    "block ingresses.networking.k8s.io team/joined",
    "block services team/outer",
    "block targetgroupbindings.elbv2.k8s.aws team/by-hand",
  ]);
});

test("OPS-02 a binding that the controller made for an entry of others goes with that entry", async () => {
  const labels = { "ingress.k8s.aws/stack-namespace": "team", "ingress.k8s.aws/stack-name": "open" };
  const others = {
    [INGRESSES]: [foreign("open")],
    [BINDINGS]: [foreign("k8s-team-open-1", {}, { labels })],
  };
  expect(await entriesAmong(afterModels(planOf(E)), others)).toEqual([
    "block ingresses.networking.k8s.io team/open",
    "wait targetgroupbindings.elbv2.k8s.aws team/k8s-team-open-1",
  ]);
});

test("OPS-02 an Ingress whose block the state lacks stops the run, since its name proves nothing", async () => {
  const world = afterModels(planOf(E));
  const [address = ""] = planOf(E)
    .stack("platform")
    .resources("kubernetes_ingress_v1")
    .map((each) => each.address);
  world.lose("platform", address);
  const items = await world.machine().items("platform", "entries");
  expect(treated(items)).toEqual([expect.stringMatching(/^block ingresses\.networking\.k8s\.io log-in\//)]);
  expect(items[0]?.because).toContain(address);
});

test("OPS-02 an Ingress of a release in the state goes with it, one of a release of others does not", async () => {
  const of = (release: string, namespace: string) => ({
    annotations: { "meta.helm.sh/release-name": release, "meta.helm.sh/release-namespace": namespace },
  });
  const release = planOf(E)
    .stack("platform")
    .resources("helm_release")
    .map(({ config }) => config)[0];
  const [name, namespace] = [String(release?.["name"]), String(release?.["namespace"])];
  expect(
    await entriesAmong(afterModels(planOf(E)), {
      [INGRESSES]: [foreign("page", {}, of(name, namespace)), foreign("other", {}, of(name, "elsewhere"))],
    }),
  ).toEqual(["block ingresses.networking.k8s.io team/other"]);
});

test("OPS-02 a load balancer that no object needs is deleted, and that of the log-in is left to Terraform", async () => {
  const world = afterModels(planOf(E));
  const cluster = String(world.machine().facts.cluster);
  const own = tags({ "elbv2.k8s.aws/cluster": cluster, "ingress.k8s.aws/stack": "team/gone" });
  const machine = world.machine({
    [BALANCERS]: [{ LoadBalancerArn: "arn:gone", VpcId: "vpc-1", Tags: own }],
  });
  expect(treated(await machine.items("platform", "load-balancers"))).toEqual([
    "delete load balancer arn:gone",
  ]);
  world.destroy("platform");
  const after = world.machine({ [BALANCERS]: [{ LoadBalancerArn: "arn:gone", VpcId: "vpc-1", Tags: own }] });
  expect(treated(await after.items("network", "load-balancers"))).toEqual(["delete load balancer arn:gone"]);
});

test("OPS-02 claims of others stop the run before the cluster, and those in a namespace of Terraform go with it", async () => {
  const machine = new AppliedWorld(planOf(E)).machine({
    [CLAIMS]: [foreign("data", { spec: { volumeName: "pv-of-team" } })],
    "kubectl get persistentvolumes": [
      {
        metadata: { name: "pv-of-team" },
        spec: { csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-1" } },
      },
    ],
  });
  const items = await machine.items("cluster", "claims");
  expect(treated(items).filter((line) => !line.startsWith("wait"))).toEqual([
    "block persistentvolumeclaims team/data",
  ]);
  expect(items.filter(({ treatment }) => treatment === "wait").length).toBeGreaterThan(0);
});

test("OPS-02 an apply without the driver stops at a claim, also in a namespace of Terraform, which it does not destroy", async () => {
  const machine = new AppliedWorld(planOf(E)).machine();
  const found = await looking(machine.session(), machine.facts, true, (look) => claimsStep().find(look));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ treatment }) => treatment !== "block")).toEqual([]);
});
