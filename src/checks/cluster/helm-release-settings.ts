import { isFalse, isTrue, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const helmReleaseSettings: Check = {
  ...ruleOf(TEXTS, "helm-release-settings"),
  run: (plan) =>
    plan.resources("helm_release").flatMap((release) => {
      const { config } = release;
      const timeout = number(config.timeout) ?? 300;
      const isLocal = (text(config.chart) ?? "").startsWith("${path.module}/");
      return combinedFinding(release, `release ${text(config.name) ?? "without a name"}`, [
        ...(["atomic", "cleanup_on_fail"] as const)
          .filter((key) => !isTrue(config[key]))
          .map((key) => `${key} is not true`),
        ...(isFalse(config.create_namespace) || config.create_namespace === undefined
          ? []
          : ["it creates its namespace, without labels and policies"]),
        ...(config.wait === undefined || isTrue(config.wait)
          ? []
          : ["it does not wait until its pods are ready"]),
        ...((number(config.max_history) ?? 0) > 0
          ? []
          : ["every revision remains in the cluster as a Secret: max_history is not set"]),
        ...(timeout >= 300 && timeout <= 3600 ? [] : [`its timeout is ${timeout} s, expected 300 to 3600`]),
        ...(isLocal || /^(https|oci):\/\/\S+$/.test(text(config.repository) ?? text(config.chart) ?? "")
          ? []
          : ["its chart is not from an https or oci repository"]),
        ...(isLocal && config.repository !== undefined
          ? [`its chart is a folder of the stack, and its repository is ${String(config.repository)}`]
          : []),
        ...(text(config.name) !== undefined && text(config.namespace) !== undefined
          ? []
          : ["it has no name or no namespace"]),
      ]);
    }),
};
