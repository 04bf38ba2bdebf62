import { counted } from "../../base/counted";
import { type OtherChange, type ResourceChange, type Edit } from "../change";
import { isOfTags } from "../comparison/tag-arguments";
import { type Phrase, joinPhrases, say, fromTo } from "../stages/phrase";
import { type Topic, type TopicLine, attention, info } from "./topic";

export const tagsTopic: Topic = {
  title: "Tags",
  lines: ({ resources, others }) => [
    ...others.flatMap((other) => ofProvider(other, resources)),
    ...resources.flatMap(ofTemplate),
    ...ofPrograms(resources),
  ],
};

/** Default tags of a provider: one line for all resources that change in nothing else. */
function ofProvider(provider: OtherChange, resources: readonly ResourceChange[]): TopicLine[] {
  const { layer } = provider;
  const edits = provider.edits.filter(({ argument }) => argument.startsWith("default_tags"));
  if (edits.length === 0) return [];
  const tagged = resources.filter(
    (each) =>
      each.layer === layer &&
      each.action === "change" &&
      each.reasons.length > 0 &&
      each.reasons.every(isOfTags),
  );
  const text = say`only tags of ${[counted(tagged.length, "resource")]} of the layer ${[layer]} change: ${joinPhrases(edits.map(ofKey))}`;
  return [info(provider, text, { edits })];
}

/** `cost-center not set → 4711` */
const ofKey = (edit: Edit): Phrase =>
  say`${/(?:\.|\[)([^.[\]]+)\]?$/.exec(edit.path)?.[1] ?? edit.path} ${fromTo(edit)}`;

/** Source: EKS user guide, "Customize managed nodes with launch templates", "Launch template updates" (read 2026-11-25). */
function ofTemplate(resource: ResourceChange): TopicLine[] {
  const { type, address, action } = resource;
  const edits = type === "aws_launch_template" && action === "change" ? resource.edits.filter(isOfTags) : [];
  const text = say`tags of ${address} change: EKS replaces the nodes of the groups that use it, adds new ones first, and drains the old ones`;
  return edits.length === 0 ? [] : [attention(resource, text, { harm: "nodes roll", edits })];
}

/** Settings of programs of the cluster with the tags of what they make. */
const GIVEN = /(^|\.)(ADDITIONAL_ENI_TAGS|extraVolumeTags|defaultTags|extraTags)(\.|\[|$)/;

/** Tags that programs of the cluster give to what they make from now on: their pods start again with them. */
function ofPrograms(resources: readonly ResourceChange[]): TopicLine[] {
  const found = resources
    .filter(({ type }) => /^(aws_eks_addon|helm_release)$/.test(type))
    .map((resource) => ({ resource, given: resource.edits.filter(({ path }) => GIVEN.test(path)) }))
    .filter(({ given }) => given.length > 0);
  const [first, ...more] = found;
  if (!first) return [];
  const others = more.length === 0 ? [] : say` and ${more.length} more`;
  const text = say`the pods of ${first.resource.address}${others} start again with other tags for what they make`;
  return [info(first.resource, text, { harm: "pods roll", edits: found.flatMap(({ given }) => given) })];
}
