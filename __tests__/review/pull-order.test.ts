import { CHECKS } from "../../src/checks/all";
import { LAYERS } from "../../src/core/layers";
import { plain } from "../../src/review/phrase";
import { EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { found } from "../support/findings";
import { outputStacks, reviewOf } from "./pairs";

/** With another egress, the web ACL is attached by the controller in place of Terraform, or the reverse. */
const WEB_ACL = ["public-entry-waf", "controller-settings"];
const BLOCKING = CHECKS.filter(({ severity, id }) => severity === "error" && !WEB_ACL.includes(id));
const NAT = { network: { egress: "single-nat" } };
const NONE = { network: { egress: "none" } };
const image = (repository?: string) => ({
  models: [{ name: "api", image: { tag: "1.0.0", ...(repository === undefined ? {} : { repository }) } }],
});
const PUBLIC = "ghcr.io/example/api";

/** Lines on the order of the applies. */
function orderOf(environment: string, before: object, after: object): string[] {
  const [old, now] = [before, after].map((change) => outputStacks(planWith(environment, change)));
  const { topics } = reviewOf({ environment, before: old ?? [], after: now ?? [] });
  const section = topics.find(({ title }) => title === "Order of the applies");
  return (section?.lines ?? []).map(({ text }) => plain(text));
}

/** Errors of all checks while some layers are applied, without those of the plans before and after. */
function whileApplied(
  environment: string,
  before: object,
  after: object,
  applied: readonly string[],
): string[] {
  const [old, now] = [before, after].map((change) => environmentPlan(planWith(environment, change)));
  const known = [old, now].flatMap((plan) => (plan ? found(BLOCKING, plan) : []));
  const stacks = LAYERS.flatMap((layer) => {
    const stack = (applied.includes(layer) ? now : old)?.stack(layer);
    return stack ? [{ layer, stack }] : [];
  });
  return found(BLOCKING, new EnvironmentPlan(environment, stacks)).filter((each) => !known.includes(each));
}

test.each([
  ["retail-forecast", NAT, {}],
  ["ml-inference-prod", {}, NONE],
])(
  "%s: a network that loses NAT is applied last, since pods still pull through it",
  (environment, before, after) => {
    expect(orderOf(environment, before, after)).toEqual([
      expect.stringMatching(
        /^network removes the way by which helm_release\.\w+ of the last apply still pulls images; apply cluster, platform, models, network in this order, and push the images first$/,
      ),
    ]);
  },
);

test.each([
  ["retail-forecast", {}, NAT, "helm_release"],
  ["ml-inference-prod", image(), image(PUBLIC), "kubernetes_deployment_v1"],
])("%s: a cluster that loses a repository is applied last", (environment, before, after, type) => {
  expect(orderOf(environment, before, after)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^cluster removes the way by which ${type}\\.\\w+ .*; apply network, platform, models, cluster in this`,
      ),
    ),
  ]);
});

const LAST = { network: ["cluster", "platform", "models"], cluster: ["network", "platform", "models"] };
test.each([
  ["ml-inference-prod", {}, NONE, LAST.network],
  ["retail-forecast", NAT, {}, LAST.network],
  ["retail-forecast", {}, NAT, LAST.cluster],
  ["ml-inference-prod", image(), image(PUBLIC), LAST.cluster],
])("%s: in that order, no check finds an error between the applies", (environment, before, after, order) => {
  for (const count of [1, 2, 3])
    expect(whileApplied(environment, before, after, order.slice(0, count))).toEqual([]);
});

const IN_TURN = ["network", "cluster", "platform"];
test.each([
  ["to a repository of the account", image(PUBLIC), image()],
  ["to another public registry", image(PUBLIC), image("public.ecr.aws/example/api")],
  [
    "between registries with layers in S3",
    image("quay.io/example/api"),
    image("registry.k8s.io/example/api"),
  ],
  ["from a NAT gateway for each zone to one", {}, NAT],
  ["from one NAT gateway to one for each zone", NAT, {}],
])("a change %s needs no other order: old and new pods can pull between the applies", (_, before, after) => {
  expect(orderOf("ml-inference-prod", before, after)).toEqual([]);
  for (const count of [1, 2, 3])
    expect(whileApplied("ml-inference-prod", before, after, IN_TURN.slice(0, count))).toEqual([]);
});
