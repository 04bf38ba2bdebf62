import { counted } from "../../base/counted";
import { type Edit, type OtherChange, type ResourceChange } from "../change";
import { isOfTags } from "../comparison/tag-arguments";
import { firstAndMore, fromTo, joinPhrases, type Phrase, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import { resultsByKey, type Topic, type TopicLine } from "./topic";

const { line } = sentencesOf("Tags");

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
  const words = { resources: [counted(tagged.length, "resource")], layer: [layer] };
  return [line("provider", provider, { ...words, changes: joinPhrases(edits.map(ofKey)) }, { edits })];
}

/** `cost-center not set → 4711` */
const ofKey = (edit: Edit): Phrase =>
  say`${/(?:\.|\[)([^.[\]]+)\]?$/.exec(edit.path)?.[1] ?? edit.path} ${fromTo(edit)}`;

/** Source: EKS user guide, "Customize managed nodes with launch templates", "Launch template updates" (read 2026-11-25). */
function ofTemplate(resource: ResourceChange): TopicLine[] {
  const { type, action } = resource;
  const edits = type === "aws_launch_template" && action === "change" ? resource.edits.filter(isOfTags) : [];
  return edits.length === 0 ? [] : [line("template", resource, {}, { edits })];
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
  return [line("programs", first.resource, { others }, { edits: found.flatMap(({ given }) => given) })];
}

/** Tags of parts of the network. Controllers find subnets and groups by some of them. */
export const nameTags: Topic = {
  title: "Tags of the network",
  lines: ({ resources }) =>
    resultsByKey(
      resources
        .filter(({ type, action }) => PARTS.test(type) && action === "change")
        .map((resource) => ({ resource, edits: resource.edits.filter(isOfTags) }))
        .filter(({ edits }) => edits.length > 0),
      ({ resource, edits }) => `${resource.layer} ${resource.type} ${edits.map(keyOfTag).join()}`,
      ({ resource, edits }, all) => {
        const changes = joinPhrases(edits.map((edit) => say`${keyOfTag(edit)} ${fromTo(edit)}`));
        const name = edits.some((edit) => FOUND_BY.test(keyOfTag(edit))) ? "found by" : "other";
        const names = firstAndMore(all.map((each) => each.resource.address));
        return sentencesOf("Tags of the network").line(name, resource, { names, changes }, { edits });
      },
    ),
};

const PARTS =
  /^aws_(vpc|subnet|security_group|route_table|nat_gateway|internet_gateway|eip|network_acl|vpc_endpoint|lb)$/;

/**
 * Tags by which programs find subnets and groups.
 *
 * Source: AWS Load Balancer Controller 3.5.0 guide, "Subnet auto-discovery" (read 2026-11-20); Karpenter, "NodeClasses"
 * (unconfirmed).
 */
const FOUND_BY = /^(kubernetes\.io\/|karpenter\.sh\/|elbv2\.k8s\.aws\/)/;

const keyOfTag = ({ path }: Edit): string => path.replace(/^tags(_all)?\.?/, "");
