import { isFalse, isTrue, number, combinedFinding, text } from "../../analysis/blocks";
import { type Check } from "../check";

export const helmReleaseSettings: Check = {
  id: "helm-release-settings",
  severity: "error",
  title: "a Helm release that fails leaves nothing behind, and one that stands is ready",
  why: "what is left of a failed install blocks the next apply by its name; what waits for nothing breaks what comes after",
  fix: "set atomic, cleanup_on_fail and wait, a timeout, a bound for the history, and make namespaces in Terraform",
  source: "hashicorp/terraform-provider-helm documentation, helm_release (read 2026-11-20)",
  run: (plan) =>
    plan.resources("helm_release").flatMap((release) => {
      const { config } = release;
      const timeout = number(config["timeout"]) ?? 300;
      const isLocal = (text(config["chart"]) ?? "").startsWith("${path.module}/");
      return combinedFinding(release, `release ${text(config["name"]) ?? "without a name"}`, [
        ...["atomic", "cleanup_on_fail"]
          .filter((key) => !isTrue(config[key]))
          .map((key) => `${key} is not true`),
        ...(isFalse(config["create_namespace"]) || config["create_namespace"] === undefined
          ? []
          : ["it makes its namespace, without labels and guards"]),
        ...(config["wait"] === undefined || isTrue(config["wait"])
          ? []
          : ["it does not wait until its pods are ready"]),
        ...((number(config["max_history"]) ?? 0) > 0
          ? []
          : ["every revision stays in the cluster as a Secret"]),
        ...(timeout >= 300 && timeout <= 3600 ? [] : [`it waits ${timeout} s, expected 300 to 3600`]),
        ...(isLocal || /^(https|oci):\/\/\S+$/.test(text(config["repository"]) ?? text(config["chart"]) ?? "")
          ? []
          : ["its chart comes from no repository by https or oci"]),
        ...(text(config["name"]) !== undefined && text(config["namespace"]) !== undefined
          ? []
          : ["it has no name or no namespace"]),
      ]);
    }),
};
