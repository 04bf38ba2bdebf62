import { applyOrderLines as linesOf } from "../../src/review/stages/order-of-applies";
import { plain } from "../../src/review/stages/phrase";
import { type Editable } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { edited, outputStacks, reviewOf } from "./pairs";

const GIVEN = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333";
const INTERNAL = { entry: { scheme: "internal" } };

/** Lines on the order of the applies, for a change from one form of an environment to another. */
function orderLines(environment: string, before: object, after: object): string[] {
  const [old, now] = [before, after].map((change) => outputStacks(planWith(environment, change)));
  const { topics } = reviewOf({ environment, before: old ?? [], after: now ?? [] });
  const section = topics.find(({ title }) => title === "Order of the applies");
  return (section?.lines ?? []).map(
    ({ level, address, text }) => `${level}: ${address === undefined ? "" : `${address}: `}${plain(text)}`,
  );
}

/** Lines of an order with other lines about what happens between the applies. */
const waits = (lines: readonly string[]): string[] =>
  lines.filter((line) => /blocks the destruction|uses the old certificate/.test(line));

test("an entry that becomes internal keeps the public subnets until models is applied", () => {
  const lines = orderLines("retail-forecast", {}, INTERNAL);
  expect(lines[0]).toMatch(
    /^attention: apply network without its removals, models, network in this order; npx private-eks-inference deploy does, and the workflow apply refuses it$/,
  );
  expect(lines[1]).toMatch(/^info: an apply without its removals has a -target for each block/);
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^info: after network without the others: network destroys aws_subnet\.public_a, which models uses/,
    ),
  );
  expect(waits(lines)).toEqual([
    "attention: kubernetes_ingress_v1.models: network destroys aws_subnet.public_a, aws_subnet.public_b, and the load balancer of kubernetes_ingress_v1.models has addresses there until AWS has deleted it, which blocks the destruction: wait for that after the apply of models",
  ]);
});

test("with a NAT gateway, only the other public subnet is destroyed", () => {
  expect(waits(orderLines("mlapp", {}, INTERNAL))).toEqual([
    expect.stringMatching(/: network destroys aws_subnet\.public_b, and /),
  ]);
});

test("an NLB that becomes internal has the same line", () => {
  const facing = { entry: { scheme: "internet-facing" }, network: { egress: "none" } };
  expect(waits(orderLines("ml-inference-prod", facing, { network: { egress: "none" } }))).toEqual([
    expect.stringMatching(
      /^attention: kubernetes_service_v1\.ml_inference_api_nlb: .*after the apply of models$/,
    ),
  ]);
});

test("an ALB of Terraform in place of a public Ingress is made before models is applied, and the subnets go after it", () => {
  const after = { entry: { type: "terraform-alb", scheme: "internal", httpOnly: true } };
  const [first] = orderLines("retail-forecast", {}, after);
  expect(first).toMatch(/apply network without its removals, models, network in this order/);
});

const ROLE = (name: string): string => `arn:aws:iam::222233334444:role/${name}`;
const OPERATORS = { role: ROLE("operations"), people: ["operators"] };

test.each<[what: string, before: object, after: object]>([
  ["another owner in tags", {}, { owner: "another-team" }],
  ["another project in tags", {}, { project: "another-project" }],
  ["no permissions boundary", { permissionsBoundary: "platform-boundary" }, {}],
  [
    "fewer people of the cluster",
    { cluster: { access: [OPERATORS, { role: ROLE("audit"), people: ["auditors"] }] } },
    { cluster: { access: [OPERATORS] } },
  ],
])("%s differs between two applies, and needs no order", (_, before, after) => {
  const lines = orderLines("ml-inference-prod", before, after);
  expect(lines.filter((line) => /no order avoids|without the others|deploy does/.test(line))).toEqual([]);
});

test("a change of one layer has no line on the order", () => {
  const image = { models: [{ name: "retail-forecast-api", image: { tag: "1.0.1" } }] };
  expect(
    orderLines("retail-forecast", image, { models: [{ ...image.models[0], image: { tag: "1.0.2" } }] }),
  ).toEqual([]);
});

test.each([
  [
    "retail-forecast",
    "has a subnet with another range",
    {},
    { network: { publicSubnets: { cidrs: ["10.0.1.0/24", "10.0.3.0/24"] } } },
  ],
  [
    "mlapp",
    "loses a zone and gets another host",
    { network: { zones: ["a", "b", "c"] }, entry: { certificateArn: GIVEN } },
    { entry: { certificateArn: GIVEN, host: "other.com" } },
  ],
  ["retail-forecast", "becomes internet-facing", INTERNAL, {}],
  ["retail-forecast-option-b", "has a load balancer in the network layer", {}, INTERNAL],
  ["retail-forecast", "gets another name in the same subnets", {}, { entry: { name: "other" } }],
])("%s waits for no load balancer if its entry %s", (environment, _, before, after) => {
  expect(waits(orderLines(environment, before, after))).toEqual([]);
});

