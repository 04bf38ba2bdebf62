import { imagePullPermission } from "../../../src/checks/images/image-pull-permission";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

test.each([
  ["ml-inference-prod", "nodes_image_pull", "may not pull images"],
  ["ml-inference-prod", "nodes_worker_node", "may not join the cluster"],
  ["mlapp", "fargate_pod_execution", "may not pull images for pods"],
])("%s: image-pull-permission reports a missing %s once", (environment, attachment, problem) => {
  const plan = altered(environment, ({ cluster }) => {
    Reflect.deleteProperty(cluster.resource.aws_iam_role_policy_attachment as object, attachment);
  });
  expect(foundBy(imagePullPermission, plan)).toEqual([expect.stringContaining(problem)]);
});
