import { TEARDOWN_CHECKS } from "../../../src/checks/generated/teardown";
import { referencesResolve } from "../../../src/checks/references-resolve";
import { altered } from "../../support/altered";
import { type Edit, found } from "../../support/findings";

test.each<[string, Edit]>([
  [
    "circular dependencies and addresses that are not text",
    ({ cluster }) => {
      const one: object = { depends_on: ["aws_vpc.two"], text: "${unclosed" };
      cluster.resource.aws_vpc = { one, two: { depends_on: ["aws_vpc.one", 5, null] } };
    },
  ],
  [
    "circular local values",
    ({ cluster }) => {
      cluster.resource.aws_vpc = { one: { text: "${local.a} ${unclosed" } };
      cluster.locals = { a: "${local.b}", b: "${local.a}" };
    },
  ],
  [
    "an Ingress without metadata and spec",
    ({ models }) => (models.resource.kubernetes_ingress_v1.models = { metadata: null, spec: [] }),
  ],
  [
    "a release with numbers as values and namespace",
    ({ models }) => (models.resource.helm_release = { odd: { values: [5], namespace: 7 } }),
  ],
])("no check throws with %s", (_, edit) => {
  expect(() => found([referencesResolve, ...TEARDOWN_CHECKS], altered("mlapp", edit))).not.toThrow();
});
