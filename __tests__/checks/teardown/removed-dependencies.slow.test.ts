import { TEARDOWN_CHECKS } from "../../../src/checks/generated/teardown";
import { dependenciesOf } from "../../../src/infrastructure/text-in-stacks";
import { referencesResolve } from "../../../src/checks/references-resolve";
import { type Layer } from "../../../src/base/layers";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

function remove(layers: Record<Layer, Editable>, layer: Layer, address: string): void {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  const section = address.startsWith("data.") ? "data" : "resource";
  Reflect.deleteProperty(layers[layer][section][type] as object, name);
}

test.each(ENVIRONMENTS)(
  "%s: references-resolve reports the removal of any referenced block",
  (environment) => {
    const plan = environmentPlan(planOf(environment));
    const graph = dependenciesOf(plan);
    const named = new Set(
      plan.all.flatMap((each) => [...graph.namedBy(each).names].map((name) => `${each.layer}/${name}`)),
    );
    const targets = plan.all.filter(({ layer, address }) => named.has(`${layer}/${address}`));
    expect(targets.length).toBeGreaterThan(20);
    const missed = targets.filter(({ layer, address }) => {
      const removed = altered(environment, (layers) => remove(layers, layer, address));
      return foundBy(referencesResolve, removed).length === 0;
    });
    expect(missed.map(({ address }) => address)).toEqual([]);
  },
);

/** Resources whose `depends_on` matters to an apply only, or repeats a reference. */
const NOT_NEEDED_BY_A_DESTROY = [
  // Its pods are ready only behind an active NLB, for which the first apply waits.
  /^aws_vpc_endpoint_service\./,
  // S3 deletes both in any order.
  /^aws_s3_bucket_(lifecycle_configuration|logging|policy)\./,
  // A binding without its role has no effect.
  /^kubernetes_(cluster_)?role_binding_v1\./,
  // AWS Backup deletes a plan, its vault and the policy of that in any order.
  /^aws_backup_plan\./,
  // A DaemonSet, which EKS deletes with and without nodes. Its add-on gets active only with nodes.
  /^aws_eks_addon\.node_repair_/,
  // Its Application has no finalizer, so the controller needs no rights to delete it.
  /^models\/helm_release\.argo_cd$/,
  // Its admission policies have no finalizer, and no webhook of the controller is asked for them.
  /^helm_release\.people_limits$/,
];

test.each(ENVIRONMENTS)("%s: a check reports the removal of any depends_on", (environment) => {
  const plan = environmentPlan(planOf(environment));
  const holders = plan.all
    .filter(({ config }) => config["depends_on"] !== undefined)
    .filter(
      ({ layer, address }) =>
        !NOT_NEEDED_BY_A_DESTROY.some((known) => known.test(address) || known.test(`${layer}/${address}`)),
    );
  expect(holders.length).toBeGreaterThan(15);
  const missed = holders.filter(({ layer, type, name }) => {
    const removed = altered(environment, (layers) => {
      delete layers[layer].resource[type][name].depends_on;
    });
    return found(TEARDOWN_CHECKS, removed).length === 0;
  });
  expect(missed.map(({ address }) => address)).toEqual([]);
});
