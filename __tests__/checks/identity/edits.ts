import { type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { type Edit, within } from "../../support/findings";

/** An edit of an environment, and part of the message that it causes. */
export type Case = readonly [title: string, environment: string, edit: Edit, problem: string];

export const ML = "ml-inference-prod";

/** An edit of the first statement of a role's trust policy. */
export const trust =
  (edit: (statement: Editable) => void, layer: Layer = "models", name = "ml_inference_api"): Edit =>
  (layers) => {
    within(layers[layer].resource.aws_iam_role[name], "assume_role_policy", ({ Statement }) => {
      edit(Statement[0]);
    });
  };

/** An edit of the statements of the model's permissions. */
export const permissions =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ models }) => {
    within(models.resource.aws_iam_role_policy.ml_inference_api, "policy", ({ Statement }) => {
      edit(Statement as Editable[]);
    });
  };
