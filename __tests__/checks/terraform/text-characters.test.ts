import { textCharacters } from "../../../src/checks/terraform/text-characters";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, CONFIG_MAP, ML, TEMPLATE, edited, findingsOf } from "./edits";

const findings = findingsOf(textCharacters);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(textCharacters, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports an invisible character", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = "prod\u202e"));
  expect(findings(ML, edit)).toEqual(["aws_eks_cluster.main: name contains the invisible character U+202E"]);
});

test("reports an unresolved token", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = "${TfToken[TOKEN.1]}"));
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: name contains a token that synth did not resolve",
  ]);
});

test("reports a number that is an unresolved token", () => {
  const edit = edited("cluster", TEMPLATE, (each) => (each["volume_size"] = -1.8881545897087827e289));
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: volume_size contains a token that synth did not resolve",
  ]);
});

test("reports a reserved key of JavaScript", () => {
  const edit = edited("models", CONFIG_MAP, (each) => (each["data"] = JSON.parse('{"__proto__": "x"}')));
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: data.__proto__ is a reserved key of JavaScript",
  ]);
});

test("reports a text that is too long", () => {
  const edit = edited("cluster", CLUSTER, (each) => (each["name"] = "x".repeat(70_000)));
  expect(findings(ML, edit)).toEqual(["aws_eks_cluster.main: name is 69 KiB long, expected at most 64 KiB"]);
});

test("accepts a long file of a ConfigMap, whose size is that of the check document-size", () => {
  const edit = edited("models", CONFIG_MAP, ({ data }) => (data["labels.txt"] = "x".repeat(70_000)));
  expect(findings(ML, edit)).toEqual([]);
});
