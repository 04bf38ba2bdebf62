import { stateBackend } from "../../../src/checks/terraform/state-backend";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "./edits";

const findings = findingsOf(stateBackend);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(stateBackend, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a backend without a state lock", () => {
  const edit: Edit = ({ models }) => delete models.terraform.backend.s3.use_lockfile;
  expect(findings(ML, edit)).toEqual(["terraform.backend: state: use_lockfile is not true"]);
});

test("reports two layers with one state key", () => {
  const edit: Edit = ({ models }) => (models.terraform.backend.s3.key = `${ML}/cluster/terraform.tfstate`);
  expect(findings(ML, edit)).toEqual([
    "terraform.backend: state: layer models has the same state key",
    "terraform.backend: state: its key is ml-inference-prod/cluster/terraform.tfstate, expected a .tfstate key below ml-inference-prod/models/; layer cluster has the same state key",
  ]);
});

test("reports outputs that are read from another bucket", () => {
  const edit: Edit = ({ models }) => (models.data.terraform_remote_state.cluster.config.bucket = "other");
  expect(findings(ML, edit)).toEqual([
    "data.terraform_remote_state.cluster: outputs of another layer: bucket is other, but layer cluster uses ml-inference-prod-tfstate-222233334444",
  ]);
});

test.each([null, undefined, []])("reports outputs that are read in no Region, with %j", (region) => {
  const edit: Edit = ({ models }) => (models.data.terraform_remote_state.cluster.config.region = region);
  expect(findings(ML, edit)).toEqual([
    "data.terraform_remote_state.cluster: outputs of another layer: region is not set, but layer cluster uses ap-southeast-2",
  ]);
});

test("reports a backend without a bucket, a key and a Region", () => {
  const edit: Edit = ({ network }) => {
    for (const key of ["bucket", "key", "region"]) network.terraform.backend.s3[key] = null;
  };
  const [own = ""] = findings(ML, edit).filter((each) => each.startsWith("terraform.backend: state: "));
  expect(own).toContain("its bucket (not set) is not");
  expect(own).toContain("its key is not set, expected");
  expect(own).toContain("its region is not set, expected");
});

test("reports a backend bucket that layer state does not create", () => {
  const edit: Edit = ({ network }) => (network.terraform.backend.s3.bucket = "other");
  expect(findings(ML, edit)).toContain(
    "terraform.backend: state: its bucket other is not the bucket that layer state creates",
  );
});
