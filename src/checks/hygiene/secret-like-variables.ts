import { block, combinedFinding } from "../../analysis/blocks";
import { objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

/** Endings of names that usually hold a secret. */
const SECRET_NAME = /(PASSWORD|PASSWD|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH_?TOKEN)$/i;

export const secretLikeVariables: Check = {
  id: "secret-like-variables",
  severity: "warning",
  title: "no environment variable is named like a secret",
  why: "a ConfigMap is not for secrets: anyone who can read the namespace or the state can read it",
  fix: "list it under the model's secrets, which are mounted as files, or rename the variable",
  source: "stackrox/kube-linter env-var-secret; Kubernetes documentation, Secrets (read 2026-11-20)",
  scannerRules: ["env-var-secret", "CKV_K8S_35"],
  run: (plan) =>
    objectsOf(plan)
      .ofKind("config_map")
      .flatMap((map) =>
        combinedFinding(
          map.resource,
          titleOf(map),
          Object.keys(block(map.resource.config["data"]))
            .filter((name) => SECRET_NAME.test(name))
            .map((name) => `${name} is named like a secret`),
        ),
      ),
};
