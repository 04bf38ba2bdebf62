import { pullThroughRules } from "../../../parts/pull-through-cache/model";
import { block, isTrue } from "../../../infrastructure/blocks";
import { pulledImages } from "../../../infrastructure/pulled-images";
import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { firstAndMore } from "../names";
import { type Change, type Topic, type TopicLine } from "../topic";

const REPOSITORY = "aws_ecr_repository";
const RULE = "aws_ecr_pull_through_cache_rule";

/**
 * New repositories of images, and rules that fill repositories from other registries.
 *
 * Source: Amazon ECR user guide, "Sync an upstream registry with an Amazon ECR private registry" (unconfirmed).
 */
export const imageRepositories: Topic = {
  title: "Image repositories",
  lines: (change) => [...addedLines(change), ...ruleLines(change)],
  judges: (changed, edit) =>
    edit === undefined &&
    "type" in changed &&
    ((changed.action === "add" && changed.type === REPOSITORY) ||
      (changed.type === RULE && changed.action !== "replace")),
};

/** One line for all new repositories, and one for those whose tags can move or whose images nobody scans. */
function addedLines({ resources }: Change): TopicLine[] {
  const added = resources.filter(({ type, action }) => type === REPOSITORY && action === "add");
  const line = (level: TopicLine["level"], all: readonly ResourceChange[], what: string): TopicLine[] =>
    all.slice(0, 1).map(({ layer, address }) => ({
      level,
      layer,
      address,
      text: say`${[what]}: ${firstAndMore(all.map((each) => each.address))}`,
    }));
  return [
    ...line("info", added.filter(isStrict), "new empty image repository, with fixed tags and scans"),
    ...line(
      "attention",
      added.filter((each) => !isStrict(each)),
      "new image repository whose tags can be moved to other images, or that scans none",
    ),
  ];
}

const isStrict = ({ after }: ResourceChange): boolean =>
  after?.["image_tag_mutability"] === "IMMUTABLE" &&
  isTrue(block(after["image_scanning_configuration"])["scan_on_push"]);

function ruleLines({ before, after, resources }: Change): TopicLine[] {
  return resources.flatMap(({ type, layer, address, action }): TopicLine[] => {
    if (type !== RULE || (action !== "add" && action !== "destroy")) return [];
    const rule = pullThroughRules(action === "add" ? after : before).find(
      ({ resource }) => resource.layer === layer && resource.address === address,
    );
    const [prefix, upstream] = [rule?.prefix ?? "", rule?.upstream ?? ""];
    if (action === "add") {
      const text = say`pull-through-cache rule: images of ${upstream} come into the own registry as ${prefix}/…, by the first pull and without a person`;
      return [{ level: "attention", layer, address, text }];
    }
    const isUsed = pulledImages(after).some(({ image }) => image.path.startsWith(`${prefix}/`));
    return [
      isUsed
        ? {
            level: "attention",
            harm: "outage",
            layer,
            address,
            text: say`outage: rule for ${prefix}/… is removed, and pods still pull from it: new pods do not start where the registry has no copy`,
          }
        : {
            level: "info",
            layer,
            address,
            text: say`images of ${upstream} no longer come in as ${prefix}/…`,
          },
    ];
  });
}
