import { logInProxiesOf } from "../../parts/log-in/model";
import { joinValues } from "../stages/phrase";
import { sentencesOf } from "./named";
import { differingItems, type Topic } from "./topic";

const { line } = sentencesOf("People of pages");

/** People who open pages with a log-in, by the groups that the proxy of each page admits. */
export const pageGroups: Topic = {
  title: "People of pages",
  lines: ({ before, after }) =>
    logInProxiesOf(before).flatMap(({ page, groups }) => {
      const is = logInProxiesOf(after).find((each) => each.page === page);
      if (!is) return [];
      const { resource } = is.pods.owner;
      const { lost, gained } = differingItems(groups, is.groups);
      return [
        ...(lost.length > 0 ? [line("ended", resource, { page, groups: joinValues(lost) })] : []),
        ...(gained.length > 0 ? [line("opened", resource, { page, groups: joinValues(gained) })] : []),
      ];
    }),
};
