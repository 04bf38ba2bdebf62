import { pullThroughRules } from "../../../parts/pull-through-cache/model";
import { block, isTrue } from "../../../terraform/stack-json";
import { pulledImages } from "../../../infrastructure/kubernetes-images";
import { type ResourceChange } from "../../change";
import { say, firstAndMore } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, isAt, type Topic, type TopicLine } from "../topic";
import { type RowMatch, topicOfRows } from "../rows";

const ruleOf = ({ resource, change: { before, after } }: RowMatch) =>
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
  return [linesOf("strict", strict), linesOf("loose", loose)].flat();
}

const linesOf = (name: "strict" | "loose", added: readonly ResourceChange[]): TopicLine[] =>
  added.slice(0, 1).map((first) => {
    const repositories = firstAndMore(added.map(({ address }) => address));
    return sentencesOf("Image repositories").line(name, first, { repositories });
  });

const isStrict = ({ after }: ResourceChange): boolean =>
  after?.["image_tag_mutability"] === "IMMUTABLE" &&
  isTrue(block(after["image_scanning_configuration"])["scan_on_push"]);
