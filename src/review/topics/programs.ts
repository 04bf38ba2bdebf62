import { UserData } from "../../infrastructure/text-user-data";
import { type JsonObject } from "../../terraform/stack-json";
import { joinPhrases, say, fromTo } from "../stages/phrase";
import { type Change, type Topic, type TopicLine, attention } from "./topic";
import { topicOfRows } from "./rows";

const rows = topicOfRows("Programs and files", {
  when: {
    // people that a page admits, whose line says what it means
    "of a group": ({ edit: { before, after } }) =>
      [before, after].every((each) => each === undefined || /^--allowed-group=/.test(String(each))),
  },
});

export const programs: Topic = {
  ...rows,
  lines: (change) => [...rows.lines(change), ...scriptLines(change)],
};

const MOST_SHOWN = 3;

/** Parts of user data that nodeadm reads, by their path. */
const OF_NODE_CONFIG = /^user_data\.application\/node\.eks\.aws/;

/** Lines of scripts in user data, without those of the settings of nodes. */
const scriptLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap((template) => {
      const edits = template.edits.filter(
        ({ argument, path }) => argument === "user_data" && !OF_NODE_CONFIG.test(path),
      );
      if (edits.length === 0 || scriptsOf(template.before) === scriptsOf(template.after)) return [];
      const shown = edits.slice(0, MOST_SHOWN).map((edit) => say`${edit.path} ${fromTo(edit)}`);
      const more = edits.length > MOST_SHOWN ? say` and ${edits.length - MOST_SHOWN} more` : [];
      const text = say`script that runs as root on each node of ${template.address}: ${joinPhrases(shown)}${more}`;
      return attention(template, text, { edits });
    });

const scriptsOf = (template: JsonObject | undefined): string =>
  JSON.stringify(UserData.in(template?.["user_data"])?.scripts ?? []);
