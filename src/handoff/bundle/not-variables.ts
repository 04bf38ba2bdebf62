import { groupBy } from "../../base/group-by";
import { type NotVariable } from "../values/trial-places";

/** Settings of the file that no variable has, by the reason. */
export function notVariableTexts(settings: readonly NotVariable[]): string[] {
  if (settings.length === 0) return [];
  const nameOfScalar = ({ scalar: { path } }: NotVariable): string =>
    path.length === 0 ? "the name of the environment" : `\`${path.join(".")}\``;
  return [
    "These settings of the file of the environment are no variables. A change of one is a change of blocks, or a hand-over after a change of the file:",
    [...groupBy(settings, ({ reason }) => reason)]
      .map(([reason, same]) => `- ${same.map(nameOfScalar).join(", ")}: ${shortened(reason)}.`)
      .join("\n"),
  ];
}

/** Places are a long list. */
const shortened = (reason: string): string =>
  reason.replace(/[;,] .*( in a way .*)$/s, "$1").replace(/;.*$/s, "");