const ALSO = { entry: { alsoHosts: ["also.mlapp.com"] } };

test("a certificate that is replaced while the Ingress uses it needs models between two applies of network", () => {
  expect(waits(orderLines("mlapp", {}, ALSO))).toEqual([
    expect.stringMatching(/^attention: aws_acm_certificate\.entry: .*; apply models, then network again$/),
  ]);
});

test("hosts in the other order replace no certificate", () => {
  const swapped = { entry: { host: "also.mlapp.com", alsoHosts: ["mlapp.com"] } };
  expect(waits(orderLines("mlapp", ALSO, swapped))).toEqual([]);
});

test("an ALB in Terraform takes the new certificate in the apply that replaces the old one", () => {
  const made = { certificateArn: null };
  const after = { entry: { ...made, ...ALSO.entry } };
  expect(waits(orderLines("retail-forecast-option-b", { entry: made }, after))).toEqual([]);
});

const PARTS = { components: { "ebs-csi": {}, prometheus: {}, "cluster-autoscaler": {} } };

test("the volumes of a removed namespace are deleted before the driver goes", () => {
  const lines = orderLines("mlapp", PARTS, {});
  expect(lines[0]).toMatch(/apply platform, network, cluster in this order/);
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^attention: helm_release\.\w+: the volume of claim .* is deleted by its driver, after the apply of platform: wait until kubectl get persistentvolumes no longer lists it before the driver goes/,
    ),
  );
});

/** The environment with metrics, and without their release but with their namespace. */
function withoutRelease(): ReturnType<typeof edited> {
  return edited(planWith("mlapp", PARTS), ({ platform }) => {
    for (const [name, release] of Object.entries(
      platform["resource"].helm_release as Record<string, Editable>,
    ))
      if (release["chart"] === "kube-prometheus-stack")
        Reflect.deleteProperty(platform["resource"].helm_release, name);
  });
}

test("the volumes of claims in a namespace that stays are no saving", () => {
  const { cost, topics } = reviewOf(withoutRelease());
  const isVolume = ({ item }: { readonly item: string }): boolean => item.startsWith("volume of claim ");
  expect(cost.staying.filter(isVolume).length).toBeGreaterThan(0);
  expect(cost.differences.filter(isVolume)).toEqual([]);
  const lines = topics.flatMap((topic) => topic.lines).map(({ text }) => plain(text));
  expect(lines).toContainEqual(
    expect.stringMatching(/^the claim .* stays in the cluster, and its volume in AWS is billed/),
  );
});

test("the volumes of a removed namespace are a saving", () => {
  const [old, now] = [PARTS, {}].map((change) => outputStacks(planWith("mlapp", change)));
  const { cost } = reviewOf({ environment: "mlapp", before: old ?? [], after: now ?? [] });
  expect(cost.staying).toEqual([]);
});

test.each([
  [true, /^no order avoids this, after network: its endpoint is gone$/],
  [false, /^not all orders were judged; in this one, after network: its endpoint is gone$/],
])("a gap is unavoidable only if the search was complete: %p", (isComplete, expected) => {
  const passes = (["network", "cluster"] as const).map((layer) => ({ layer, keepsRemoved: false }));
  const gap = {
    layer: "cluster" as const,
    address: "aws_eks_cluster.main",
    message: "its endpoint is gone",
    isRefused: false,
  };
  const order = { passes, reasons: [], unavoidable: [{ passes: passes.slice(0, 1), gap }], isComplete };
  expect(linesOf(order).map(({ text }) => plain(text))).toContainEqual(expect.stringMatching(expected));
});

test.each(["state", "network", "cluster", "platform", "models"])(
  "the removal of the stack of %s has an order, without this layer",
  (gone) => {
    const before = outputStacks(planWith("mlapp", {}));
    const after = outputStacks(planWith("mlapp", { owner: "another-team" })).filter(
      ({ layer }) => layer !== gone,
    );
    const { order } = reviewOf({ environment: "mlapp", before, after });
    expect(order?.passes.map(({ layer }) => layer)).not.toContain(gone);
    expect(order?.passes).not.toEqual([]);
  },
);
