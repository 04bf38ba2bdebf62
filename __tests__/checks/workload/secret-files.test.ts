import { secretFiles } from "../../../src/checks/workload/secret-files";
import { type Editable } from "../../support/altered";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML, MODEL, custom } from "./edits";

const CHECK = [secretFiles];

test.each<Case>([
  [
    "a missing driver",
    ML,
    ({ platform }) => delete platform.resource.helm_release.secrets_store_driver,
    "the driver or its AWS provider is not installed",
  ],
  [
    "a driver without tokens for STS",
    ML,
    ({ platform }) => {
      within(
        platform.resource.helm_release.secrets_store_driver.values,
        "0",
        (values) => delete values["tokenRequests"],
      );
    },
    "tokenRequests lacks the audience sts.amazonaws.com, so the AWS provider has no credentials",
  ],
  [
    "a copy in a Kubernetes Secret",
    ML,
    custom(MODEL, ([first]) => ((first as Editable)["spec"].secretObjects = [])),
    "it copies the values into a Kubernetes Secret",
  ],
])("secret-files finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
