import { counted } from "../../../shared/messages/counted";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { isOfTags } from "../comparison/tag-arguments";
import { type Phrase, joined, say } from "../phrase";
import { fromTo } from "./edited";
import { type Topic, type TopicLine } from "./topic";

export const tags: Topic = {
  title: "Tags",
  lines: ({ resources, others }) => [
    ...others.flatMap((other) => ofProvider(other, resources)),
    ...resources.flatMap(ofTemplate),
  ],
};

/** Default tags of a provider: one line for all resources that change in nothing else. */
function ofProvider(
  { layer, address, edits }: OtherChange,
  resources: readonly ResourceChange[],
): TopicLine[] {
  const found = edits.filter(({ argument }) => argument.startsWith("default_tags"));
  if (found.length === 0) return [];
  const tagged = resources.filter(
    (each) =>
      each.layer === layer &&
      each.action === "change" &&
      each.reasons.length > 0 &&
      each.reasons.every(isOfTags),
  );
  return [
    {
      level: "info",
      layer,
      address,
      edits: found,
      text: say`only tags of ${[counted(tagged.length, "resource")]} of the layer ${[layer]} change: ${joined(found.map(ofKey))}`,
    },
  ];
}

/** `cost-center not set → 4711` */
const ofKey = (edit: Edit): Phrase =>
  say`${/(?:\.|\[)([^.[\]]+)\]?$/.exec(edit.path)?.[1] ?? edit.path} ${fromTo(edit)}`;

/** Source: EKS user guide, "Customize managed nodes with launch templates", "Launch template updates" (read 2026-11-25). */
function ofTemplate({ type, layer, address, action, edits }: ResourceChange): TopicLine[] {
  const found = type === "aws_launch_template" && action === "change" ? edits.filter(isOfTags) : [];
  return found.length === 0
    ? []
    : [
        {
          level: "attention",
          layer,
          address,
          edits: found,
          text: say`tags of ${address} change: EKS replaces the nodes of the groups that use it, adds new ones first, and drains the old ones`,
        },
      ];
}
