import { NAMES_CHECKS } from "../../../src/checks/generated/names";
import { altered } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";

test.each<[string, Edit]>([
  ["has no provider settings", ({ network }) => (network.provider = {})],
  ["has tags that are a string", ({ network }) => (network.resource.aws_vpc.main.tags = "none")],
  [
    "has a role with a numeric name",
    ({ cluster }) => (cluster.resource.aws_iam_role.nodes = { name: 5, assume_role_policy: {} }),
  ],
  [
    "has an Ingress without metadata",
    ({ models }) => (models.resource.kubernetes_ingress_v1.models = { metadata: [], spec: { rule: "any" } }),
  ],
  [
    "has a ConfigMap without data",
    ({ models }) => (models.resource.kubernetes_config_map_v1.model_service.data = null),
  ],
])("no name check throws if a plan %s", (_, edit) => {
  const plan = altered("mlapp", edit);
  expect(() => NAMES_CHECKS.flatMap((check) => foundBy(check, plan))).not.toThrow();
});
