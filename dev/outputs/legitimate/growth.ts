import { schemaOf } from "../../../src/evidence/provider-schemas/schema-of";
import { setting, type Edit, type Mutable, type MutableObject } from "../../mutate/edits";
import { bodyAt, firstBlock, type Stacks } from "../change";
import { type LegitimateEdit } from "./change";

/** Retentions that CloudWatch Logs accepts. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const next = (all: readonly number[], value: Mutable | undefined): number | undefined =>
  all.find((each) => each > Number(value));

type Growth = (block: MutableObject) => readonly (readonly [words: string, edit: Edit])[];

const at = (block: MutableObject, ...path: readonly string[]): MutableObject | undefined =>
  path.reduce<MutableObject | undefined>(
    (value, step) => (value?.[step] === undefined ? undefined : firstBlock(value[step])),
    block,
  );

const one = (words: string, edit: Edit): readonly (readonly [string, Edit])[] => [[words, edit]];

const inside =
  (path: readonly string[], change: (block: MutableObject) => void): Edit =>
  (block) => {
    const found = at(block, ...path);
    if (found) change(found);
    return block;
  };

const GROWTHS: Readonly<Record<string, Growth>> = {
  aws_cloudwatch_log_group: ({ retention_in_days: days }) => {
    const more = next(RETENTIONS, days);
    return more === undefined ? [] : one("a longer retention", setting(["retention_in_days"], more));
  },
  aws_eks_node_group: (block) =>
    at(block, "scaling_config")
      ? one(
          "one node more at most",
          inside(["scaling_config"], (own) => void (own["max_size"] = Number(own["max_size"]) + 1)),
        )
      : [],
  aws_launch_template: (block) =>
    at(block, "block_device_mappings", "ebs")
      ? one(
          "a larger disk",
          inside(
            ["block_device_mappings", "ebs"],
            (own) => void (own["volume_size"] = Number(own["volume_size"]) * 2),
          ),
        )
      : [],
  aws_db_instance: ({ backup_retention_period: days, allocated_storage: size }) => [
    ["longer backups", setting(["backup_retention_period"], Math.min(35, Number(days) + 7))],
    ["more storage", setting(["allocated_storage"], Number(size) + 10)],
  ],
  aws_ecr_repository: () =>
    one("scans of images", setting(["image_scanning_configuration"], { scan_on_push: true })),
  // A load balancer that a switch removes must not be protected.
  aws_lb: ({ count }) =>
    count === undefined
      ? one("protection against deletion", setting(["enable_deletion_protection"], true))
      : [],
  aws_kms_key: () => one("another description", setting(["description"], "Key of the team")),
  aws_iam_role: () => one("another description", setting(["description"], "Role of the team")),
  aws_vpc: () => one("metrics of addresses", setting(["enable_network_address_usage_metrics"], true)),
  aws_cloudwatch_metric_alarm: ({ evaluation_periods: count }) => [
    ["another description", setting(["alarm_description"], "Tells the team")],
    ...(Number(count) === 1 ? [] : []),
  ],
  aws_sns_topic: () => one("a name to show", setting(["display_name"], "Alerts")),
  aws_backup_plan: () => [],
  kubernetes_deployment_v1: () => [
    ["an annotation", inside(["metadata"], annotated)],
    ["an annotation of pods", inside(["spec", "template", "metadata"], annotated)],
    ["a longer rollout", inside(["spec"], (spec) => void (spec["progress_deadline_seconds"] = 3600))],
    [
      "a variable of the environment",
      inside(
        ["spec", "template", "spec", "container"],
        (own) =>
          void (own["env"] = [...[own["env"] ?? []].flat(), { name: "LOG_LEVEL_OF_TEAM", value: "debug" }]),
      ),
    ],
  ],
  kubernetes_service_v1: () => one("an annotation", inside(["metadata"], annotated)),
  kubernetes_service_account_v1: () => one("an annotation", inside(["metadata"], annotated)),
  kubernetes_namespace_v1: () => [
    [
      "a label",
      inside(
        ["metadata"],
        (own) => void (own["labels"] = { ...(own["labels"] as MutableObject), "example.com/team": "a" }),
      ),
    ],
    ["an annotation", inside(["metadata"], annotated)],
  ],
  kubernetes_config_map_v1: () => one("an annotation", inside(["metadata"], annotated)),
  kubernetes_network_policy_v1: () => one("an annotation", inside(["metadata"], annotated)),
  kubernetes_ingress_v1: () => one("an annotation of another program", inside(["metadata"], annotated)),
  helm_release: () => [
    ["a longer wait", setting(["timeout"], 1800)],
    ["a shorter history", setting(["max_history"], 5)],
    ["a description", setting(["description"], "Chart of the team")],
  ],
};

function annotated(metadata: MutableObject): void {
  metadata["annotations"] = { ...(metadata["annotations"] as MutableObject), "example.com/team": "a" };
}

/** Tags, descriptions, and sizes, times and retentions that are larger. */
export const growths = (stacks: Stacks): LegitimateEdit[] =>
  stacks.flatMap(({ layer, stack }) =>
    stack.resources().flatMap(({ address, type, config }) => {
      const tags =
        schemaOf(type.split("_")[0] ?? "", "resource", type)?.arguments.get("tags")?.use === "optional";
      const changes = [
        ...(GROWTHS[type]?.(config as MutableObject) ?? []),
        ...(tags && (config["tags"] === undefined || typeof config["tags"] === "object")
          ? one("a tag", (block) =>
              setting(["tags"], { ...(block["tags"] as MutableObject | undefined), team: "a" })(block),
            )
          : []),
      ];
      return changes.map(([words, edit]): LegitimateEdit => ({
        group: "more of something",
        layer,
        address,
        change: words,
        edit: (json) => void edit(bodyAt(json, address)),
      }));
    }),
  );
