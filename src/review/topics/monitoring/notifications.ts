import { text } from "../../../infrastructure/blocks";
import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type Topic, type TopicLine } from "../topic";

const TOPIC = "aws_sns_topic";
const SUBSCRIPTION = "aws_sns_topic_subscription";

/**
 * Topics and the people and programs that they tell.
 *
 * Source: Amazon SNS developer guide, "Deleting an Amazon SNS subscription and topic" (unconfirmed).
 */
export const notifications: Topic = {
  title: "Notifications",
  lines: ({ resources }: Change) => resources.flatMap((each) => [...linesOf(each), ...routeLines(each)]),
  judges: (changed, edit) =>
    edit === undefined &&
    "type" in changed &&
    (changed.type === SUBSCRIPTION || (changed.type === TOPIC && changed.action !== "add")),
};

function linesOf({ type, layer, address, action, before, after }: ResourceChange): TopicLine[] {
  const line = (sentence: TopicLine["text"]): TopicLine[] => [
    { level: "attention", layer, address, text: sentence },
  ];
  const isGone = action === "destroy" || action === "replace";
  if (type === TOPIC && isGone) {
    return line(say`${address} is deleted with all its subscriptions, also those that others made`);
  }
  if (type !== SUBSCRIPTION) return [];
  if (action === "destroy") return line(say`${address}: ${endpointIn(before)} gets no message any more`);
  if (action === "replace") {
    const [old, now] = [endpointIn(before), endpointIn(after)];
    return line(say`${address}: ${now} gets the messages that ${old} got; a mail address must confirm first`);
  }
  return action === "add"
    ? line(
        say`${address}: ${endpointIn(after)} gets each message of the topic; a mail address must confirm first`,
      )
    : [];
}

/** Routes of Alertmanager in the values of its chart: who hears of an alert. */
const ROUTES = /^values(\[\d+\])?\.alertmanager\.(config|alertmanagerSpec\.alertmanagerConfiguration)(\.|$)/;

const routeLines = ({ type, layer, address, edits }: ResourceChange): TopicLine[] =>
  edits
    .filter(({ path }) => type === "helm_release" && ROUTES.test(path))
    .map((edit) => ({
      level: "attention",
      layer,
      address,
      edits: [edit],
      text: say`who hears of alerts of ${address}: ${edit.path} ${fromTo(edit)}`,
    }));

const endpointIn = (config: ResourceChange["before"]): string => text(config?.["endpoint"]) ?? "its endpoint";
