import { scriptsIn, userDataIn } from "../../../proof/model/cluster/user-data";
import { type Json } from "../../../proof/terraform-json/stack-json";
import { shortHash } from "../../../shared/values/short-hash";
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
    ...scriptLines(change),
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

/** Scripts in user data, whose base64 says nothing to a reader. */
const scriptLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap(({ layer, address, edits }) =>
      edits.flatMap((edit): TopicLine[] => {
        if (edit.argument !== "user_data") return [];
        const [before, after] = [scriptsInWords(edit.before), scriptsInWords(edit.after)];
        if (before === after) return [];
        const text = say`script that runs as root on each node of ${address}: ${[before]} → ${[after]}`;
        return [{ level: "attention", layer, address, text, edits: [edit] }];
      }),
    );

/** Length and digest of the scripts, as the check `node-script-not-judged` has it. */
function scriptsInWords(data: Json | undefined): string {
  const scripts = scriptsIn(userDataIn(data) ?? "");
  return scripts.length === 0
    ? "not set"
    : scripts.map((script) => `${linesIn(script)} lines, ${shortHash(script)}`).join(" and ");
}

const linesIn = (text: string): number => text.replace(/\n$/, "").split("\n").length;

const nameOf = ({ path }: Edit): string | undefined => FILE.exec(path)?.[1];
