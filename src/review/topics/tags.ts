import { counted } from "../../base/counted";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { isOfTags } from "../comparison/tag-arguments";
import { type Phrase, joined, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { type Topic, type TopicLine } from "./topic";

export const tags: Topic = {
  title: "Tags",
  lines: ({ resources, others }) => [
    ...others.flatMap((other) => ofProvider(other, resources)),
    ...resources.flatMap(ofTemplate),
    ...ofPrograms(resources),
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
          harm: "nodes roll",
          layer,
          address,
          edits: found,
          text: say`tags of ${address} change: EKS replaces the nodes of the groups that use it, adds new ones first, and drains the old ones`,
        },
      ];
}

/** Settings of programs of the cluster with the tags of what they make. */
const GIVEN = /(^|\.)(ADDITIONAL_ENI_TAGS|extraVolumeTags|defaultTags|extraTags)(\.|\[|$)/;

/** Tags that programs of the cluster give to what they make from now on: their pods start again with them. */
function ofPrograms(resources: readonly ResourceChange[]): TopicLine[] {
  const found = resources.flatMap(({ type, layer, address, edits }) => {
    const given = /^(aws_eks_addon|helm_release)$/.test(type)
      ? edits.filter(({ path }) => GIVEN.test(path))
      : [];
    return given.length === 0 ? [] : [{ layer, address, edits: given }];
  });
  const [first, ...more] = found;
  if (!first) return [];
  const others = more.length === 0 ? [] : say` and ${more.length} more`;
  return [
    {
      level: "info",
      harm: "pods roll",
      layer: first.layer,
      address: first.address,
      edits: found.flatMap(({ edits }) => edits),
      text: say`the pods of ${first.address}${others} start again with other tags for what they make`,
    },
  ];
}
