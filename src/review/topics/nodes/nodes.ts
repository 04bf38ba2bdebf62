import { NODE_ARGUMENTS } from "../../../evidence/nodes";
import { requirementsOf } from "../../../infrastructure/capacity-placement";
import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { items } from "../../../infrastructure/kubernetes-api";
import {
  asArray,
  asObject,
  block,
  blocks,
  isFalse,
  isTrue,
  type Json,
  type JsonObject,
} from "../../../terraform/stack-json";
import { say } from "../../stages/phrase";
import { effectLines, type Change, type Topic, type TopicLine } from "../topic";
import { judgesOfRows, rowEffects } from "../rows";
import { countLines, endedLines } from "./counts";
import { templateLines } from "./rolling";
import { UserData } from "../../../infrastructure/text-user-data";
import { type Edit } from "../../change";

const rows = judgesOfRows("Nodes", {
  when: {
    "harmless of groups": ({ edit }) => judgesGroup(edit),
    "harmless of templates": ({ edit }) => judgesTemplate(edit),
    // checks and the cost judge the usual ones
    "with usual arguments": ({ resource: { after = {} } }) =>
      Object.keys(after).every((name) => name === "//" || NODE_ARGUMENTS.usualOfGroups.includes(name)),
    "a usual template": ({ resource: { after = {} } }) => isUsual(after),
  },
});

/** Node groups and their launch templates: nodes that end, roll, come, are repaired, and get other labels. */
export const nodesTopic: Topic = {
  title: "Nodes",
  lines: (change) => [
    ...endedLines(change),
    ...countLines(change),
    ...effectLines(
      rowEffects("Releases of nodes", change, { words: { update: () => [NODE_ARGUMENTS.update] } }),
    ),
    ...templateLines(change),
    ...labelLines(change),
    ...effectLines(
      rowEffects("Repairs of nodes", change, {
        when: {
          repairing: ({ edit }) => isTrue(repairIn(edit.after)),
          "left to the provider": ({ edit }) => !isFalse(repairIn(edit.after)),
        },
      }),
    ),
  ],
  ...rows,
};

const repairIn = (after: Json | undefined): Json | undefined =>
  asObject(asArray(after)[0] ?? after)["enabled"] ?? after;

/** Labels and taints of nodes that run, which EKS changes in place. */
function labelLines(change: Change): TopicLine[] {
  const selected = selectedLabels(change);
  const keyIn = (path: string): string => path.replace(/^labels\.?/, "");
  return effectLines(
    rowEffects("Labels of nodes", change, {
      when: {
        // a key or a value is of a taint whose effect is in another argument
        evicting: ({ resource, edit: { argument, after } }) =>
          after !== undefined &&
          JSON.stringify(argument === "taint" ? after : resource.after).includes("NO_EXECUTE"),
        selected: ({ edit }) => {
          const key = keyIn(edit.path);
          return key === "" ? selected.size > 0 : selected.has(key);
        },
      },
      words: { label: ({ edit }) => say`${keyIn(edit.path)}` },
    }),
  );
}

/** Keys of the labels that pods of both sides select. */
const selectedLabels = ({ before, after }: Change): ReadonlySet<string> =>
  new Set(
    [before, after].flatMap((plan) =>
      workloadsOf(plan).flatMap(({ pod }) => [
        ...Object.keys(labelsOf(pod.nodeSelector)),
        ...items(
          pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms,
        )
          .flatMap(requirementsOf)
          .map(({ key }) => key),
      ]),
    ),
  );

const judgesGroup = ({ argument, before, after }: Edit): boolean =>
  NODE_ARGUMENTS.harmlessOfGroups.test(argument) ||
  // an update that is forced ends pods whose disruption budget does not allow it
  (argument === "force_update_version" && (after === undefined || isFalse(after))) ||
  (NODE_ARGUMENTS.fewerAtATime.test(argument) && Number(after) <= Number(before)) ||
  (argument === "lifecycle" && [before, after].every(leavesSizesOnly)) ||
  (argument === "lifecycle.ignore_changes" && [before, after].every(isOfSizes));

/** Whether a lifecycle block only leaves sizes to others, of which the lines on sizes speak. */
const leavesSizesOnly = (lifecycle: Json | undefined): boolean =>
  Object.entries(asObject(asArray(lifecycle)[0] ?? lifecycle)).every(
    ([key, value]) => key === "ignore_changes" && isOfSizes(value),
  );

const isOfSizes = (paths: Json | undefined): boolean =>
  paths === undefined ||
  (Array.isArray(paths) ? asArray(paths) : [paths]).every((path) => String(path).includes("scaling_config"));

const judgesTemplate = ({ argument, before, after }: Edit): boolean =>
  NODE_ARGUMENTS.harmlessOfTemplates.test(argument) ||
  (argument === "block_device_mappings" && before === undefined && isEncrypted(asObject(after)));

const isUsual = (template: JsonObject): boolean =>
  NODE_ARGUMENTS.ownOfTemplates.every((name) => template[name] === undefined) &&
  block(template["metadata_options"])["http_tokens"] === "required" &&
  blocks(template["block_device_mappings"]).every(isEncrypted) &&
  (UserData.in(template["user_data"])?.scripts ?? []).length === 0;

const isEncrypted = (mapping: JsonObject): boolean => isTrue(block(mapping["ebs"])["encrypted"]);
