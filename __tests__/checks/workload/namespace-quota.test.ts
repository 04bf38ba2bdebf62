import { namespaceQuota } from "../../../src/checks/workload/namespace-quota";
import { newlyFound } from "../../support/findings";
import { type Case, ML, object } from "./edits";

const CHECK = [namespaceQuota];

test.each<Case>([
  [
    "a namespace without a ResourceQuota",
    ML,
    ({ models }) => delete models.resource.kubernetes_resource_quota_v1,
    "it has no ResourceQuota",
  ],
  [
    "a LimitRange without a default CPU request",
    ML,
    object("limits", "models", ({ spec }) => delete spec.limit[0].default_request.cpu),
    "it has no defaultRequest for cpu",
  ],
  [
    "a quota for fewer load balancers than Services",
    "mlapp",
    object("quota", "models", ({ spec }) => (spec.hard["services.loadbalancers"] = "1")),
    "services.loadbalancers is 1, expected the number of such Services, 0, up to twice that",
  ],
  [
    "a quota whose number of pods is no amount",
    ML,
    object("quota", "models", ({ spec }) => (spec.hard.pods = "1.5.0")),
    "pods is not limited",
  ],
  [
    "a quota with an exponent for more load balancers than twice the Services",
    "mlapp",
    object("quota", "models", ({ spec }) => (spec.hard["services.loadbalancers"] = "1e1")),
    "services.loadbalancers is 10, expected the number of such Services, 0, up to twice that",
  ],
  [
    "a LimitRange whose default for memory has no unit of Kubernetes",
    ML,
    object("limits", "models", ({ spec }) => (spec.limit[0].default.memory = "512MB")),
    "it has no default for memory",
  ],
  [
    "an NLB Service that allocates node ports",
    ML,
    object("service", "ml_inference_api_nlb", ({ spec }) => delete spec.allocate_load_balancer_node_ports),
    "it allocates node ports, which the quota forbids",
  ],
])("namespace-quota finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test.each<[amount: string, Case[2]]>([
  ["an exponent", object("quota", "models", ({ spec }) => (spec.hard.pods = "6e1"))],
  ["a fraction", object("limits", "models", ({ spec }) => (spec.limit[0].default.memory = "0.5Gi"))],
  ["a decimal unit", object("limits", "models", ({ spec }) => (spec.limit[0].default.memory = "512M"))],
])("namespace-quota accepts an amount with %s", (_, edit) => {
  expect(newlyFound(CHECK, ML, edit)).toEqual([]);
});
