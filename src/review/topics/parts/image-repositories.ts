import { pullThroughRules } from "../../../parts/pull-through-cache/model";
import { block, isTrue } from "../../../terraform/stack-json";
import { pulledImages } from "../../../infrastructure/kubernetes-images";
import { type ResourceChange } from "../../change";
import { say, firstAndMore } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine, attention, info, isAt, resultsByKey } from "../topic";
import { type Found, topicOfRows } from "../rows";

const ruleOf = ({ resource, change: { before, after } }: Found) =>
  pullThroughRules(resource.action === "add" ? after : before).find((each) => isAt(resource)(each.resource));

const rows = topicOfRows("Image repositories", {
  when: {
    used: (found) =>
      pulledImages(found.change.after).some(({ image }) =>
        image.path.startsWith(`${ruleOf(found)?.prefix ?? ""}/`),
      ),
  },
  words: {
    prefix: (found) => say`${ruleOf(found)?.prefix ?? ""}`,
    upstream: (found) => say`${ruleOf(found)?.upstream ?? ""}`,
  },
});

/** New repositories of images, and rules that fill repositories from other registries. */
export const imageRepositories: Topic = {
  ...rows,
  lines: (change) => [...addedLines(change), ...rows.lines(change)],
};

/** One line for all new repositories, and one for those whose tags can move or whose images nobody scans. */
function addedLines({ resources }: Change): TopicLine[] {
  const added = resources.filter(({ type, action }) => type === "aws_ecr_repository" && action === "add");
  const [strict, loose] = [added.filter(isStrict), added.filter((each) => !isStrict(each))];
  return resultsByKey(
    [...strict, ...loose],
    (each) => String(isStrict(each)),
    (first, all) => {
      const names = firstAndMore(all.map(({ address }) => address));
      return isStrict(first)
        ? info(first, say`new empty image repository, with fixed tags and scans: ${names}`)
        : attention(
            first,
            say`new image repository whose tags can be moved to other images, or that scans none: ${names}`,
          );
    },
  );
}

const isStrict = ({ after }: ResourceChange): boolean =>
  after?.["image_tag_mutability"] === "IMMUTABLE" &&
  isTrue(block(after["image_scanning_configuration"])["scan_on_push"]);
