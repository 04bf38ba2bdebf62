import { scriptsIn, userDataIn } from "../../infrastructure/user-data";
import { type JsonObject } from "../../terraform/stack-json";
import { type Edit } from "../comparison/edit";
import { joined, say } from "../stages/phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^kubernetes_deployment/, argument: /\.container\.command$/, what: "command" },
  { type: /^kubernetes_deployment/, argument: /\.container\.args$/, what: "args" },
];

export const programs: Topic = {
  title: "Programs and files",
  lines: (change) => [
    ...editedLines(change, WATCHED, (edit, text) => ({
      level: isOfGroup(edit) ? "info" : "attention",
      text,
    })),
    ...scriptLines(change),
  ],
};

/** A group of people that a page admits, whose line says what it means. */
const isOfGroup = ({ before, after }: Edit): boolean =>
  [before, after].every((each) => each === undefined || /^--allowed-group=/.test(String(each)));

/** Lines of scripts in user data, without those of the settings of nodes. */
const scriptLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap(({ layer, address, edits, before, after }): TopicLine[] => {
      const found = edits.filter(
        ({ argument, path }) => argument === "user_data" && !OF_NODE_CONFIG.test(path),
      );
      const [was, is] = [scriptsOf(before), scriptsOf(after)];
      if (found.length === 0 || was === is) return [];
      const shown = found.slice(0, MOST_SHOWN).map((edit) => say`${edit.path} ${fromTo(edit)}`);
      const more = found.length > MOST_SHOWN ? say` and ${found.length - MOST_SHOWN} more` : [];
      const text = say`script that runs as root on each node of ${address}: ${joined(shown)}${more}`;
      return [{ level: "attention", layer, address, text, edits: found }];
    });

const MOST_SHOWN = 3;

/** Parts of user data that nodeadm reads, by their path. */
const OF_NODE_CONFIG = /^user_data\.application\/node\.eks\.aws/;

const scriptsOf = (template: JsonObject | undefined): string =>
  JSON.stringify(scriptsIn(userDataIn(template?.["user_data"]) ?? ""));
