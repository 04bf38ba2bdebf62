import { logInProxiesOf } from "../../parts/log-in/model";
import { joinValues, say } from "../stages/phrase";
import { type Topic, type TopicLine } from "./topic";

/** People who open pages with a log-in, by the groups that the proxy of each page admits. */
export const pageGroups: Topic = {
  title: "People of pages",
  lines: ({ before, after }) =>
    logInProxiesOf(before).flatMap(({ page, groups }): TopicLine[] => {
      const is = logInProxiesOf(after).find((each) => each.page === page);
      if (!is) return [];
      const { layer, address } = is.pods.owner.resource;
      const place = { level: "attention", layer, address } as const;
      const lost = groups.filter((group) => !is.groups.includes(group));
      const gained = is.groups.filter((group) => !groups.includes(group));
      const ended = say`people who are only in the group ${joinValues(lost)} no longer open ${page}: its log-in answers 403`;
      const opened = say`people of the group ${joinValues(gained)} open ${page} from now on`;
      return [
        ...(lost.length > 0 ? [{ ...place, harm: "outage" as const, text: ended }] : []),
        ...(gained.length > 0 ? [{ ...place, harm: "more access" as const, text: opened }] : []),
      ];
    }),
};
