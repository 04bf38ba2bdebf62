import { type Edit } from "../comparison/edit";
import { say } from "../phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^kubernetes_deployment/, argument: /\.container\.command$/, what: "command" },
  { type: /^kubernetes_deployment/, argument: /\.container\.args$/, what: "arguments" },
];

export const programs: Topic = {
  title: "Programs and files",
  lines: (change) => [
    ...editedLines(change, WATCHED, (_, text) => ({ level: "attention", text })),
    ...fileLines(change),
  ],
};

/** Files of a ConfigMap have a dot in their name, which variables cannot have. */
const FILE = /^data\.(.*\..*)$/;

const fileLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => /^kubernetes_config_map(_v1)?$/.test(type) && action === "change")
    .flatMap(({ layer, address, edits }) =>
      edits.flatMap((edit): TopicLine[] => {
        const file = nameOf(edit);
        if (file === undefined) return [];
        const text = say`file ${file} of ${address}: ${fromTo(edit)}`;
        return [{ level: "info", layer, address, text, edits: [edit] }];
      }),
    );

const nameOf = ({ path }: Edit): string | undefined => FILE.exec(path)?.[1];
