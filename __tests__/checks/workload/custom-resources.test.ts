import { customResources } from "../../../src/checks/workload/custom-resources";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, custom } from "./edits";

const CHECK = [customResources];

test.each<Case>([
  [
    "an undefined kind",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["kind"] = "ExternalSecret")),
    "no chart defines the kind ExternalSecret",
  ],
  [
    "an undefined API version",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["apiVersion"] = "secrets-store.csi.x-k8s.io/v1alpha1")),
    "SecretProviderClass has the apiVersion secrets-store.csi.x-k8s.io/v1alpha1, expected secrets-store.csi.x-k8s.io/v1",
  ],
])("custom-resources finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
