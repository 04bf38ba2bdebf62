import { templateExpressions } from "../../../src/checks/terraform/template-expressions";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, CONFIG_MAP, ML, edited, findingsOf } from "./edits";

const findings = findingsOf(templateExpressions);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(templateExpressions, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a reference in user text", () => {
  const edit = edited(
    "models",
    CONFIG_MAP,
    ({ data }) => (data.LOG_LEVEL = "${aws_iam_role.ml_inference_api.arn}"),
  );
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: data.LOG_LEVEL is plain text, but contains a template",
  ]);
});

test("reports a template directive", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = "%{ if true }a%{ endif }"));
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: name contains the directive %{ if true }; name contains the directive %{ endif }",
  ]);
});

test("reports a function that this program does not write", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = '${upper("a")}'));
  expect(findings(ML, edit)).toEqual(["aws_eks_cluster.main: name calls upper()"]);
});

test("reports a path of the machine", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = "${path.cwd}"));
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: name references path.cwd, a path of the machine",
  ]);
});
