import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";
import { say } from "../stages/phrase";

/** Descriptions of rules, which admit the same. That of a security group replaces it. */
const TEXTS: readonly Watched[] = [
  {
    type: /^aws_(vpc_security_group_(in|e)gress_rule|security_group_rule)$/,
    argument: /^description$/,
    what: "description",
  },
];

export const ruleTexts: Topic = {
  title: "Descriptions of rules",
  lines: (change) =>
    editedLines(change, TEXTS, (_, what) => ({
      level: "info",
      text: say`${what}; the rule admits the same`,
    })),
};
