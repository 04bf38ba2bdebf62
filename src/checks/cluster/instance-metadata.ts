import { block, number, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const instanceMetadata: Check = {
  ...ruleOf(TEXTS, "instance-metadata"),
  run: (plan) => [
    ...plan.resources("aws_launch_template").flatMap((template) => {
      const options = block(template.config.metadata_options);
      return combinedFinding(template, "node metadata", [
        ...(text(options.http_tokens) === "required"
          ? []
          : ["http_tokens is not required, so IMDSv1 answers"]),
        ...(number(options.http_put_response_hop_limit) === 1
          ? []
          : ["the hop limit is not 1, so pods can reach it"]),
        ...(text(options.http_endpoint) === "enabled"
          ? []
          : ["http_endpoint is not enabled, and nodes need it to join"]),
        ...keyProblems(text(template.config.key_name)),
      ]);
    }),
    ...plan
      .resources("aws_eks_node_group")
      .flatMap((group) =>
        combinedFinding(group, "node group", [
          ...(templateOf(plan, group) ? [] : ["it uses no launch template of this environment"]),
          ...(group.config.remote_access === undefined ? [] : ["its nodes accept SSH: remote_access is set"]),
          ...(text(block(group.config.launch_template).version)?.startsWith("$") ||
          number(block(group.config.launch_template).version) !== undefined
            ? []
            : ["it sets no launch template version"]),
        ]),
      ),
  ],
};

/** Plans have an empty text for a key that is not set. */
const keyProblems = (key = ""): string[] =>
  key === "" ? [] : [`nodes accept SSH with the key ${key}, and who signs in reads their credentials`];

const templateOf = (plan: EnvironmentPlan, group: PlannedResource): PlannedResource | undefined => {
  const chosen = block(group.config["launch_template"]);
  return plan.target(inLayer(group, chosen["id"] ?? chosen["name"]));
};
