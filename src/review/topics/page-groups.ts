import { logInProxiesOf } from "../../parts/log-in/model";
import { joinValues, say } from "../stages/phrase";
import { type Topic, attention, differingItems } from "./topic";

/** People who open pages with a log-in, by the groups that the proxy of each page admits. */
export const pageGroups: Topic = {
  title: "People of pages",
  lines: ({ before, after }) =>
    logInProxiesOf(before).flatMap(({ page, groups }) => {
      const is = logInProxiesOf(after).find((each) => each.page === page);
      if (!is) return [];
      const { resource } = is.pods.owner;
      const { lost, gained } = differingItems(groups, is.groups);
      const ended = say`people who are only in the group ${joinValues(lost)} no longer open ${page}: its log-in answers 403`;
      const opened = say`people of the group ${joinValues(gained)} open ${page} from now on`;
      return [
        ...(lost.length > 0 ? [attention(resource, ended, { harm: "outage" })] : []),
        ...(gained.length > 0 ? [attention(resource, opened, { harm: "more access" })] : []),
      ];
    }),
};
