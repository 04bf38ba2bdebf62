import { teardownNames } from "../../../src/checks/teardown/teardown-names";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

test.each([
  ["aws_iam_role_policy_attachment", "nodes_image_pull", "role", "mlapp-nodes"],
  ["aws_ecr_lifecycle_policy", "model_service", "repository", "mlapp/model-service"],
])("reports that %s.%s has its %s as text", (type, name, attribute, text) => {
  const plan = altered("mlapp", ({ cluster }) => {
    cluster.resource[type][name][attribute] = text;
  });
  expect(foundBy(teardownNames, plan)).toEqual([
    expect.stringContaining(`its ${attribute} is the text ${text}`),
  ]);
});

test("accepts a name by text with depends_on", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    Object.assign(cluster.resource.aws_iam_role_policy_attachment.nodes_image_pull as object, {
      role: "mlapp-nodes",
      depends_on: ["aws_iam_role.nodes"],
    });
  });
  expect(foundBy(teardownNames, plan)).toEqual([]);
});

test("accepts the name of a resource outside of the stack", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    cluster.resource.aws_ecr_lifecycle_policy.model_service.repository = "other-team/model";
  });
  expect(foundBy(teardownNames, plan)).toEqual([]);
});
