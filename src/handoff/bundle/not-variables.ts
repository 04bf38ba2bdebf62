import { type NotVariable } from "../values/trial-places";

/** Settings of the file that no variable has, by the reason. */
export function notVariableTexts(settings: readonly NotVariable[]): string[] {
  if (settings.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { scalar, reason } of settings) {
    const name = scalar.path.length === 0 ? "the name of the environment" : `\`${scalar.path.join(".")}\``;
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [
    "These settings of the file of the environment are no variables. A change of one is a change of blocks, or a hand-over after a change of the file:",
    [...byReason].map(([reason, names]) => `- ${names.join(", ")}: ${shortened(reason)}.`).join("\n"),
  ];
}

/** Places are a long list. */
const shortened = (reason: string): string =>
  reason.replace(/[;,] .*( in a way .*)$/s, "$1").replace(/;.*$/s, "");
