import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { type JsonObject, asObject } from "../../synthesized/stack-json";
import { parseJson } from "../identity/policies";
import { type Check } from "../check";
import { isTrue, oneFinding, text } from "./blocks";
import { objectsOf } from "./objects";

export const policiesEnforced: Check = {
  id: "policies-enforced",
  severity: "error",
  title: "somebody enforces the network policies",
  why: "the VPC CNI ignores every NetworkPolicy until it is told to enforce them, and says nothing",
  fix: 'set enableNetworkPolicy to "true" in the configuration of the vpc-cni add-on',
  source: "Amazon EKS user guide, Limit Pod traffic with Kubernetes network policies (read 2026-11-20)",
  rules: ["CIS EKS 4.3.1"],
  run: (plan) => {
    if (objectsOf(plan).ofKind("network_policy").length === 0) return [];
    const [cluster] = plan.resources("aws_eks_cluster");
    const cni = addon(plan, "vpc-cni");
    if (!cni)
      return cluster ? oneFinding(cluster, "network policies", ["no vpc-cni add-on enforces them"]) : [];
    const settings = settingsOf(cni.config);
    return oneFinding(
      cni,
      "network policies",
      isTrue(settings["enableNetworkPolicy"]) ? [] : ["its configuration does not enforce them"],
    );
  },
};

const addon = (plan: EnvironmentPlan, name: string) =>
  plan.resources("aws_eks_addon").find(({ config }) => config["addon_name"] === name);

const settingsOf = (config: JsonObject): JsonObject =>
  asObject(parseJson(text(config["configuration_values"]) ?? ""));
