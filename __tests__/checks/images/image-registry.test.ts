import { imageRegistry } from "../../../src/checks/images/image-registry";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(imageRegistry);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(imageRegistry, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports mutable image tags", () => {
  const edit = edited(
    "cluster",
    "aws_ecr_repository.ml_inference_api",
    (each) => (each["image_tag_mutability"] = "MUTABLE"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_ecr_repository.ml_inference_api: image repository: its tags are mutable",
  ]);
});

test("reports a repository without a lifecycle policy", () => {
  const edit: Edit = ({ cluster }) => delete cluster.resource.aws_ecr_lifecycle_policy;
  expect(findings(ML, edit)).toEqual([
    "aws_ecr_repository.ml_inference_api: image repository: untagged images never expire; old images never expire",
  ]);
});
