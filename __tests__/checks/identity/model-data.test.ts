import { modelData } from "../../../src/checks/identity/model-data";
import { type Editable } from "../../support/altered";
import { newlyFound, within } from "../../support/findings";

test("a model whose role reads the files of all models is found", () => {
  const found = newlyFound([modelData], "mlapp", ({ models }) => {
    within(models.resource.aws_iam_role_policy.model_service, "policy", ({ Statement }) => {
      (Statement[0] as Editable)["Resource"] = "arn:aws:s3:::*";
    });
  });
  expect(found).not.toEqual([]);
});
