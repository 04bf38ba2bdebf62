import { machineFunctions } from "../../../src/checks/terraform/machine-functions";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, CONFIG_MAP, ML, edited, findingsOf } from "./edits";

const findings = findingsOf(machineFunctions);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(machineFunctions, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a function that reads a file of the machine", () => {
  const edit = edited("models", CONFIG_MAP, ({ data }) => (data.LOG_LEVEL = '${file("/etc/passwd")}'));
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: it calls file() in data.LOG_LEVEL",
  ]);
});

test("reports a file function inside a nested template", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = '${"a${upper(file("/etc/passwd"))}"}'));
  expect(findings(ML, edit)).toEqual(["aws_eks_cluster.main: it calls file() in name"]);
});
